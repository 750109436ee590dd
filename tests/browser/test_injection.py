"""Names and contents are text everywhere: on a page of its own, and in a lesson."""

import json

import numpy as np
import pytest

import regviz as rv
from regviz.page.embed import question_html

HOSTILE = ('<img src=x onerror="window.hacked=1">', "</script><script>window.hacked=1</script>",
           "<!--<script>", "'\"><svg onload=window.hacked=1>", "${window.hacked=1}",
           "a --> b ]]> {{x}} \u2028 $y$")
RUN = f"""
import numpy as np
import regviz as rv
names = {HOSTILE!r}
X = np.random.default_rng(0).normal(size=(40, 6))
problem = rv.Problem(X, X @ [3, -2, 1, 0, 0, 0], names, "<b onclick=window.hacked=1>y", names[1])
"""
CELLS = (RUN, "rv.explore.coefficient_paths(problem)", "rv.explore.own_data(problem)",
         "rv.predict(names[0], [names[1], names[2]], answer=names[1], why=names[0])",
         "rv.exit_question(names[1], [names[0], names[2]], names[0], [names[1], names[2]])",
         "rv.answers(file=None)", "rv.check('soft_threshold', lambda *x: names[0])", "problem")


@pytest.fixture
def hostile():
    X = np.random.default_rng(0).normal(size=(40, 6))
    return rv.Problem(X, X @ [3, -2, 1, 0, 0, 0], HOSTILE, HOSTILE[0], HOSTILE[1])


def test_a_page_of_its_own_runs_its_own_script_alone(chromium, hostile, tmp_path):
    """And says so itself: its policy lets nothing else run, and nothing be asked for."""
    file = rv.explore.coefficient_paths(hostile).save(tmp_path / "page.html")
    page, told = chromium.new_page(), []
    page.on("console", lambda line: line.type in ("error", "warning") and told.append(line.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(file.as_uri())
    stage = page.locator(".regviz-stage[data-key]")
    stage.wait_for()
    before = stage.get_attribute("data-key")
    page.locator("input[type=range]").first.press("Home")
    page.wait_for_function(f"document.querySelector('.regviz-stage').dataset.key !== '{before}'")
    page.get_by_role("button", name="next").click()
    assert told == [] and page.evaluate("window.hacked") is None
    assert page.locator("img[src=x]").count() == 0
    # A script that somebody brings in does not run.
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), "
                  "{ textContent: 'window.hacked = 1' }))")
    assert page.evaluate("window.hacked") is None
    assert "Content Security Policy" in told[0]
    page.close()


def test_a_card_on_a_page_of_the_site_ends_where_it_ends(chromium):
    page = chromium.new_page()
    for name in HOSTILE:
        card = rv.predict(name, [name, f"{name}."], answer=name, why=name)
        page.set_content(f"{question_html(card)}<p id='after'>after</p>")
        assert page.locator("#after").is_visible(), name
        state = json.loads(page.locator("script[type='application/json']").text_content())
        assert state["spec"]["question"] == " ".join(name.split())
        assert page.evaluate("window.hacked") is None
    page.close()


def test_nothing_runs_in_a_lesson(lab, open_notebook):
    lab.write("hostile.ipynb", *CELLS)
    notebook = open_notebook("hostile.ipynb")
    notebook.run_all()
    for index in range(2):
        notebook.explorer(index).scroll_into_view_if_needed()
    notebook.page.wait_for_timeout(500)
    assert notebook.page.evaluate("window.hacked") is None and notebook.errors == []
    assert notebook.page.locator(".jp-Notebook img[src=x]").count() == 0

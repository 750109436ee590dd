"""The lessons where Python runs in the page itself: nothing installed, no other host asked."""

import pytest
from lab import SESSION, Notebook

LESSONS = ["06_coefficient_paths", "07_choosing_lambda"]


class PageNotebook(Notebook):
    """A notebook of the browser-only site."""

    def open(self):
        self.page.goto(f"{self.server}/lab/index.html?path={self.name}")
        self.page.wait_for_function(SESSION)
        self._await("context.sessionContext.ready")
        self.wait_idle(120)


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request, chromium, site):
    """A lesson after Run All, in a browser that reaches the site alone.

    `strange` lists what else it asked for.
    """
    context, strange = chromium.new_context(viewport={"width": 1280, "height": 1000}), []

    def refuse(route):
        strange.append(route.request.url)
        route.abort()

    context.route(lambda url: not url.startswith((site, "data:", "blob:")), refuse)
    notebook = PageNotebook(site, context.new_page(), f"{request.param}.ipynb")
    notebook.strange = strange
    notebook.execute("import regviz; regviz.teacher()")
    notebook.run_all()
    yield notebook
    context.close()


def test_a_lesson_runs_whole_and_asks_no_other_host(lesson):
    cells = lesson.page.evaluate("""() =>
        jupyterapp.shell.currentWidget.content.model.sharedModel.cells
        .map((cell) => cell.toJSON()).filter((cell) => cell.cell_type === "code")""")
    assert all(cell["execution_count"] for cell in cells if "".join(cell["source"]).strip())
    red = [output for cell in cells for output in cell["outputs"] if output.get("name") == "stderr"]
    assert red == [] and lesson.strange == []


def test_the_slider_turns_the_pages_and_the_words_follow(lesson):
    explorer = lesson.explorer()
    stage, slider = explorer.locator(".regviz-stage"), lesson.slider("lam", explorer)
    slider.press("Home")
    lesson.page.wait_for_function("(stage) => stage.dataset.key.startsWith('0|')",
                                  arg=stage.element_handle())
    first = explorer.locator(".regviz-words").inner_text()
    slider.drag([0.05 * k for k in range(1, 19)])
    position = slider.handle.input_value()
    lesson.page.wait_for_function("([stage, at]) => stage.dataset.key.startsWith(`${at}|`)",
                                  arg=[stage.element_handle(), position])
    assert int(position) > 0 and explorer.locator(".regviz-words").inner_text() != first
    assert explorer.locator(".regviz-trouble").inner_text() == ""

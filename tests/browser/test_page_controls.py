"""Every control of an explorer under a hand: what was asked for is shown, and all has its name."""

import json

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from explorer_page import AGAIN_AT, LASSO_AT, LOG_POINT_AT, POINT_AT, Explorer
from lab import CHANGE_THEME


@pytest.fixture
def lasso(notebook):
    """The lasso explorer at one known state."""
    explorer = Explorer(notebook, LASSO_AT, "lasso")
    explorer.put("58|0|0|0", "lam=lasso.controls['lam'].values[58], snap=False, sign=1, draw=0")
    return explorer


@pytest.fixture
def point(notebook):
    explorer = Explorer(notebook, POINT_AT, "point")
    explorer.put("20|10", "across=0.0, up=0.0")
    return explorer


def test_a_number_typed_between_two_positions_is_the_state_exactly(lasso):
    for typed in ("0.7777", "0.778"):
        lasso.type("lam", typed)
        lasso.shows(f"v{typed}|0|0|0")
        lasso.agrees()
        assert lasso.kernel("values['lam']") == typed
    assert "lam = 0.778," in lasso.words


def test_a_number_out_of_range_goes_to_the_end_and_no_number_changes_nothing(lasso):
    lasso.type("lam", 1e9)
    lasso.shows("120|0|0|0")
    lasso.type("lam", "")
    assert lasso.key == "120|0|0|0"
    assert float(lasso.control("lam, exact value").input_value()) > 1


def test_pages_that_come_in_leave_a_number_being_typed_alone(lasso):
    box = lasso.control("lam, exact value")
    box.fill("0.25")
    lasso.notebook.execute("lasso.set(draw=3);")
    lasso.shows("58|0|0|3")
    assert box.input_value() == "0.25"
    lasso.page.keyboard.press("Enter")
    lasso.shows("v0.25|0|0|3")


def test_keys_in_the_number_box_move_by_one_position(lasso):
    lasso.control("lam, exact value").focus()
    for key, shown in (("ArrowUp", 59), ("ArrowUp", 60), ("ArrowDown", 59)):
        lasso.page.keyboard.press(key)
        lasso.shows(f"{shown}|0|0|0")


def test_the_cursor_stands_at_lam(lasso):
    """In CSS pixels of the picture, against matplotlib's own transformation."""
    lasso.type("lam", 3)
    lasso.shows("v3|0|0|0")
    place = float(lasso.kernel("views[0].ax.transData.transform((3, 0))[0] / lasso.fig.bbox.width"))
    boxes = lasso.stage.evaluate("""stage => {
        const layer = stage.querySelector(".regviz-layer").shadowRoot;
        const lines = layer.querySelectorAll("[id^=line2d] > path");
        const seen = [...lines, stage.querySelector("img")];
        return seen.map((e) => e.getBoundingClientRect().toJSON());
    }""")
    picture = boxes.pop()
    cursor = max(boxes, key=lambda box: box["height"])
    seen = (cursor["x"] + cursor["width"] / 2 - picture["x"]) / picture["width"]
    assert seen == pytest.approx(place, abs=1 / picture["width"])


def test_play_goes_to_the_end_and_can_be_paused(lasso):
    lasso.notebook.slider("lam", lasso.box).press("End")
    lasso.notebook.slider("lam", lasso.box).press("ArrowLeft", 3)
    button = lasso.box.get_by_role("button", name="play")
    button.click()
    lasso.shows("120|0|0|0")
    button.wait_for()
    button.click()
    lasso.page.wait_for_function("stage => Number(stage.dataset.key.split('|')[0]) > 2"
                                 " && stage.dataset.key < '9'", arg=lasso.stage.element_handle())
    lasso.box.get_by_role("button", name="pause").click()
    button.wait_for()
    lasso.agrees()


def test_a_toggle_a_choice_and_their_keys(lasso):
    lasso.control("snap to knots").focus()
    lasso.page.keyboard.press("Space")
    lasso.shows("58|1|0|0")
    lasso.agrees()
    assert lasso.notebook.execute("print(lasso.fit.lam in path.knots)").strip() == "True"
    before = lasso.pixels()
    lasso.control("as it is").focus()
    lasso.page.keyboard.press("ArrowRight")
    lasso.shows("58|1|1|0")
    lasso.agrees()
    assert lasso.pixels() != before


def test_a_new_sample_and_the_old_one_again(lasso):
    old, seen = lasso.drawn(), lasso.pixels()
    lasso.box.get_by_role("button", name="new sample").click()
    lasso.shows("58|0|0|1")
    lasso.agrees()
    assert lasso.pixels() != seen
    lasso.type("draw", 0)
    lasso.shows("58|0|0|0")
    assert lasso.drawn() == old


def test_two_views_of_one_explorer_go_together(notebook, lasso):
    again = Explorer(notebook, AGAIN_AT, "lasso")
    notebook.slider("lam", again.box).press("ArrowRight", 4)
    for seen in (lasso, again):
        seen.shows("62|0|0|0")
        seen.agrees()
        assert seen.control("lam").input_value() == "62"
    lasso.control("mirrored").check()
    again.shows("62|0|1|0")
    assert again.control("mirrored").is_checked()


def test_code_moves_the_page_and_what_it_shows_between_positions_stays(notebook, lasso):
    notebook.execute("lasso.set(lam=0.123, sign=-1);")
    lasso.shows("v0.123|0|1|0")
    lasso.agrees()
    notebook.execute("from IPython.display import display; display(lasso)")
    assert lasso.kernel("values['lam']") == "0.123" and lasso.key == "v0.123|0|1|0"


def where(point):
    """The middle of the handle and the picture's corner and size, in pixels."""
    handle = point.stage.locator(".regviz-handle").bounding_box()
    sheet = point.stage.locator(".regviz-sheet").bounding_box()
    return [handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2], sheet


def target(point, across, up):
    """Where in the page the data coordinates lie."""
    ask = f"print((ax.transData.transform(({across}, {up})) / ax.figure.bbox.size).tolist())"
    x, y = json.loads(point.notebook.execute(f"ax = {point.name}.views[0].ax; {ask}"))
    _, sheet = where(point)
    return sheet["x"] + x * sheet["width"], sheet["y"] + (1 - y) * sheet["height"]


def test_a_point_follows_the_mouse(point):
    end = target(point, 1.03, -0.52)
    point.page.mouse.move(*where(point)[0])
    point.page.mouse.down()
    point.page.mouse.move(*end, steps=5)
    point.page.mouse.up()
    point.shows("30|5")
    point.agrees()
    assert "1.0, -0.5" in point.words
    assert np.allclose(where(point)[0], target(point, 1.0, -0.5), atol=1)


def test_a_point_on_a_log_axis_follows_the_mouse(notebook):
    point = Explorer(notebook, LOG_POINT_AT, "log_point")
    point.stage.scroll_into_view_if_needed()
    end = target(point, 0.5, 0.3)
    point.page.mouse.move(*where(point)[0])
    point.page.mouse.down()
    point.page.mouse.move(*end, steps=5)
    point.page.mouse.up()
    point.page.wait_for_function("(stage) => stage.dataset.key.endsWith('|13')",
                                 arg=point.stage.element_handle())
    point.agrees()
    assert np.allclose(where(point)[0], end, atol=4)
    assert float(point.kernel("values['across']")) == pytest.approx(0.5, rel=0.02)


def test_a_point_follows_a_finger(point):
    start, end = where(point)[0], target(point, -1.5, 0.8)
    finger = point.page.context.new_cdp_session(point.page)

    def touch(kind, *places):
        touched = [{"x": x, "y": y} for x, y in places]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touched})

    touch("touchStart", start)
    for share in (0.2, 0.6, 1.0):
        touch("touchMove", [a + share * (b - a) for a, b in zip(start, end, strict=True)])
    touch("touchEnd")
    point.shows("5|18")
    point.agrees()


def test_a_point_in_focus_follows_the_arrow_keys(point):
    point.stage.locator(".regviz-handle").focus()
    turns = {"ArrowRight": "21|10", "ArrowUp": "21|11",
             "Shift+ArrowLeft": "11|11", "ArrowDown": "11|10"}
    for key, shown in turns.items():
        point.page.keyboard.press(key)
        point.shows(shown)
    point.agrees()
    label = point.stage.locator(".regviz-handle").get_attribute("aria-label")
    assert "across = -0.9, up = 0;" in label


def test_a_locked_explorer_says_why_and_takes_no_key(notebook, point):
    notebook.execute("point.lock('Predict first')")
    point.box.locator(".regviz-controls:disabled").wait_for()
    assert point.stage.locator(".regviz-handle").count() == 0
    assert point.alt == "Predict first" and not point.stage.locator(".regviz-words").is_visible()
    notebook.execute("point.unlock()")
    point.box.locator(".regviz-controls:enabled").wait_for()
    assert point.alt == point.words


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_no_barrier_that_an_audit_can_find(notebook, lasso, theme):
    notebook.page.evaluate(CHANGE_THEME, theme)
    dark = str(theme.endswith("Dark")).lower()
    notebook.page.wait_for_function(f"document.body.dataset.jpThemeLight !== '{dark}'")
    lasso.box.get_by_text("take it away").click()
    found = Axe().run(notebook.page, context=".regviz-explorer").response
    assert found["passes"]
    assert [(v["id"], [node["html"] for node in v["nodes"]]) for v in found["violations"]
            if v["impact"] in ("serious", "critical")] == []
    lasso.box.get_by_text("take it away").click()


def test_nothing_went_wrong_on_the_page(notebook):
    assert notebook.errors == []

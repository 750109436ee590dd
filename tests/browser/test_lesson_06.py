"""Lesson 06 under a hand: pixels follow, the words are right, the kernel is left alone."""

import pytest
from explorer_page import TWO_FRAMES

LAST = 120  # rv.lam_slider has 121 positions
KERNEL = """
import gc, regviz
explorers = (e for e in gc.get_objects() if isinstance(e, regviz.Explorer))
explorer = next(e for e in explorers if list(e.controls) == ["lam", "snap"])
print(explorer.key, " ".join(explorer.words), sep="\\n", end="")
"""
RECORD = """(stage) => {
  window.turned = [];
  new MutationObserver(() => turned.push(Number(stage.dataset.key.split("|")[0])))
    .observe(stage, { attributeFilter: ["data-key"] });
}"""
PLACES = """(stage) => {
  const scrolled = [];
  for (let e = stage; e; e = e.parentElement) scrolled.push(e.scrollTop);
  const { x, y, width, height } = stage.getBoundingClientRect();
  return [x, y, width, height, ...scrolled];
}"""


@pytest.fixture(scope="module")
def lesson(open_notebook):
    notebook = open_notebook("06_coefficient_paths.ipynb")
    notebook.execute("import regviz; regviz.teacher()")
    notebook.run_all()
    notebook.explorer(0)
    return notebook


@pytest.fixture
def stage(lesson):
    return lesson.page.locator(".regviz-stage").first


@pytest.fixture
def slider(lesson, stage):
    """The slider at its left end, with all panels and words, not snapped."""
    explorer = lesson.explorer(0)
    explorer.get_by_label("snap to knots").uncheck()
    explorer.get_by_label("more panels").check()
    slider = lesson.slider("lam", explorer)
    slider.press("Home")
    follow(stage, 0)
    return slider


def follow(stage, position):
    """Wait until the picture shows this position of the slider."""
    stage.page.wait_for_function("([stage, at]) => stage.dataset.key.split('|')[0] === String(at)",
                                 arg=[stage.element_handle(), position])


def kernel_at(lesson, key):
    """(key, words) of the kernel.

    The slider's last message may still be on its way, so it is asked a few times.
    """
    for _ in range(50):
        there, words = lesson.execute(KERNEL).split("\n")
        if there == key:
            break
        lesson.page.wait_for_timeout(100)
    return there, words


def pixels(stage):
    stage.page.evaluate(TWO_FRAMES)
    return stage.locator(".regviz-picture").screenshot()


def test_each_key_changes_the_pixels_and_a_state_has_one_picture(stage, slider):
    seen = []
    for position in range(1, 7):
        slider.press("ArrowRight")
        follow(stage, position)
        seen.append(pixels(stage))
    assert len(set(seen)) == len(seen)
    slider.press("ArrowLeft", times=3)
    follow(stage, 3)
    assert pixels(stage) == seen[2]


def test_the_mouse_turns_every_page_that_is_there_in_order(stage, slider):
    visited = range(12, LAST + 1, 12)
    for position in visited:
        slider.press("PageUp")
        follow(stage, position)
    slider.press("Home")
    follow(stage, 0)
    stage.evaluate(RECORD)
    slider.drag((position / LAST for position in visited), rate=20)
    assert stage.page.evaluate("turned") == list(visited)


def test_a_fast_drag_ends_where_the_hand_ends(stage, slider):
    stage.evaluate(RECORD)
    slider.drag(k / 40 for k in range(41))
    follow(stage, LAST)
    turned = stage.page.evaluate("turned")
    assert turned == sorted(turned)


@pytest.mark.parametrize("share", [0.11, 0.5, 0.93])
def test_picture_words_and_kernel_agree(lesson, stage, slider, share):
    slider.drag([share])
    position = round(slider.share * LAST)
    follow(stage, position)
    key, words = kernel_at(lesson, f"{position}|0")
    assert key == stage.get_attribute("data-key") == f"{position}|0"
    assert stage.locator(".regviz-words").inner_text() == words
    assert stage.locator("img").get_attribute("alt") == words


def test_the_page_does_not_jump(stage, slider):
    before = stage.evaluate(PLACES)
    for position in range(4, LAST + 1, 4):
        slider.press("ArrowRight", times=4)
        follow(stage, position)
        assert stage.evaluate(PLACES) == before, f"the picture moved at position {position}"


def test_the_kernel_is_not_asked_for_pages_that_are_there(lesson, stage, slider):
    slider.press("PageUp", times=10)
    follow(stage, LAST)
    asked = lesson.wants()
    slider.press("Home")
    follow(stage, 0)
    slider.press("PageUp", times=10)
    follow(stage, LAST)
    assert lesson.wants() == asked


def test_the_box_and_the_knots(lesson, stage, slider):
    explorer = lesson.explorer(0)
    explorer.get_by_label("snap to knots").check()
    shown = stage.element_handle()
    stage.page.wait_for_function("(stage) => stage.dataset.key === '0|1'", arg=shown)
    explorer.locator("input[type=number]").first.fill("2")
    stage.page.keyboard.press("Enter")
    stage.page.wait_for_function("(stage) => stage.dataset.key.startsWith('v2')", arg=shown)
    words = stage.locator(".regviz-words").inner_text().split()
    assert words[:3] == ["With", "lam", "="] and words[3].rstrip(",") != "2"  # the nearest knot


def test_nothing_went_wrong_on_the_page(lesson):
    assert lesson.errors == []

"""Cards by keyboard alone: keys stay in the card, feedback is announced, focus is never lost."""

import pytest
from lab import CHANGE_THEME

CELLS = (
    "import regviz as rv\nfig, ax = rv.canvas(1)\n"
    "explorer = rv.Explorer(fig, [], lambda lam: rv.Fit(lam=lam), lam=rv.lam_slider(1.0))",
    "card = rv.predict('Who leaves first?', ['age', 'bmi', 's5'], answer='s5', "
    "why='It is the smallest.')\ncard",
    "card.unlocks(explorer)",
    "number = rv.predict('How many stay?', answer=4, why='Six have left.')\nnumber",
    "rv.exit_question('Which one?', ['L1', 'L2'], 'L1', ['A corner.', 'No corner.'])",
)


@pytest.fixture
def cards(lab, open_notebook):
    lab.write("cards.ipynb", *CELLS)
    notebook = open_notebook("cards.ipynb")
    notebook.run_all()
    notebook.page.locator(".regviz-card").nth(2).wait_for()
    return notebook.page


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def focus(page, card):
    page.locator(".regviz-card").nth(card).locator("input").first.focus()


def says(page, card, text):
    page.locator(".regviz-card").nth(card).get_by_role("status").filter(has_text=text).wait_for()


def holds_focus(page, card):
    holds = "card => card.contains(document.activeElement)"
    return page.locator(".regviz-card").nth(card).evaluate(holds)


def test_cards_by_keyboard_alone(cards):
    veil = cards.locator(".regviz-locked")
    assert veil.count() == 1
    focus(cards, 0)
    press(cards, "Space", "ArrowDown", "ArrowDown", "ArrowUp", "Enter")
    says(cards, 0, "✗ Not so. You predicted “bmi”; it is “s5”. It is the smallest.")
    veil.wait_for(state="detached")
    assert holds_focus(cards, 0)

    focus(cards, 1)
    press(cards, *"four", "Enter")
    says(cards, 1, "Write one number")
    press(cards, "Control+a", "4", "Enter")
    says(cards, 1, "✓ Right. It is 4. Six have left.")
    assert holds_focus(cards, 1)

    focus(cards, 2)
    press(cards, "Space", "ArrowDown", "Tab", "Enter")
    says(cards, 2, "No corner. Try another.")
    press(cards, "Shift+Tab", "ArrowUp", "Enter")
    says(cards, 2, "✓ Right. A corner.")

    assert cards.locator(".jp-Cell").count() == len(CELLS)


def test_the_teachers_button_lifts_the_veil_and_the_card_stays_open(cards):
    focus(cards, 0)
    press(cards, "Tab", "Tab", "Space")
    says(cards, 0, "Unlocked without a prediction")
    cards.locator(".regviz-locked").wait_for(state="detached")
    assert holds_focus(cards, 0)


CONTRAST = """card => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map(v => v / 255)
      .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const style = getComputedStyle(card);
  const [a, b] = [light(style.color), light(style.backgroundColor)];
  return [a > b, Math.max(a, b) / Math.min(a, b)];
}"""


def test_words_stand_out_from_their_ground_in_both_themes(cards):
    for theme, words_lighter in (("JupyterLab Light", False), ("JupyterLab Dark", True)):
        cards.evaluate(CHANGE_THEME, theme)
        cards.locator(f"body[data-jp-theme-name='{theme}']").wait_for(state="attached")
        lighter, ratio = cards.locator(".regviz-card").first.evaluate(CONTRAST)
        assert lighter == words_lighter and ratio > 4.5

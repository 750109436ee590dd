"""The hand without a browser that benchmarks play with: it asks and hears as the page does."""

import pytest
from hands import Pictures
from pictures import lasso_explorer


def at_the_page(explorer):
    """A hand at an explorer, on the explorer's own messages."""
    widget = explorer.widget

    def send(_, told):
        if told["method"] == "custom":
            explorer.hear(told["content"])
        else:
            widget.set_state(told["state"])

    pictures = Pictures(send)

    def answer(content, buffers=()):
        message = {"comm_id": "a", "data": {"method": "custom", "content": content}}
        pictures.hear("comm_msg", message, buffers)

    widget.send = answer
    state = {name: getattr(widget, name) for name in ("plan", "page", "values")}
    pictures.hear("comm_open", {"comm_id": "a", "data": {"state": state}}, [])
    return pictures["a"]


def test_a_drag_brings_every_page_that_is_asked_for():
    explorer = lasso_explorer()
    hand = at_the_page(explorer)
    begun = set(hand.pages)
    hand.open()
    assert sum(hand.drag(1.0)) > 0.9
    assert hand.troubles == [] and not hand.waiting
    assert len(hand.pages - begun) == len(hand.waits) >= 10
    assert explorer.key == "|".join(hand.parts) and explorer.key in hand.pages
    asked = len(hand.waits)
    list(hand.drag(1.0))
    assert len(hand.waits) == asked  # the pages are there


def test_what_goes_wrong_is_heard():
    explorer = lasso_explorer()
    hand = at_the_page(explorer)

    def broken(_):
        raise ZeroDivisionError("no picture")

    explorer.frame = broken
    hand.open()
    with pytest.raises(ZeroDivisionError):
        list(hand.drag(0.2))
    assert "no picture" in hand.troubles[0]

"""The picture on the page: laid out once."""

import regviz as rv
from regviz.page.flipbook import settle


def test_a_settled_figure_is_not_drawn_again_to_lay_it_out(monkeypatch):
    fig, ax = rv.canvas(1)
    draws, draw = [], fig.draw_without_rendering
    monkeypatch.setattr(fig, "draw_without_rendering", lambda: draws.append(draw()))
    settle(fig)
    place = ax.get_position().bounds
    ax.set_ylabel("a label that would need more room\nin two lines")
    settle(fig)
    assert len(draws) == 1 and ax.get_position().bounds == place

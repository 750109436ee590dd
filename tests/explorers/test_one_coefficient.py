"""Views of lesson 04: kinks, slopes, rules, steps and iterates show what the fit says."""

import numpy as np
import pytest

import regviz as rv
from regviz.explorers.algorithms import FLOOR, GapView, IteratesView
from regviz.explorers.one_coefficient import KinkView, SlopeView
from regviz.explorers.prox_step import ArrowsView, HopView
from regviz.explorers.thresholds import ThresholdView
from regviz.page.flipbook import fragment, settle

GRID = np.linspace(-3, 3, 61)
METHODS = ("coordinate descent", "proximal gradient")
N_STEPS = 6


def state(lam=0.9, z=0.7, k=4):
    loss, coef = (GRID - z) ** 2 / 2, float(rv.soft_threshold(z, lam))
    rules = lambda z: {"lasso": rv.soft_threshold(z, lam), "hard": rv.hard_threshold(z, lam),  # noqa: E731
                       "ridge": z / (1 + lam)}
    hops = np.array([[1.5, 1.5]] + [[0.4, (-1) ** j * 0.3] for j in range(N_STEPS)])
    lands = np.array([[1.5, 1.5]] + [[0.4, 0.0]] * N_STEPS)
    trails = {"coordinate descent": np.linspace([2, 2], [0, 1], 2 * N_STEPS + 1),
              "proximal gradient": np.linspace([2, 2], [1, 1], N_STEPS + 1)}
    steps = np.arange(N_STEPS + 1)
    gaps = {"coordinate descent": 1e-3 ** np.linspace(0, N_STEPS, 2 * N_STEPS + 1), "proximal gradient": 0.5**steps}
    shape = rv.relief(lambda w: ((w - [0, 1]) ** 2).sum(axis=-1), np.array([0.0, 1.0]))
    return rv.Fit(lam=lam, z=z, k=k, lasso=rv.Fit(loss=loss, penalty=lam * np.abs(GRID), coef=coef),
                  ridge=rv.Fit(loss=loss, penalty=lam * GRID**2 / 2, coef=z / (1 + lam)), curves=rules(GRID),
                  at=rules(z), sign=hops, prox=lands, trails=trails, gaps=gaps, relief=shape)


STUCK, FREE = state(), state(lam=0.4, z=-1.5, k=0)
MAKERS = {"kink": lambda ax: KinkView(ax, GRID), "parabola": lambda ax: KinkView(ax, GRID, "ridge"),
          "jump": SlopeView, "line": lambda ax: SlopeView(ax, "ridge"), "rules": lambda ax: ThresholdView(ax, GRID),
          "hops": lambda ax: HopView(ax, N_STEPS), "arrows": ArrowsView,
          "iterates": lambda ax: IteratesView(ax, METHODS, N_STEPS), "gap": lambda ax: GapView(ax, METHODS, N_STEPS)}


def make(name):
    return MAKERS[name](rv.canvas(1)[1])


@pytest.mark.parametrize("name", MAKERS)
def test_update_moves_the_artists_and_not_the_frame(name):
    view = make(name)
    before, count = (view.ax.get_xlim(), view.ax.get_ylim()), len(view.ax.get_children())
    settle(view.ax.figure)
    pages = []
    for fit in (STUCK, FREE):
        view.update(fit)
        pages.append(fragment(view.ax.figure, view.artists))
        view.update(fit)
        assert fragment(view.ax.figure, view.artists) == pages[-1] and len(pages[-1]) < 15_000
    assert (view.ax.get_xlim(), view.ax.get_ylim()) == before and len(view.ax.get_children()) == count
    assert pages[0] != pages[1] and view.describe(STUCK) != view.describe(FREE)


def test_the_kink_marks_the_lowest_point_of_the_sum():
    view = make("kink")
    for fit in (STUCK, FREE):
        view.update(fit)
        (w,), (height,) = view._lowest.get_data()
        total = fit.lasso.loss + fit.lasso.penalty
        assert w == fit.lasso.coef and height == pytest.approx(total.min(), abs=2e-3)
        assert (view._lines[2].get_ydata() == total).all()
    assert "0 exactly, in the kink" in view.describe(STUCK) and "in the kink" not in view.describe(FREE)
    assert view.movable[0].x == "z" and view.movable[0].y is None


def test_the_slopes_meet_at_the_solution():
    for name, kind in (("jump", "lasso"), ("line", "ridge")):
        view = make(name)
        for fit in (STUCK, FREE):
            view.update(fit)
            (w,), (slope,) = view._meet.get_data()
            assert w == getattr(fit, kind).coef and slope == pytest.approx(fit.z - w)
            low, high = sorted(fit.lam * np.array([-1, 1])) if w == 0 else 2 * [fit.lam * np.sign(w)]
            low, high = (low, high) if kind == "lasso" else (fit.lam * w, fit.lam * w)
            assert low - 1e-12 <= slope <= high + 1e-12
    assert "stays at 0" in make("jump").describe(STUCK)


def test_the_hard_threshold_is_drawn_with_a_gap_at_its_jump():
    view = make("rules")
    view.update(STUCK)
    x, y = view._curves["hard"].get_data()
    assert np.isnan(y).sum() == 2
    assert np.nanmin(np.abs(y[y != 0])) > STUCK.lam and not np.isnan(view._curves["lasso"].get_ydata()).any()
    assert view._points["ridge"].get_ydata() == [STUCK.at["ridge"]]


def test_steps_are_shown_up_to_k_and_told():
    view = make("hops")
    view.update(STUCK)
    assert np.allclose(view._trails["sign"].get_ydata(), STUCK.sign[:5, 1])
    assert "hopped over zero 3 times" in view.describe(STUCK)
    assert "prox step stands at 0 exactly" in view.describe(STUCK)


def test_arrows_go_from_place_to_halfway_to_place():
    view = make("arrows")
    view.update(STUCK)
    for name in ("sign", "prox"):
        pull, move, before, after = view._rows[name]
        steps = getattr(STUCK, name)
        assert before.get_xdata() == [steps[3, 1]] and after.get_xdata() == [steps[4, 1]]
        assert pull.get_visible() and move.get_visible()
    view.update(FREE)
    assert not any(row[0].get_visible() or row[1].get_visible() for row in view._rows.values())


def test_trails_with_several_points_a_step_keep_pace():
    view = make("iterates")
    view.update(STUCK)
    assert len(view._trails["coordinate descent"].get_xdata()) == 2 * STUCK.k + 1
    assert len(view._trails["proximal gradient"].get_xdata()) == STUCK.k + 1
    assert np.ravel(view._lowest.get_data()) == pytest.approx([0, 1])


def test_gaps_stop_at_the_floor_and_the_nearest_is_named():
    view = make("gap")
    view.update(STUCK)
    shown = view._curves["coordinate descent"].get_ydata()
    assert np.allclose(shown[:4], 1e-3 ** np.arange(4)) and shown[4] == FLOOR
    assert "coordinate descent" in view._title.get_text() and "below 10⁻¹⁰" in view.describe(STUCK)

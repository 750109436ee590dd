"""Views of refits and of machines: the picture says what the numbers say."""

import numpy as np
import pytest
from matplotlib.colors import same_color

import regviz as rv
from regviz import style
from regviz.page import flipbook as stage

X, GRID = (np.arange(20) + 0.5) / 20, np.linspace(0, 1, 21)
DEGREES = np.arange(9)
RUN = rv.bias_variance(rv.polynomial_smoothers(X, GRID, DEGREES), rv.sine(X), rv.sine(GRID), 0.3, sets=60, seed=1)


def fit_at(setting, x0=0.25, run=RUN):
    at, curves = np.abs(GRID - x0).argmin(), run.fits[setting]
    return rv.Fit(**run._asdict(), setting=setting, refits=curves, mean=curves.mean(axis=1), x0=GRID[at],
                  at_point=curves[at], point_truth=float(rv.sine(GRID[at])), measured=run.error[setting],
                  measured_se=run.error_se[setting], label=f"degree = {setting}", axis="degree",
                  ticks=[str(d) for d in DEGREES], exact_noise=np.full(9, run.noise),
                  exact_total=run.exact_bias2 + run.exact_variance + run.noise,
                  piled=[run.noise, run.exact_variance[setting], run.exact_bias2[setting]])


def views():
    fig, axes = rv.canvas(4)
    return fig, [rv.SpaghettiView(axes[0], GRID, rv.sine(GRID), shown=5, place="x0"),
                 rv.CapacityView(axes[1], DEGREES, ylim=(0, 0.8)), rv.StackView(axes[2], ylim=(0, 0.8)),
                 rv.SpreadView(axes[3])]


def test_frames_stand_still_and_pages_depend_on_the_state_alone():
    fig, made = views()
    frames = [(v.ax.get_xlim(), v.ax.get_ylim()) for v in made]
    moving = [artist for view in made for artist in view.artists]
    pages = []
    for state in (fit_at(1), fit_at(7, x0=0.8), fit_at(1)):
        for view in made:
            view.update(state)
        pages.append(stage.fragment(fig, moving))
    assert pages[0] == pages[2] != pages[1]
    assert [(v.ax.get_xlim(), v.ax.get_ylim()) for v in made] == frames


def test_everything_that_moves_is_listed():
    fig, made = views()
    moving = [artist for view in made for artist in view.artists]
    stage.settle(fig)
    still = []
    for state in (fit_at(0), fit_at(8, x0=0.9)):
        for view in made:
            view.update(state)
        still.append(stage.background(fig, moving))
    assert still[0] == still[1]


def test_spaghetti_are_refits_apart_from_each_other_and_their_mean():
    _, (view, *_) = views()
    view.update(fit_at(3))
    strands = view._refits.get_ydata().reshape(5, len(GRID) + 1)
    assert np.array_equal(strands[:, :-1], RUN.fits[3][:, :5].T) and np.isnan(strands[:, -1]).all()
    assert np.array_equal(view._mean.get_ydata(), RUN.fits[3].mean(axis=1))
    assert set(view._line.get_xdata()) == {0.25} and view.movable[0].x == "x0"


def test_words_find_where_the_mean_is_farthest_from_the_truth():
    _, (view, *_) = views()
    away = np.abs(RUN.fits[1].mean(axis=1) - rv.sine(GRID))
    assert f"x = {GRID[away.argmax()]:.3g}".rstrip("0") in view.describe(fit_at(1))


def test_capacity_draws_formulas_as_lines_and_estimates_as_points():
    _, (_, view, *_) = views()
    view.update(fit_at(2))
    for name, meaning in (("exact_bias2", "bias"), ("exact_variance", "variance"), ("exact_total", "total")):
        assert np.array_equal(view._lines[name].get_ydata(), getattr(fit_at(2), name))
        assert same_color(view._lines[name].get_color(), style.MARKS[meaning].color)
    for name in ("bias2", "variance", "error"):
        assert np.array_equal(view._dots[name].get_ydata(), getattr(RUN, name))
        low, high = view._bars[name].get_ydata().reshape(9, 3)[:, :2].T
        assert np.allclose(high - low, 4 * getattr(RUN, f"{name}_se"))
    assert [text.get_text() for text in view._ticks] == ["0", "4", "8"]
    best = np.argmin(fit_at(2).exact_total)
    assert f"least at degree = {best}" in view.describe(fit_at(2))


@pytest.mark.parametrize("setting", [0, 3, 8])
def test_the_pile_is_as_high_as_its_parts_together(setting):
    _, (_, _, view, _) = views()
    fit = fit_at(setting)
    view.update(fit)
    tops = [bar.get_y() + bar.get_height() for bar in view._bars]
    assert np.allclose([bar.get_height() for bar in view._bars], fit.piled)
    assert np.allclose(tops, np.cumsum(fit.piled)) and view._error.get_ydata() == [fit.measured]
    heights = [label.get_position()[1] for label in view._labels]
    assert np.all(np.diff(heights) > 0.02), "labels overlap"
    assert [label.get_text().split()[0] for label in view._labels] == ["noise", "variance", "bias²"]


def test_the_histogram_holds_every_refit():
    _, (*_, view) = views()
    for setting in (0, 8):
        fit = fit_at(setting, x0=1.0)
        view.update(fit)
        outline = view._shape.get_xy()
        assert np.isclose(outline[1:-2:2, 1].sum(), 1.0)
        assert set(view._mean.get_xdata()) == {fit.at_point.mean()}
        assert set(view._truth.get_xdata()) == {fit.point_truth}
    below = "below" if fit.at_point.mean() < fit.point_truth else "above"
    assert below in view.describe(fit)


def machine(turn=0.3, width=1.0):
    """A straight boundary x2 = turn·x1 with margins at ±1 of its decision function, and six points."""
    points = np.array([[-1.0, 1.0], [0.0, 1.5], [1.0, 0.4], [-1.0, -1.0], [0.0, 0.1], [1.0, -1.5]])
    side = np.repeat([1, -1], 3)
    def decide(p):
        return 2 / width * (p[..., 1] - turn * p[..., 0]) / np.hypot(1, turn)
    slack = np.maximum(0, 1 - side * decide(points))
    plane = np.stack(np.meshgrid(LINE, LINE), axis=-1)
    return rv.Fit(X=points, side=side, field=decide(plane), support=slack > 0, slack=slack, width=width)


LINE = np.linspace(-2, 2, 21)


@pytest.mark.parametrize("width", [0.6, 1.2])
def test_margins_lie_half_their_width_from_the_boundary(width):
    fit = machine(width=width)
    view = rv.MarginView(rv.canvas()[1], LINE, LINE)
    view.update(fit)
    across = np.array([-0.3, 1.0]) / np.hypot(1, 0.3)
    def distances(line):
        points = line.get_xydata()
        return np.abs(points[~np.isnan(points).any(axis=1)] @ across)
    assert np.allclose(distances(view._boundary), 0) and np.allclose(distances(view._margins), width / 2)


def test_violations_and_support_vectors_are_marked_and_counted():
    fit = machine(width=1.2)
    view = rv.MarginView(rv.canvas()[1], LINE, LINE)
    view.update(fit)
    wrong, beyond = (fit.slack > 1e-3).sum(), (fit.slack > 1).sum()
    assert 0 < beyond < wrong < 6
    assert np.array_equal(view._wrong.get_xydata(), fit.X[fit.slack > 1e-3])
    assert np.array_equal(view._rings.get_xydata(), fit.X[fit.support])
    assert sum(len(points.get_xdata()) for points in view._classes.values()) == 6
    assert f"{wrong} violations" in view._title.get_text()
    assert f"{beyond} beyond the boundary" in view.describe(fit)


def test_boundaries_of_other_machines_are_their_zero_lines():
    view = rv.BoundariesView(rv.canvas()[1], LINE, LINE)
    fields = [machine(turn=turn).field for turn in (-0.5, 0.0, 0.5)]
    view.update(rv.Fit(fields=fields))
    points = view._lines.get_xydata()
    assert np.isnan(points).any(axis=1).sum() == 3
    xs, ys = points[~np.isnan(points).any(axis=1)].T
    assert np.allclose(np.min(np.abs(ys - np.outer([-0.5, 0.0, 0.5], xs)), axis=0), 0, atol=1e-9)
    assert "0 %" in view.describe(rv.Fit(fields=fields[:1])) != view.describe(rv.Fit(fields=fields))


def test_a_machine_without_a_boundary_in_the_picture_draws_none():
    view = rv.BoundariesView(rv.canvas()[1], LINE, LINE)
    view.update(rv.Fit(fields=[np.ones((21, 21))]))
    assert len(view._lines.get_xdata()) == 0

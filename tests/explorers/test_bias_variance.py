"""Views of refits: the picture says what the numbers say."""

import numpy as np
import pytest
from matplotlib.colors import same_color
from pictures import assert_only_parts_move

import regviz as rv
from regviz import style

X = (np.arange(20) + 0.5) / 20
GRID = np.linspace(0, 1, 21)
DEGREES = np.arange(9)
RUN = rv.bias_variance(rv.polynomial_smoothers(X, GRID, DEGREES), rv.sine(X), rv.sine(GRID), 0.3,
                       sets=60, seed=1)


def fit_at(setting, x0=0.25):
    at, curves = np.abs(GRID - x0).argmin(), RUN.fits[setting]
    return rv.Fit(**RUN._asdict(), setting=setting, refits=curves, mean=curves.mean(axis=1),
                  x0=GRID[at], at_point=curves[at], point_truth=float(rv.sine(GRID[at])),
                  measured=RUN.error[setting], measured_se=RUN.error_se[setting],
                  label=f"degree = {setting}", axis="degree", ticks=[str(d) for d in DEGREES],
                  exact_noise=np.full(9, RUN.noise),
                  exact_total=RUN.exact_bias2 + RUN.exact_variance + RUN.noise,
                  piled=[RUN.noise, RUN.exact_variance[setting], RUN.exact_bias2[setting]])


VIEWS = {
    "spaghetti": lambda ax: rv.SpaghettiView(ax, GRID, rv.sine(GRID)),
    "capacity": lambda ax: rv.CapacityView(ax, DEGREES, ylim=(0, 0.8)),
    "stack": lambda ax: rv.StackView(ax, ylim=(0, 0.8)),
    "spread": lambda ax: rv.SpreadView(ax),
}


def view_of(name):
    return VIEWS[name](rv.canvas(2)[1][0])


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("states", [[(1, 0.25), (7, 0.8)], [(0, 0.25), (8, 0.9)]])
def test_pages_depend_on_the_state_alone_and_nothing_else_moves(name, states):
    first, second = (fit_at(setting, x0) for setting, x0 in states)
    assert_only_parts_move(view_of(name), first, second, largest=60_000)


def test_spaghetti_are_refits_apart_from_each_other_and_their_mean():
    view = view_of("spaghetti")
    view.update(fit_at(3))
    strands = view.parts["refits"].get_ydata().reshape(view.SHOWN, len(GRID) + 1)
    assert np.array_equal(strands[:, :-1], RUN.fits[3][:, :view.SHOWN].T)
    assert np.isnan(strands[:, -1]).all()
    assert np.array_equal(view.parts["mean"].get_ydata(), RUN.fits[3].mean(axis=1))
    assert set(view.parts["place"].get_xdata()) == {0.25} and view.movable[0].x == "x0"


def test_words_find_where_the_mean_is_farthest_from_the_truth():
    away = np.abs(RUN.fits[1].mean(axis=1) - rv.sine(GRID))
    farthest = f"x = {GRID[away.argmax()]:.3g}".rstrip("0")
    assert farthest in view_of("spaghetti").describe(fit_at(1))


def test_capacity_draws_formulas_as_lines_and_estimates_as_points():
    view, fit = view_of("capacity"), fit_at(2)
    view.update(fit)
    lines = {"exact_bias2": "bias", "exact_variance": "variance", "exact_total": "total"}
    for name, meaning in lines.items():
        line = view.parts["curves"][name]
        assert np.array_equal(line.get_ydata(), getattr(fit, name))
        assert same_color(line.get_color(), style.MARKS[meaning].color)
    for name in ("bias2", "variance", "error"):
        assert np.array_equal(view.parts["points"][name].get_ydata(), getattr(RUN, name))
        low, high = view.parts["bars"][name].get_ydata().reshape(9, 3)[:, :2].T
        assert np.allclose(high - low, 4 * getattr(RUN, f"{name}_se"))


def test_capacity_writes_every_fourth_setting_and_says_where_the_sum_is_least():
    view = view_of("capacity")
    view.update(fit_at(2))
    assert [text.get_text() for text in view.parts["ticks"]] == ["0", "4", "8"]
    best = np.argmin(fit_at(2).exact_total)
    assert f"least at degree = {best}" in view.describe(fit_at(2))


@pytest.mark.parametrize("setting", [0, 3, 8])
def test_the_pile_is_as_high_as_its_parts_together(setting):
    view, fit = view_of("stack"), fit_at(setting)
    view.update(fit)
    bars, labels = view.parts["bars"], view.parts["labels"]
    assert np.allclose([bar.get_height() for bar in bars], fit.piled)
    assert np.allclose([bar.get_y() + bar.get_height() for bar in bars], np.cumsum(fit.piled))
    assert view.parts["error"].get_ydata() == [fit.measured]
    heights = [label.get_position()[1] for label in labels]
    assert np.all(np.diff(heights) > 0.02), "labels overlap"
    assert [label.get_text().split()[0] for label in labels] == ["noise", "variance", "bias²"]


def test_the_histogram_holds_every_refit():
    view = view_of("spread")
    for setting in (0, 8):
        fit = fit_at(setting, x0=1.0)
        view.update(fit)
        assert np.isclose(view.parts["shape"].get_xy()[1:-2:2, 1].sum(), 1.0)
        assert set(view.parts["mean"].get_xdata()) == {fit.at_point.mean()}
        assert set(view.parts["truth"].get_xdata()) == {fit.point_truth}
    below = "below" if fit.at_point.mean() < fit.point_truth else "above"
    assert below in view.describe(fit)


def test_a_bar_beyond_the_frame_says_its_height_inside_it():
    view = view_of("spread")
    for x, side in ((-1.9, "left"), (1.9, "right")):
        view.update(rv.Fit(at_point=np.full(10, x), point_truth=0.0, x0=0.5))
        height = view.parts["height"]
        assert height.get_text() == "100% ↑" and height.get_ha() == side
        assert abs(height.get_position()[0]) < 2
    view.update(rv.Fit(at_point=np.linspace(-1, 1, 40), point_truth=0.0, x0=0.5))
    assert not height.get_text()

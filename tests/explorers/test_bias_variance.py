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


# The explorer


def reader(predictions, truth):
    """The answer of the exercise."""
    return (predictions.mean(axis=0) - truth) ** 2, predictions.var(axis=0)


@pytest.mark.parametrize("method", ["polynomial", "ridge", "neighbours"])
@pytest.mark.parametrize("n", [20, 40])
def test_the_parts_are_those_of_refits_made_one_by_one(method, n):
    explorer = rv.explore.bias_variance(method=method)
    fit = explorer.set(setting=4, n=n).fit
    x, grid = (np.arange(n) + 0.5) / n, np.linspace(0, 1, 41)

    def predict(y):
        if method == "polynomial":
            return np.polynomial.Polynomial.fit(x, y, 4)(grid)
        if method == "ridge":
            path = rv.RidgePath(rv.polynomial(x, 12, (0, 1)), y)
            return path.predict(rv.polynomial(grid, 12, (0, 1)), 1e-4)
        k = int(fit.label.split(" = ")[1])
        return [y[np.argsort(np.abs(x - at), kind="stable")[:k]].mean() for at in grid]

    rng = np.random.default_rng(5)
    made = np.array([predict(rv.sine(x) + 0.3 * rng.standard_normal(n)) for _ in range(200)])
    bias2, variance = (part.mean() for part in reader(made, rv.sine(grid)))
    assert np.isclose(variance, fit.exact_variance[4], rtol=0.15)
    assert np.isclose(bias2 - variance / 200, fit.exact_bias2[4], atol=0.004)
    assert abs(fit.error[4] - fit.exact_total[4]) < 5 * fit.error_se[4]


def test_a_right_decomposition_agrees_at_every_setting_and_lies_on_the_markers():
    explorer = rv.explore.bias_variance(parts=reader)
    view = explorer.views[2]
    for setting in (0, 5, 12):
        fit = explorer.set(setting=setting).fit
        assert fit.yours.words == "Your parts agrees with the exact answer."
        x, y = view.parts["yours"].get_data()
        assert list(x) == [setting] * 2
        assert np.allclose(y, [fit.bias2[setting], fit.variance[setting]], atol=0.01)


@pytest.mark.parametrize(("parts", "told"), [
    (lambda p, t: (((p - t) ** 2).mean(axis=0), p.var(axis=0)), "off by 0.00608 at bias²"),
    (lambda p, t: (reader(p, t)[0], p.std(axis=0)), "at variance: it gives"),
    (lambda p, t: (reader(p, t)[0].mean(), reader(p, t)[1].mean()), "agrees"),
    (lambda p, t: p.var(axis=1), "returns 300 numbers; asked for is bias² and variance"),
    (lambda p, t: p.mean(axis=1) - t, "stops with ValueError"),
    (lambda p, t: None, "returns nothing; asked for is bias² and variance"),
    (lambda p, t: (reader(p, t)[0], float("nan")), "returns a value that is no finite number"),
])
def test_a_decomposition_is_told_how_far_it_is_off(parts, told):
    plain, mine = rv.explore.bias_variance(), rv.explore.bias_variance(parts=parts)
    if told.startswith("off by"):
        spread_out = plain.fit.refits.var(axis=1).mean()
        assert f"off by {spread_out:.3g}" in mine.fit.yours.words
    else:
        assert told in mine.fit.yours.words
    assert mine.fit.yours.words in mine.words
    assert np.array_equal(mine.fit.exact_total, plain.fit.exact_total)


@pytest.mark.parametrize("noise", [0.05, 0.2, 0.6])
@pytest.mark.parametrize("method", ["ridge", "neighbours"])
def test_stops_hold_for_other_noise_wherever_the_explorer_begins(noise, method):
    explorer = rv.explore.bias_variance(noise=noise, method=method)
    for number, stop in enumerate(explorer.stops, 1):
        assert stop.true(explorer.stop(number).fit), stop


@pytest.mark.parametrize("method", ["polynomial", "ridge", "neighbours"])
def test_only_an_explorer_of_neighbours_tells_of_the_left_end(method):
    told = any("x = 0" in stop.ask for stop in rv.explore.bias_variance(method=method).stops)
    assert told == (method == "neighbours")


@pytest.mark.parametrize(("given", "told"), [
    ({"method": "knn"}, "method must be one of polynomial, ridge, neighbours: got 'knn'"),
    ({"noise": 2}, "noise, a standard deviation, must lie between 0.05 and 0.6: got 2"),
    ({"noise": "loud"}, "noise must be a number: got 'loud'"),
    ({"parts": 3}, "parts must be a function"),
])
def test_what_is_wrong_is_named(given, told):
    with pytest.raises((TypeError, ValueError), match=told):
        rv.explore.bias_variance(**given)

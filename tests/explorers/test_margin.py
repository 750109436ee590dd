"""Views of support vector machines: contours are where the decision function says."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv
from regviz.claims.margins import moons
from regviz.core.formatting import number
from regviz.explorers import margin

LINE = np.linspace(-2, 2, 21)


def machine(turn=0.3, width=1.0):
    """A straight boundary x2 = turn·x1 with margins at ±1 of its decision function, six points."""
    points = np.array([[-1.0, 1.0], [0.0, 1.5], [1.0, 0.4], [-1.0, -1.0], [0.0, 0.1], [1.0, -1.5]])
    side = np.repeat([1, -1], 3)

    def decide(p):
        return 2 / width * (p[..., 1] - turn * p[..., 0]) / np.hypot(1, turn)

    slack = np.maximum(0, 1 - side * decide(points))
    field = decide(np.stack(np.meshgrid(LINE, LINE), axis=-1))
    return rv.Fit(X=points, side=side, field=field, support=slack > 0, slack=slack, width=width)


def fields(*turns):
    return rv.Fit(fields=[machine(turn=turn).field for turn in turns])


def margin_view():
    return rv.MarginView(rv.canvas()[1], LINE, LINE)


def boundaries_view():
    return rv.BoundariesView(rv.canvas()[1], LINE, LINE)


def points_on(line):
    return line.get_xydata()[~np.isnan(line.get_xydata()).any(axis=1)]


def test_only_parts_move():
    assert_only_parts_move(margin_view(), machine(), machine(turn=-0.5, width=1.4))
    assert_only_parts_move(boundaries_view(), fields(0.0), fields(-0.5, 0.5))


@pytest.mark.parametrize("width", [0.6, 1.2])
def test_margins_lie_half_their_width_from_the_boundary(width):
    view = margin_view()
    view.update(machine(width=width))
    across = np.array([-0.3, 1.0]) / np.hypot(1, 0.3)
    assert np.allclose(points_on(view.parts["boundary"]) @ across, 0)
    assert np.allclose(np.abs(points_on(view.parts["margins"]) @ across), width / 2)


def test_violations_and_support_vectors_are_marked_and_counted():
    view, fit = margin_view(), machine(width=1.2)
    view.update(fit)
    violations, beyond = (fit.slack > 1e-3).sum(), (fit.slack > 1).sum()
    assert 0 < beyond < violations < 6
    assert np.array_equal(view.parts["violations"].get_xydata(), fit.X[fit.slack > 1e-3])
    assert np.array_equal(view.parts["support"].get_xydata(), fit.X[fit.support])
    assert sum(len(points.get_xdata()) for points in view.parts["classes"].values()) == 6
    assert f"{violations} violations" in view.parts["title"].get_text()
    assert f"{beyond} beyond the boundary" in view.describe(fit)


def test_boundaries_of_other_machines_are_their_zero_lines():
    view = boundaries_view()
    view.update(fields(-0.5, 0.0, 0.5))
    line = view.parts["boundaries"]
    assert np.isnan(line.get_xydata()).any(axis=1).sum() == 3
    xs, ys = points_on(line).T
    assert np.allclose(np.min(np.abs(ys - np.outer([-0.5, 0.0, 0.5], xs)), axis=0), 0, atol=1e-9)
    assert "0 %" in view.describe(fields(-0.5)) != view.describe(fields(-0.5, 0.0, 0.5))


def test_a_machine_without_a_boundary_in_the_picture_draws_none():
    view = boundaries_view()
    view.update(rv.Fit(fields=[np.ones((21, 21))]))
    assert len(view.parts["boundaries"].get_xdata()) == 0


# The explorer


def test_the_width_is_told_for_a_straight_boundary_alone():
    view, fit = margin_view(), machine(width=1.2)
    curved = rv.Fit(**vars(fit), flat=False, label="price C = 3")
    view.update(curved)
    assert view.parts["title"].get_text().startswith("price C = 3, ")
    assert "not in this plane" in view.describe(curved)
    assert "1.20 wide, held up by" in view.describe(fit)


def straight(position, meaning="price"):
    explorer = rv.explore.support_vectors(kernel="straight")
    return explorer.set(C_position=position, meaning=meaning).fit


@pytest.mark.parametrize("position", [0, 4, 8])
def test_the_straight_machine_solves_the_price_and_the_budget_problem(position):
    """Both problems solved in the plane by another method, from the definition."""
    optimize = pytest.importorskip("scipy.optimize")
    fit = straight(position)
    X, side, n = fit.X, fit.side, len(fit.X)
    margins = [{"type": "ineq", "fun": lambda v: side * (X @ v[:2] + v[2]) - 1 + v[3:]}]
    bounds = [(None, None)] * 3 + [(0, None)] * n
    start = np.r_[0.1, -0.1, 0.0, np.full(n, 2.0)]

    def solve(loss, *more):
        return optimize.minimize(loss, start, bounds=bounds, constraints=[*margins, *more],
                                 method="SLSQP", options={"maxiter": 500, "ftol": 1e-9}).x

    by_price = solve(lambda v: v[:2] @ v[:2] / 2 + fit.price * v[3:].sum())
    spent = fit.slack.sum()
    by_budget = solve(lambda v: v[:2] @ v[:2] / 2,
                      {"type": "ineq", "fun": lambda v: spent - v[3:].sum()})
    for v in (by_price, by_budget):
        assert np.isclose(2 / np.linalg.norm(v[:2]), fit.width, rtol=0.01)
    assert np.isclose(by_price[3:].sum(), spent, rtol=0.01)


@pytest.mark.parametrize("kernel", ["straight", "curved"])
def test_at_its_price_no_other_machine_does_better_and_the_budget_falls(kernel):
    for sample in (0, 1):
        made = margin._all_prices(kernel, sample)
        half, spent = np.transpose([(m.norm2 / 2, m.slack.sum()) for m in made])
        value = half + margin.PRICES[:, None] * spent
        assert np.all(np.diag(value)[:, None] <= 1.002 * value)
        assert np.all(np.diff(spent) < 0.02)


def test_a_large_budget_is_the_machine_of_a_low_price():
    for position in (0, 5, 12):
        as_price, as_budget = straight(position), straight(12 - position, "budget")
        assert np.array_equal(as_price.slack, as_budget.slack)
        assert as_budget.label == f"budget C = {number(as_price.slack.sum())}"


def test_fields_and_votes_are_those_of_machines_fitted_here():
    from sklearn.svm import SVC

    fit = rv.explore.support_vectors().set(C_position=4).fit
    X, side = moons(60, np.random.default_rng(100_003))
    twin = SVC(C=1.0, kernel="rbf", gamma=1.0).fit(X, side)
    plane = np.stack(np.meshgrid(margin.ACROSS[::2], margin.UP[::2]), axis=-1).reshape(-1, 2)
    assert np.allclose(fit.fields[3].ravel(), twin.decision_function(plane))
    new, truth = moons(400, np.random.default_rng(99_999))
    shares = [(SVC(C=1.0, kernel="rbf", gamma=1.0).fit(*moons(60, np.random.default_rng(seed)))
               .predict(new) != truth).mean() for seed in range(100_000, 100_020)]
    assert np.isclose(fit.single[2], np.mean(shares))


def test_your_violations_are_compared_and_marked():
    def hinge(side, score):
        return np.maximum(0, 1 - side * score)

    right = rv.explore.support_vectors(violation=hinge)
    for position in (0, 12):
        fit = right.set(C_position=position).fit
        assert fit.yours.words == "Your violation agrees with the exact answer."
        squares = right.views[1].parts["yours"].get_xydata()
        assert np.array_equal(squares, fit.X[fit.slack > 1e-3])
    for kernel in ("curved", "straight"):
        assert right.set(kernel=kernel).fit.yours.words in right.words


@pytest.mark.parametrize(("violation", "told"), [
    (lambda side, score: np.maximum(0, -side * score), "Your violation is off by 1"),
    (lambda side, score: np.maximum(0, 1 - side * score).sum(),
     "returns one number; asked for is one number for each point, 60 numbers"),
    (lambda side: side, "Your violation stops with TypeError"),
])
def test_what_is_wrong_with_your_violations_is_told(violation, told):
    explorer = rv.explore.support_vectors(violation=violation)
    assert told in explorer.fit.yours.words
    assert explorer.fit.yours.words in explorer.words


@pytest.mark.parametrize("given", [{"kernel": "straight"}, {"meaning": "budget"}])
def test_stops_hold_wherever_the_explorer_begins(given):
    explorer = rv.explore.support_vectors(**given)
    for place, stop in enumerate(explorer.stops, 1):
        assert stop.true(explorer.stop(place).fit), stop


@pytest.mark.parametrize(("given", "told"), [
    ({"kernel": "rbf"}, "kernel must be curved or straight: got 'rbf'"),
    ({"meaning": "cost"}, "meaning must be price or budget: got 'cost'"),
    ({"violation": 1}, "violation must be a function, without calling it: got 1"),
])
def test_what_is_wrong_is_named(given, told):
    with pytest.raises(ValueError, match=told):
        rv.explore.support_vectors(**given)

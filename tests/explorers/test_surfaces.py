"""A surface in space: it carries the level rings of the objective and turns."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv
from regviz.explorers.surfaces import SurfaceView
from regviz.solvers import constraint as geometry


def state(ols, lam):
    bowl = geometry.Bowl(ols, np.array([[1.0, 0.5], [0.5, 1.0]]))
    objective = lambda w: bowl.value(w) + lam * np.abs(w).sum(axis=-1)  # noqa: E731
    lowest = rv.LassoPath(*bowl.data(), intercept=False)(lam)
    return rv.Fit(turn=-60, lasso=rv.relief(objective, lowest))


CORNER, SMOOTH = state((0.1, 2.0), 0.9), state((1.6, 1.9), 0.1)


def make():
    return SurfaceView(rv.canvas(1, projections={0: "3d"})[1])


def test_update_moves_the_artists_and_not_the_frame():
    assert_only_parts_move(make(), CORNER, SMOOTH, largest=25_000)


def test_surface_carries_the_relief_and_turns():
    view = make()
    view.update(CORNER)
    x, y, z = view.lines["lowest"].get_data_3d()
    assert np.allclose([x[0], y[0], z[0]], CORNER.lasso.lowest)
    assert np.allclose(np.array(view.lines["rim"].get_data_3d()).T, CORNER.lasso.rings[-1])
    assert view.ax.azim == -60


@pytest.mark.parametrize("given", [{}, {"corr": -0.7, "coef": (2, 1)}, {"coef": (1, -1)},
                                   {"corr": 0.0, "coef": (0, -2), "lam": 1.0}])
def test_the_lowest_points_are_lowest_and_the_stops_hold(given):
    explorer = rv.explore.surfaces(**given)
    bowl = geometry.Bowl(given.get("coef", (0.5, 1.6)),
                         [[1, given.get("corr", 0.5)], [given.get("corr", 0.5), 1]])
    grid = np.stack(np.meshgrid(*2 * [np.linspace(-2, 2, 401)]), axis=-1)
    assert len(explorer.stops) >= 3
    for number, stop in enumerate(explorer.stops, 1):
        fit = explorer.stop(number).fit
        assert stop.true(fit), stop
        for relief, penalty in ((fit.lasso, np.abs(grid).sum(axis=-1)),
                                (fit.ridge, (grid**2).sum(axis=-1) / 2)):
            least = (bowl.value(grid) + fit.lam * penalty).min()
            assert relief.lowest[2] <= least + 1e-9
            assert relief.lowest[2] == pytest.approx(least, abs=1e-3)


@pytest.mark.parametrize(("given", "error", "told"), [
    ({"corr": 0.9}, ValueError, "corr must be a number from −0.7 to 0.7: got 0.9"),
    ({"coef": (0, 0)}, ValueError, "coef must hold two numbers from -2 to 2, not both 0"),
    ({"lam": 0.01}, ValueError, "lam must be a number from 0.0185 to"),
    ({"turn": 10.5}, TypeError, "turn must be a whole number: got 10.5"),
])
def test_bad_input_is_refused_in_words(given, error, told):
    with pytest.raises(error, match=told):
        rv.explore.surfaces(**given)

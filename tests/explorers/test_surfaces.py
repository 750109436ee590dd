"""A surface in space: it carries the level rings of the objective and turns."""

import numpy as np
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

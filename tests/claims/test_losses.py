"""Three losses times three penalties: mean, median, and what a penalty makes of them."""

import numpy as np
import pytest

from regviz.claims.losses import nine_fits
from regviz.solvers.lasso import LassoPath
from regviz.solvers.ridge import RidgePath


def test_nine_fits_of_a_column_of_ones_are_mean_and_median_and_what_a_penalty_makes_of_them():
    fits = nine_fits(np.ones(5), [0, 0, 1, 2, 50], lam=1.0, intercept=False)
    told = {
        ("squared", "none"): 10.6, ("squared", "L1"): 9.6, ("squared", "L2"): 5.3,
        ("absolute", "none"): 1.0, ("absolute", "L1"): 0.0, ("absolute", "L2"): 0.2,
    }
    assert len(fits) == 9 and all(b == 0 for _, b in fits.values())
    for key, place in told.items():
        assert fits[key][0] == pytest.approx(place, abs=1e-6)


def test_nine_fits_of_a_line_agree_with_the_paths():
    x = np.linspace(0, 2, 9)
    y = 1 + 2 * x + np.random.default_rng(0).standard_normal(9)
    fits = nine_fits(x, y, 0.1)
    for penalty, path in (("L1", LassoPath(x[:, None], y)), ("L2", RidgePath(x[:, None], y))):
        assert np.allclose(fits["squared", penalty], (path(0.1)[0], path.intercept(0.1)))


@pytest.mark.parametrize("loss", ["squared", "absolute", "Huber"])
def test_a_line_through_all_points_is_found_by_every_loss(loss):
    x = np.linspace(0, 2, 9)
    assert np.allclose(nine_fits(x, 1 + 2 * x, 0.1)[loss, "none"], (2, 1), atol=1e-6)

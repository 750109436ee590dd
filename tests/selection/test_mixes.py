"""Cross-validation over lambda and mix: each mix as `cross_validate` does it."""

import numpy as np
import pytest

import regviz as rv
from regviz.selection.mixes import cross_validate_mixes

LAMS = np.array([0.05, 0.5, 3.0])


@pytest.mark.parametrize(("l1_ratio", "method"), [(0.0, "ridge"), (0.4, "elastic net"),
                                                  (1.0, "lasso")])
def test_each_mix_is_what_cross_validate_gives(l1_ratio, method):
    data = rv.correlated(60, 6, 0.7, 3, seed=1)
    errors = cross_validate_mixes(data.X, data.y, LAMS, [0.2, l1_ratio], k=5, seed=3)
    alone = rv.cross_validate(data.X, data.y, k=5, seed=3, method=method, l1_ratio=l1_ratio,
                              lams=LAMS)
    assert errors.shape == (2, 5, 3)
    assert np.allclose(errors[1], alone.errors)


def test_wrong_input_is_refused_in_words():
    with pytest.raises(ValueError, match="same length"):
        cross_validate_mixes(np.ones((4, 2)), np.ones(3), LAMS, [0.5])
    with pytest.raises(ValueError, match="k must lie between 2"):
        cross_validate_mixes(np.eye(4), np.ones(4), LAMS, [0.5], k=9)

"""Paths fitted on a data frame know its columns: prediction goes by name, or is refused."""

import numpy as np
import pandas as pd
import pytest
from path_laws import MAKERS, normal

X, Y = normal(30, 3)
FRAME = pd.DataFrame(X, columns=["a", "b", "c"])
LAMS = [0.0, 0.1]


@pytest.mark.parametrize("make", MAKERS)
def test_columns_are_matched_by_name(make):
    # scikit-learn#7242; glmnet: tidymodels/parsnip#273, mlr#2133; xgboost#2857
    path, plain = make(FRAME, Y), make(X, Y)
    expected = plain.predict(X, LAMS)
    assert path.names == ("a", "b", "c") and plain.names is None
    for other in (FRAME, FRAME[["c", "a", "b"]], X):
        assert np.allclose(path.predict(other, LAMS), expected, atol=1e-12)
    assert np.allclose(plain.predict(FRAME, LAMS), expected, atol=1e-12)


@pytest.mark.parametrize("other, sentence", [
    (FRAME[["a", "b"]], "missing c; unknown none"),
    (FRAME.rename(columns={"b": "B"}), "missing b; unknown B"),
    (FRAME.assign(price=1.0), "missing none; unknown price"),
    (FRAME[["a", "b", "c", "a"]], "each once"),
    (pd.DataFrame(X), "missing a, b, c; unknown 0, 1, 2"),
])
@pytest.mark.parametrize("make", MAKERS)
def test_other_columns_are_named(make, other, sentence):
    with pytest.raises(ValueError, match=sentence):
        make(FRAME, Y).predict(other, 0.1)


@pytest.mark.parametrize("make", MAKERS)
def test_names_given_twice_go_by_position_only(make):
    twice = FRAME.set_axis(["a", "b", "a"], axis=1)
    path = make(twice, Y)
    assert np.allclose(path.predict(twice, 0.1), make(X, Y).predict(X, 0.1))
    with pytest.raises(ValueError, match="each once"):
        path.predict(twice.iloc[:, ::2].join(FRAME["b"]), 0.1)

"""What the data sets and generators promise."""

import numpy as np
import pytest

from regviz import data


def test_diabetes_is_the_original_data():
    from sklearn.datasets import load_diabetes
    oracle = load_diabetes(scaled=False)
    problem = data.diabetes()
    assert problem.names == tuple(oracle.feature_names)
    assert np.allclose(problem.X, oracle.data, rtol=1e-14, atol=0)
    assert np.array_equal(problem.y, oracle.target)
    assert len(problem.units) == problem.n_features


def test_quadratic_diabetes_has_64_features_made_of_standardized_mains():
    mains, quadratic = data.diabetes().standardize(), data.diabetes(quadratic=True)
    assert quadratic.n_features == 64 and "sex^2" not in quadratic.names
    bmi, bp = mains.X[:, mains.index("bmi")], mains.X[:, mains.index("bp")]
    assert np.allclose(quadratic.X[:, quadratic.index("bmi^2")], bmi**2)
    assert np.allclose(quadratic.X[:, quadratic.index("bmi*bp")], bmi * bp)
    assert np.array_equal(quadratic.X[:, :10], mains.X)


def test_lasso_order_on_diabetes_is_that_of_the_published_paper():
    from sklearn.linear_model import lars_path
    problem = data.diabetes().standardize()
    _, order, _ = lars_path(problem.X, problem.y - problem.y.mean(), method="lar")
    assert " ".join(problem.names[j] for j in order) == "bmi s5 bp s3 sex s6 s1 s4 s2 age"


def test_correlated_features_have_the_asked_correlation():
    X = data.correlated(n=20_000, p=4, corr=0.8, seed=5).X
    want = 0.8 ** np.abs(np.subtract.outer(np.arange(4), np.arange(4)))
    assert np.allclose(np.corrcoef(X.T), want, atol=0.03)
    copies = data.correlated(n=30, p=3, corr=1.0).X
    assert np.array_equal(copies[:, 0], copies[:, 2])


def test_groups_share_a_signal_inside_and_nothing_outside():
    problem = data.correlated_groups(n=20_000, groups=2, size=3, corr=0.9, noise_columns=1)
    cor = np.corrcoef(problem.X.T)
    assert np.allclose(cor[0, 1:3], 0.9, atol=0.03) and np.allclose(cor[0, 3:], 0, atol=0.03)
    assert problem.names == ("A1", "A2", "A3", "B1", "B2", "B3", "noise1")


@pytest.mark.parametrize("nonzeros", [0, 1, 5, 12])
def test_true_coef_has_the_asked_support_and_strength(nonzeros):
    coef = data.true_coef(12, nonzeros, norm=2.0, seed=4)
    assert np.count_nonzero(coef) == nonzeros
    assert np.linalg.norm(coef) == pytest.approx(2.0 if nonzeros else 0.0)


def test_wave_and_polynomial():
    problem = data.wave(n=5000, noise=0.3, seed=2)
    assert np.allclose(problem.truth, data.sine(problem.X[:, 0]))
    assert np.all(np.diff(problem.X[:, 0]) >= 0)
    assert abs((problem.y - problem.truth).std() - 0.3) < 0.02
    x = np.linspace(2.0, 5.0, 7)
    basis = data.polynomial(x, 3)
    assert basis[0].tolist() == [-1, 1, -1] and basis[-1].tolist() == [1, 1, 1]
    assert np.allclose(data.polynomial([2.0, 3.5], 4, span=(2.0, 5.0))[1], 0)
    with pytest.raises(ValueError, match="x must hold two values"):
        data.polynomial([1.0, 1.0], 3)


def test_same_seed_same_data_and_arrays_cannot_be_changed():
    for make in (data.correlated, data.correlated_groups, data.wave):
        assert np.array_equal(make(seed=7).y, make(seed=7).y)
        assert not np.array_equal(make(seed=7).y, make(seed=8).y)
    with pytest.raises(ValueError):
        data.wave().y[0] = 1.0


def test_digits_and_tumours_come_through_scikit_learn():
    assert data.digits().X.shape == (1797, 64) and set(data.digits().y) == set(range(10))
    assert data.breast_cancer().X.shape == (569, 30) and set(data.breast_cancer().y) == {0.0, 1.0}


def test_the_wines_have_named_measurements_and_the_alcohol_to_predict():
    from sklearn.datasets import load_wine
    oracle, wine = load_wine(), data.wine()
    assert wine.X.shape == (178, 12) and wine.target == "alcohol"
    assert np.array_equal(np.column_stack([wine.y, wine.X]), oracle.data)
    theirs = dict(zip(wine.names, oracle.feature_names[1:], strict=True))
    assert theirs["proline"] == "proline" and theirs["color"] == "color_intensity"
    assert theirs["alkalinity"] == "alcalinity_of_ash" and theirs["hue"] == "hue"


@pytest.mark.parametrize("make", [
    lambda: data.correlated(corr=1.5), lambda: data.correlated_groups(corr=-0.1),
    lambda: data.true_coef(3, 4), lambda: data.wave().index("weight"),
    lambda: data.wave().split(1.0)])
def test_generators_refuse_impossible_requests(make):
    with pytest.raises(ValueError, match="must|choose"):
        make()

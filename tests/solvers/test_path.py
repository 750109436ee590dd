"""What every path keeps to: shapes, refusals, equivariance, limits, agreement with scikit-learn."""

import numpy as np
import pytest
from path_laws import MAKERS, normal
from sklearn.linear_model import ElasticNet, Lasso, Ridge

from regviz.solvers.elastic_net import ElasticNetPath
from regviz.solvers.lasso import LassoPath
from regviz.solvers.penalties import soft_threshold
from regviz.solvers.ridge import RidgePath


@pytest.mark.parametrize("l1_ratio", [0.0, 0.3, 1.0])
def test_agrees_with_scikit_learn_at_one_lambda(l1_ratio):
    X, y = normal(50, 8)
    for lam in (0.05, 0.5):
        if l1_ratio == 0:
            path, peer = RidgePath(X, y), Ridge(50 * lam)
        elif l1_ratio == 1:
            path, peer = LassoPath(X, y), Lasso(lam, tol=1e-14, max_iter=10**6)
        else:
            path = ElasticNetPath(X, y, l1_ratio)
            peer = ElasticNet(lam, l1_ratio=l1_ratio, tol=1e-14, max_iter=10**6)
        peer.fit(X, y)
        assert np.allclose(path(lam), peer.coef_, atol=1e-7)
        assert np.isclose(path.intercept(lam), peer.intercept_)
        assert np.allclose(path.predict(X[:5], lam), peer.predict(X[:5]))


@pytest.mark.parametrize("make", MAKERS)
def test_shapes_of_a_call(make):
    X, y = normal(30, 6)
    path = make(X, y)
    for lam in (0.1, np.float64(0.1), 1, [0.1, 1], np.ones((2, 3)), []):
        shape = np.shape(lam)
        assert path(lam).shape == (*shape, 6) and np.shape(path.intercept(lam)) == shape
        assert np.shape(path.df(lam)) == shape and path.predict(X[:4], lam).shape == (*shape, 4)
    lams = np.array([0.0, 1e-3, 0.1, path.lam_max, np.inf])
    assert np.allclose(path(lams), [path(float(lam)) for lam in lams], atol=1e-12)
    assert (np.diff(path.df(lams)) <= 1e-12).all() and not path(np.inf).any()


@pytest.mark.parametrize("make", MAKERS)
def test_lambda_and_new_data_are_checked(make):
    path = make(*normal(20, 3))
    for bad in (-0.1, np.nan, [0.1, -1.0], np.array(-1)):
        with pytest.raises(ValueError, match="lam must be zero or positive"):
            path(bad)
    with pytest.raises(TypeError, match="lam must be a number"):
        path("0.1")
    with pytest.raises(ValueError, match=r"X must have shape \(m, 3\)"):
        path.predict(np.ones((2, 4)), 0.1)


def test_orthonormal_closed_forms():
    rng = np.random.default_rng(5)
    Q = np.linalg.qr(rng.standard_normal((16, 4)))[0] * 4
    y = rng.standard_normal(16)
    z, lams = Q.T @ y / 16, np.array([0.0, 0.05, 0.2, 1.0])
    lasso = LassoPath(Q, y, intercept=False)(lams)
    assert np.allclose(lasso, soft_threshold(z, lams[:, None]), atol=1e-14)
    assert np.allclose(RidgePath(Q, y, intercept=False)(lams), z / (1 + lams[:, None]))
    net = ElasticNetPath(Q, y, 0.3, intercept=False)(lams)
    closed = soft_threshold(z, 0.3 * lams[:, None]) / (1 + 0.7 * lams[:, None])
    assert np.allclose(net, closed, atol=1e-14)


@pytest.mark.parametrize("make", MAKERS)
def test_equivariance(make):
    X, y = normal(30, 6)
    path, lam = make(X, y), 0.2
    order, signs = np.random.default_rng(0).permutation(6), np.array([1, -1, 1, 1, -1, -1.0])
    assert np.allclose(make(X[:, order] * signs, y)(lam), path(lam)[order] * signs)
    assert np.allclose(make(X + 100.0, y - 7.0)(lam), path(lam))
    if make is LassoPath:  # J / a^2 at y a, lam a is J at y, lam
        for scale in (1e-150, 1e-3, 1e150):
            scaled = make(X, y * scale)(lam * scale)
            assert np.allclose(scaled, path(lam) * scale, rtol=1e-9, atol=0)
            assert make(X, y * scale).events[0].feature == path.events[0].feature


def test_scales_apart_and_far_offsets():
    X, y = normal(40, 4)
    far = LassoPath(X + 1e8, y)
    assert np.allclose(far(0.1), LassoPath(X, y)(0.1), atol=1e-6)
    scales = np.array([1e8, 1e-8, 1.0, 1e-8])
    apart = LassoPath(X * scales, y)
    assert np.allclose(apart.predict(X * scales, 0.0), LassoPath(X, y).predict(X, 0.0))
    for scale in (1e-60, 1e90):
        assert np.allclose(LassoPath(X * scale, y * scale)(0.1 * scale**2), LassoPath(X, y)(0.1))
    ridge = RidgePath(X * scales[[0, 2, 2, 2]], y)
    fitted = ridge.predict(X * scales[[0, 2, 2, 2]], 0.0)
    assert np.allclose(fitted, LassoPath(X, y).predict(X, 0.0))


def test_constant_columns_constant_y_one_row():
    X, y = normal(20, 3)
    padded = np.column_stack([np.full(20, 0.1), X, np.zeros(20)])
    for make in MAKERS:
        assert np.allclose(make(padded, y)(0.1)[1:4], make(X, y)(0.1))
        assert not make(padded, y)([0.0, 0.1])[:, [0, 4]].any()
        flat = make(X, np.full(20, 0.3))
        assert not flat([0.0, 0.1, np.inf]).any() and flat.intercept(0.1) == pytest.approx(0.3)
        one = make(X[:1], y[:1])
        assert not one([0.0, 1.0]).any() and np.allclose(one.predict(X[:1], 0.1), y[:1])
    assert LassoPath(X, np.full(20, 0.3)).knots.tolist() == [0.0]
    assert LassoPath(X[:1], y[:1]).events == ()
    assert LassoPath(padded, y).events
    assert all(e.feature not in (0, 4) for e in LassoPath(padded, y).events)


def test_a_product_that_is_rounding_is_no_lam_max():
    # Their covariance is 0.
    X = np.array([[0.0, 1.0, -1.0, -1.0, 1.0]]).T
    y = np.array([-1.0, 1.0, 2.0, 0.0, 1.0])
    assert LassoPath(X, y).lam_max == ElasticNetPath(X, y, 0.5).lam_max == 0
    assert RidgePath(X, y).lam_max == 1


def test_lam_zero_is_the_limit_and_interpolates_when_p_exceeds_n():
    for shape in ((50, 5), (10, 30)):
        X, y = normal(*shape)
        path = LassoPath(X, y)
        assert np.allclose(path(0.0), path(path.knots[-2] * 1e-12))
        assert np.allclose(path.predict(X, 0.0), RidgePath(X, y).predict(X, 0.0))
        assert path.df(0.0) <= np.linalg.matrix_rank(X - X.mean(axis=0))


def test_intercept_is_centring_and_can_be_left_out():
    X, y = normal(30, 4)
    for make in MAKERS:
        centred = make(X - X.mean(axis=0), y - y.mean(), False)
        assert np.allclose(make(X, y)(0.1), centred(0.1)) and centred.intercept(0.1) == 0
        residual = y - make(X, y).predict(X, 0.1)
        assert residual.mean() == pytest.approx(0, abs=1e-12)

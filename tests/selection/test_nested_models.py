"""Nested models: one decomposition gives the fits that are made one by one."""

import numpy as np
import pytest

from regviz.data.datasets import wave
from regviz.selection import nested_models
from regviz.selection.nested_models import TOP, all_degrees, curve_on, legendre, nested_errors


def one_by_one(A, y, A_new, y_new):
    """(p,) and (p,): errors of separate least-squares fits on the first columns."""
    errors = []
    for k in range(1, A.shape[1] + 1):
        coef = np.linalg.lstsq(A[:, :k], y, rcond=None)[0]
        errors.append([((A[:, :k] @ coef - y) ** 2).mean(),
                       ((A_new[:, :k] @ coef - y_new) ** 2).mean()])
    return np.transpose(errors)


def test_the_errors_are_those_of_separate_fits():
    rng = np.random.default_rng(0)
    A, A_new = rng.normal(size=(20, 6)), rng.normal(size=(9, 6))
    y, y_new = rng.normal(size=20), rng.normal(size=9)
    assert np.allclose(nested_errors(A, y, A_new, y_new), one_by_one(A, y, A_new, y_new))


def test_legendre_polynomials_are_at_right_angles_on_the_unit_interval():
    nodes, weights = np.polynomial.legendre.leggauss(TOP + 2)
    A = legendre((nodes + 1) / 2)
    products = A.T @ (A * weights[:, None])
    assert np.allclose(products, np.diag(2 / (2 * np.arange(TOP + 1) + 1)))


def test_every_degree_is_numpy_s_own_fit():
    data = wave(40, 0.3, seed=1)
    x, grid = data.X[:, 0], np.linspace(0, 1, 30)
    curves = curve_on(grid, all_degrees(x, data.y))
    assert curves.shape == (TOP + 1, 30)
    for degree, curve in enumerate(curves):
        fit = np.polynomial.Polynomial.fit(x, data.y, degree, domain=[0, 1])
        assert curve == pytest.approx(fit(grid), abs=1e-6)
        assert not all_degrees(x, data.y)[degree, degree + 1:].any()


def test_errors_at_any_noise_are_those_of_fits_to_noisy_waves(monkeypatch):
    """The errors are quadratics in the noise; here two sizes and two samples are enough."""
    monkeypatch.setattr(nested_models, "SIZES", np.array([15, 40]))
    monkeypatch.setattr(nested_models, "SAMPLES", 2)
    monkeypatch.setattr(nested_models, "_parts_by_noise", nested_models._parts_by_noise.__wrapped__)
    for noise in (0.0, 0.5):
        found = nested_models.many_errors(noise)
        assert found.shape == (2, 2, 2, TOP + 1) and (found >= 0).all()
        judges = wave(nested_models.FRESH, noise, seed=30_000)
        for i, n in enumerate((15, 40)):
            for r in range(2):
                rows = wave(n, noise, seed=20_000 + 100 * n + r)
                expected = one_by_one(legendre(rows.X[:, 0]), rows.y, legendre(judges.X[:, 0]),
                                      judges.y)
                assert np.allclose(found[:, i, r], expected, rtol=1e-6, atol=1e-9)

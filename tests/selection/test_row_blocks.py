"""Blocks of rows: folds and halves from sums of products are those of the rows themselves."""

import warnings

import numpy as np
import pytest

import regviz as rv
from regviz.selection import row_blocks
from regviz.selection.row_blocks import RowBlocks


@pytest.fixture(scope="module")
def data():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(400, 8)) * [1, 1e6, 1e-6, 3, 1, 1, 2, 5] + [0, 1e6, 5, 0, 1, 0, 0, 9]
    X[:, 5] = 2 * X[:, 3]
    X[:, 6] = 7
    return rv.Problem(X, X @ [1, 1e-6, 2e5, 0, 0, 0, 0, 0] + rng.normal(size=400) + 100)


def parts(n, blocks):
    """The rows of each block, as the class deals them."""
    return np.array_split(np.random.default_rng(0).permutation(n), blocks)


@pytest.fixture(scope="module")
def lams(data):
    every = data.standardize()
    return rv.LassoPath(every.X, every.y).lam_max * np.geomspace(1e-3, 1.2, 25)


def test_errors_of_folds_are_those_of_fits_to_rows(data, lams):
    cv = RowBlocks(data.X, data.y, blocks=20).cross_validate(lams, k=5)
    for fold, test in enumerate(np.split(np.arange(20), 5)):
        out = np.concatenate([parts(400, 20)[block] for block in test])
        train = data.take(np.setdiff1d(np.arange(400), out)).standardize()
        unseen = train.apply(data.take(out))
        errors = ((rv.LassoPath(train.X, train.y).predict(unseen.X, lams) - unseen.y)**2).mean(-1)
        assert np.allclose(cv.errors[fold], errors, rtol=1e-10)
    assert cv.lam_min == lams[cv.mean.argmin()]
    best = cv.mean.argmin()
    assert cv.lam_1se == lams[cv.mean <= cv.mean[best] + cv.se[best]].max()
    assert np.allclose(cv(lams[3]), cv.mean[3])


def test_the_rule_of_one_standard_error_with_two_folds():
    for seed in range(5):
        rng = np.random.default_rng(seed)
        X = rng.normal(size=(60, 6))
        lams = np.geomspace(1e-3, 1, 200)
        cv = RowBlocks(X, X[:, 0] + rng.normal(size=60), blocks=10).cross_validate(lams, k=2)
        best = cv.mean.argmin()
        assert cv.lam_1se == lams[cv.mean <= cv.mean[best] + cv.se[best]].max() > cv.lam_min


def test_all_blocks_together_are_the_path_of_all_rows(data, lams):
    every = data.standardize()
    found = RowBlocks(every.X, every.y).path(np.arange(40), lams[0], standardize=False)(lams)
    assert np.allclose(found, rv.LassoPath(every.X, every.y)(lams), atol=1e-10)


def test_halves_are_fits_to_half_of_the_blocks(data, lams):
    every = data.standardize()
    halves = RowBlocks(every.X, every.y, blocks=10).stability(lams, resamples=6, seed=3)
    rng = np.random.default_rng(3)
    for coefs in halves.coefs:
        blocks = np.sort(rng.permutation(10)[:5])
        rows = np.concatenate([parts(400, 10)[block] for block in blocks])
        assert np.allclose(coefs, rv.LassoPath(every.X[rows], every.y[rows])(lams), atol=1e-9)
    assert np.array_equal(halves.selected, (halves.coefs != 0).mean(axis=0))


def test_near_copies_are_certified_or_said(data, lams):
    X = np.column_stack([data.X, data.X[:, 0] + 1e-9 * np.cos(np.arange(400))])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        cv = RowBlocks(X, data.y).cross_validate(lams)
    assert np.isfinite(cv.errors).all()


def test_blocks_are_asked_for_what_there_is(data):
    with pytest.raises(ValueError, match="blocks must lie between 2 and the number of rows, 400"):
        RowBlocks(data.X, data.y, blocks=401)
    with pytest.raises(ValueError, match="k must divide the number of blocks, 40: got 7"):
        RowBlocks(data.X, data.y).cross_validate([0.1, 1.0], k=7)


def test_progress_is_told_to_the_end(data, lams):
    told = []
    tell = lambda *done: told.append(done)  # noqa: E731
    blocks = RowBlocks(data.X, data.y, blocks=4, progress=tell)
    blocks.cross_validate(lams, k=2, progress=tell)
    blocks.stability(lams, resamples=3, progress=tell)
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4), (1, 2), (2, 2), (1, 3), (2, 3), (3, 3)]


def test_nothing_enters_above_the_largest_lambda(data):
    every = data.standardize()
    top = rv.LassoPath(every.X, every.y).lam_max
    path = RowBlocks(every.X, every.y).path(np.arange(40), 2 * top, standardize=False)
    assert not path([2 * top, 9 * top]).any()


def test_the_square_root_of_the_products_gives_the_same_path(data, lams, monkeypatch):
    """Where sweeps lose digits; here they are said to. Column 5 is a copy of column 3."""
    def together(coefs):
        return np.column_stack([coefs[:, [0, 1, 2, 4, 6, 7]], coefs[:, 3] + coefs[:, 5]])

    blocks = RowBlocks(data.X, data.y)
    by_sweeps = blocks.path(np.arange(40), lams[0], standardize=True)(lams)
    monkeypatch.setattr(row_blocks, "sweep_path", lambda *_: None)
    by_roots = blocks.path(np.arange(40), lams[0], standardize=True)(lams)
    assert np.allclose(together(by_roots), together(by_sweeps), atol=1e-8)

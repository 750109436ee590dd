"""Two moons are those of scikit-learn, and the variance of votes is estimated without bias."""

import numpy as np
import pytest
from sklearn.datasets import make_moons

from regviz.claims import margins
from regviz.claims.margins import moons, vote_variance


@pytest.mark.parametrize("label, side", [(0, -1.0), (1, 1.0)])
def test_moons_are_those_of_scikit_learn(label, side):
    n = 40_000
    ours, sides = moons(n, np.random.default_rng(0))
    theirs, labels = make_moons(n, noise=0.3, random_state=0)
    ours, theirs = ours[sides == side], theirs[labels == label]
    assert len(ours) == len(theirs)
    for power in (1, 2, 3):
        gap = (ours**power).mean(axis=0) - (theirs**power).mean(axis=0)
        se = (ours**power).std(axis=0) / np.sqrt(len(ours))
        assert np.all(np.abs(gap) < 5 * se)
    assert np.allclose(np.cov(ours.T), np.cov(theirs.T), atol=0.02)


def test_machines_that_agree_have_no_variance():
    votes = np.tile(np.sign(np.random.default_rng(0).standard_normal(30)), (5, 1))
    assert vote_variance(votes) == (0.0, 0.0)


def test_the_variance_of_votes_is_estimated_without_bias():
    rng = np.random.default_rng(0)
    share = rng.uniform(size=30)  # of votes 1 at each point
    found = [vote_variance(np.where(rng.uniform(size=(4, 30)) < share, 1.0, -1.0))[0]
             for _ in range(400)]
    exact = (4 * share * (1 - share)).mean()
    assert abs(np.mean(found) - exact) < 4 * np.std(found) / np.sqrt(400)


def test_machines_are_measured_by_their_own_plane():
    from sklearn.svm import SVC

    rng = np.random.default_rng(1)
    samples, (X_new, side_new) = [moons(40, rng) for _ in range(3)], moons(50, rng)
    found = margins._machines("straight", 2.0, samples, X_new, side_new)
    told, votes = [], []
    for X, side in samples:
        svc = SVC(C=2.0, kernel="linear").fit(X, side)
        reach = side * (X @ svc.coef_[0] + svc.intercept_)
        told.append([(reach < 0.999).sum(), np.clip(1 - reach, 0, None).sum(),
                     2 / np.linalg.norm(svc.coef_)])
        votes.append(svc.predict(X_new))
    assert np.allclose(found[:3], np.mean(told, axis=0))
    assert found.variance == vote_variance(np.array(votes))[0]
    assert found.majority_wrong == (np.sign(np.sum(votes, axis=0)) != side_new).mean()

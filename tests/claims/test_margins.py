"""Two moons and votes, as lesson 02 has them from scikit-learn and types them itself."""

import json
from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import make_moons

from regviz.claims.margins import moons, vote_variance

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


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


def test_the_formula_that_lesson_02_types_is_the_one_of_the_claim():
    [lesson] = NOTEBOOKS.glob("02_*.ipynb")
    cells = json.loads(lesson.read_text("utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells]
    [typed] = [source for source in sources if source.startswith("def vote_variance(")]
    scope = {"np": np}
    exec(typed, scope)
    votes = np.sign(np.random.default_rng(1).standard_normal((7, 50)))
    assert scope["vote_variance"](votes) == pytest.approx(vote_variance(votes))

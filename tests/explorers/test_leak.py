"""LeakView: correlations with their signs turned, the selected columns apart from the others."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv
from regviz.selection.leakage import leak_reports, noise_only

FOUR = rv.Fit(inside=[0.4, -0.3, 0.1, -0.2], outside=[0.2, -0.4, 0.5, 0.3], chosen=np.array([0, 1]))


@pytest.fixture
def view():
    return rv.LeakView(rv.canvas()[1])


def test_leak_view_turns_signs_and_tells_the_means(view):
    view.update(FOUR)
    assert view.parts["selected"].get_xydata().tolist() == [[0.4, 0.2], [0.3, 0.4]]
    assert view.parts["others"].get_xydata().tolist() == [[0.1, 0.5], [0.2, -0.3]]
    assert view.parts["mean"].get_ydata() == pytest.approx([0.3, 0.3])
    assert view.parts["title"].get_text().endswith("0.30")
    words = view.describe(FOUR)
    assert "Of 4 columns 2 are selected" in words and "0.350 on the training" in words


def test_of_many_columns_only_the_first_are_drawn_but_every_selected_one(view):
    rng = np.random.default_rng(0)
    fit = rv.Fit(inside=rng.uniform(-0.5, 0.5, 300), outside=rng.uniform(-0.5, 0.5, 300),
                 chosen=np.array([2, 299]))
    assert_only_parts_move(view, fit, FOUR, largest=30_000)
    assert len(view.parts["others"].get_xdata()) == view.SHOWN
    assert np.array_equal(view.parts["selected"].get_xdata(), np.abs(fit.inside[[2, 299]]))


def test_the_reported_errors_are_those_of_the_two_functions():
    reports = leak_reports(n=40, most=70, keep=5, k=5, repeats=2)
    for w, width in enumerate(reports.widths):
        data = [noise_only(70, 40, seed) for seed in range(2)]
        leaky = [rv.leaky_error(X[:, :width], y, 5, 5, seed) for seed, (X, y) in enumerate(data)]
        honest = [rv.honest_error(X[:, :width], y, 5, 5, seed) for seed, (X, y) in enumerate(data)]
        assert reports.leaky[w] == pytest.approx(np.mean(leaky))
        assert reports.honest[w] == pytest.approx(np.mean(honest))


def test_the_truth_is_the_error_on_very_many_new_rows():
    reports = leak_reports(n=40, most=45, keep=5, k=5, repeats=1)
    X, y = noise_only(45, 40, 0)
    X = X[:, :25]
    chosen = rv.most_correlated(X, y, 5)
    model = rv.RidgePath(X[:, chosen], y)
    new, answers = noise_only(5, 200_000, seed=99)
    error = ((model.predict(new, 0.0) - answers) ** 2).mean()
    assert reports.truth[1] == pytest.approx(error, rel=0.02)


@pytest.mark.parametrize("options", [{}, {"n": 40, "most": 200, "keep": 5},
                                     {"n": 100, "most": 400, "keep": 20}])
def test_stops_are_true_for_other_sizes(options):
    explorer = rv.explore.leak(**options)
    for number, stop in enumerate(explorer.stops, 1):
        assert stop.true(explorer.stop(number).fit), stop


def test_sizes_that_cannot_be_are_refused_in_words():
    with pytest.raises(ValueError, match="keep must lie between 1 and 28, for n = 60 rows: got 50"):
        rv.explore.leak(keep=50)
    with pytest.raises(ValueError, match="most must lie between 30 and 2000: got 12"):
        rv.explore.leak(most=12)

"""SettingsView: one number a library, readable wherever the cursor stands."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv


@pytest.fixture
def view():
    rows = {"a": "A (alpha)", "b": "B (C)", "c": "C (l1)"}
    return rv.SettingsView(rv.canvas()[1], rows, limits=(1e-4, 1e4))


FAR = rv.Fit(lam=2.0, settings={"a": 300.0, "b": 0.01})
NEAR = rv.Fit(lam=2.0, settings={"a": 4.0, "b": 1.0, "c": 2.0})


def test_only_parts_move(view):
    assert_only_parts_move(view, FAR, NEAR)


def test_settings_view_places_each_number_and_says_who_has_none(view):
    view.update(FAR)
    texts = view.parts["texts"]
    assert view.parts["dots"].get_xydata().tolist() == [[300.0, 0], [0.01, 1]]
    assert view.parts["cursor"].get_xdata() == [2.0, 2.0]
    assert [text.get_text() for text in texts] == ["300", "0.0100", "no such penalty"]
    assert [text.get_ha() for text in texts] == ["right", "left", "right"]
    assert view.describe(FAR) == "For lam = 2: A (alpha) 300; B (C) 0.0100."


def test_no_number_is_written_across_the_cursor(view):
    view.update(NEAR)
    assert [text.get_ha() for text in view.parts["texts"]] == ["left", "right", "left"]


@pytest.mark.parametrize(("l1_ratio", "library"), [(0.0, "Ridge"), (0.5, "ElasticNet"),
                                                   (1.0, "Lasso")])
def test_the_number_gives_the_same_coefficients_in_scikit_learn(l1_ratio, library):
    linear = pytest.importorskip("sklearn.linear_model")
    data = rv.diabetes().standardize()
    explorer = rv.explore.conventions(lam=2.0).set(l1_ratio=l1_ratio)
    alpha = explorer.fit.settings[f"sklearn {library}"]
    more = {"l1_ratio": l1_ratio} if library == "ElasticNet" else {}
    theirs = getattr(linear, library)(alpha=alpha, tol=1e-8, **more).fit(data.X, data.y)
    assert np.allclose(theirs.coef_, explorer.fit.coef, atol=1e-3)


def test_repeated_rows_change_sums_and_not_means():
    linear = pytest.importorskip("sklearn.linear_model")
    data = rv.diabetes().standardize()
    once = rv.explore.conventions(lam=2.0).fit
    many = rv.explore.conventions(lam=2.0).set(copies=3).fit
    changed = {name for name, value in once.settings.items() if many.settings[name] != value}
    assert changed == {"sklearn Ridge", "sklearn LogisticRegression", "sklearn SVC", "ISL ridge"}
    theirs = linear.Ridge(alpha=many.settings["sklearn Ridge"])
    theirs.fit(np.tile(data.X, (3, 1)), np.tile(data.y, 3))
    assert np.allclose(theirs.coef_, once.coef)


def test_every_number_stays_on_the_axis():
    explorer = rv.explore.conventions()
    low, high = explorer.views[0].ax.get_xlim()
    lams = explorer.controls["lam"].values
    for lam in (lams[0], lams[-1]):
        for l1_ratio in (0.0, 0.5, 1.0):
            given = explorer.set(lam=lam, l1_ratio=l1_ratio, copies=10).fit.settings.values()
            assert all(low < value < high for value in given)

"""Names in pictures: short, told apart, on one line, in any script."""

import warnings
from urllib.parse import unquote

import numpy as np
import pytest
from matplotlib.backends.backend_agg import RendererAgg

import regviz as rv
from regviz.views.names import NAMELESS, short, shorter

LONG = "the number of rooms with a window to the garden, corrected once"
SURVEY = [f"Q12 How satisfied are you with the {what} of your last stay in our house?"
          for what in ("price", "service", "service at night", "room", "food")]
NAMES = (LONG, "$price_$", "$a^2", "价格按月计算", "価格", "가격", r"\frac{x}", "<b>a</b>", 2021,
         "שם של עמודה ארוכה מאוד", "اسم عمود طويل جدا جدا", "👩‍👩‍👧 family", "e\u0301" * 30)


@pytest.mark.parametrize("name", NAMES)
def test_a_short_name_is_the_beginning_of_the_name(name):
    cut = short(name, 18)
    assert cut == str(name) or cut.endswith("…") and str(name).startswith(cut[:-1])


def test_a_name_of_wide_letters_is_cut_at_half_the_number_of_letters():
    assert short("价" * 9) == "价" * 9 and short("价" * 10) == "价" * 8 + "…"
    assert short("x" * 10_000) == "x" * 17 + "…"


def test_a_letter_keeps_its_accent():
    assert short("e\u0301" * 18) == "e\u0301" * 18
    assert short("e\u0301" * 19) == "e\u0301" * 17 + "…"


def test_line_ends_tabs_and_controls_are_not_drawn():
    assert short("price\nper\tmonth") == "price per month"
    assert short("a\u202eb\u0000c") == "ab c"
    assert short("") == short("\n") == NAMELESS


@pytest.mark.parametrize("names", [
    SURVEY, ["a" * 10_000, "a" * 9_999 + "b"], ["价" * 30, "价" * 29 + "格"], ["", "\n", "  "],
    [LONG, LONG + "!", LONG[:-1]], ["a\tb", "a b"], [f"{LONG} {j}" for j in range(40)],
    [f"{'e' * 40}{j:09b}" for j in range(512)],
])
@pytest.mark.parametrize("most", [9, 18])
def test_different_names_stay_different_and_fit(names, most):
    found = shorter(names, most)
    assert len(set(found)) == len(names)
    assert max(map(len, found)) <= most + 6


def test_what_differs_is_kept():
    cut = shorter(SURVEY)
    assert all(text.startswith("Q12 H…") for text in cut)
    for text, what in zip(cut, ("price", "service", "service at", "room", "food"), strict=True):
        assert what in text
    assert shorter(["age", *SURVEY, "size"])[0] == "age"


def many(p=200):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(300, p))
    names = [f"Question {j} of the survey in this house" for j in range(p)]
    return rv.Problem(X, X[:, :5].sum(axis=1) + rng.normal(size=300), names, "y")


def test_of_many_features_the_largest_are_drawn_and_named():
    data = many()
    view = rv.BarsView(rv.canvas()[1], data.names, 1.0)
    coef = np.zeros(200)
    coef[[7, 150]] = 0.5, -0.9
    view.update(rv.Fit(lam=1.0, coef=coef, df=2))
    widths = [bar.get_width() for bar in view.parts["bars"]]
    assert widths[:3] == [-0.9, 0.5, 0] and len(widths) == 20
    shown = [text.get_text().strip() for text in view.parts["names"]]
    assert "150" in shown[0] and "7" in shown[1] and not any(shown[2:])
    assert "180 more" in view.ax.get_ylabel()
    assert "198 of them" in view.describe(rv.Fit(lam=1.0, coef=coef, df=2))


def test_of_many_curves_the_strongest_are_named():
    data = many().standardize()
    path = rv.LassoPath(data.X, data.y)
    view = rv.PathView(rv.canvas()[1], path, np.geomspace(0.01, 1, 9), data.names)
    shown = [text.get_text() for text in view.ax.texts if "…" in text.get_text()]
    assert len(shown) == 12


def chinese():
    data = rv.correlated(40, 3, 0.2, 1, seed=0)
    return rv.explore.own_data(rv.Problem(data.X, data.y, ("年龄", "收入", "age"), "房价"))


def test_letters_that_no_font_has_have_a_stand_in_in_stills_and_stay_in_the_page(monkeypatch):
    monkeypatch.setattr("regviz.style.drawable", str.isascii)
    explorer, written = chinese(), []
    monkeypatch.setattr(RendererAgg, "draw_text",
                        lambda self, gc, x, y, s, *more, **options: written.append(s))
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # a missing letter
        explorer.png()
        plan = explorer.plan()
        page = explorer.widget.background
    assert {"column 1", "column 2", "age", "lasso path for …"} <= set(written)
    assert "".join(written).replace("…", "").replace("→", "").replace("−", "").isascii()
    assert plan and "年龄" in unquote(str(page)) and "房价" in explorer.report()

"""What people's tables hold: the right numbers or a sentence. Cases from public reports."""

import datetime
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
import scipy.sparse

from regviz.core.linalg import centre
from regviz.core.tables import as_numbers, column_names, take_columns
from regviz.core.validation import check_array, check_places, check_xy

DAYS = pd.Series(pd.date_range("2020-01-01", periods=3))

RIGHT = {
    "statsmodels#9127, a column of booleans beside one of floats": (
        pd.DataFrame({"a": [0.5, 1, 2], "b": [True, False, True]}), [[0.5, 1], [1, 0], [2, 1]]),
    "statsmodels#9205, the same from rows": (
        pd.DataFrame([[0.0, False], [1.0, True]]), [[0, 0], [1, 1]]),
    "statsmodels#8982, Float64": (pd.Series([1, 2.5], dtype="Float64"), [1, 2.5]),
    "scikit-learn#19889, boolean": (pd.Series([True, False], dtype="boolean"), [1, 0]),
    "scikit-learn#25953, convert_dtypes": (
        pd.DataFrame({"a": [1, 2], "b": [0.5, 1]}).convert_dtypes(), [[1, 0.5], [2, 1]]),
    "scikit-learn#22589, objects that are numbers": (
        pd.DataFrame({"a": [1, 2], "b": [0.5, 1]}).astype(object), [[1, 0.5], [2, 1]]),
    "xgboost#2670, names in levels": (
        pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("tax", 5), ("tax", 6)])),
        [[1, 2]]),
    "pandas#28262, a name twice": (pd.DataFrame([[1, 2, 3]], columns=["x", "y", "x"]),
                                   [[1, 2, 3]]),
    "columns named like methods": (
        pd.DataFrame([[1, 2, 3]], columns=["toarray", "dtype", "columns"]), [[1, 2, 3]]),
    "sparse columns": (pd.DataFrame.sparse.from_spmatrix(scipy.sparse.eye_array(2).tocsr()),
                       [[1, 0], [0, 1]]),
    "decimals and fractions": ([Decimal("1.5"), Fraction(1, 4)], [1.5, 0.25]),
    "range": (range(3), [0, 1, 2]),
    "index": (pd.RangeIndex(2), [0, 1]),
    "whole numbers that float64 holds": (np.array([2**62, -(2**60)]), [2.0**62, -(2.0**60)]),
    "masks that mask nothing": ([np.ma.array([1, 2]), np.ma.array([3, 4])], [[1, 2], [3, 4]]),
    "numpy scalar": (np.float32(2), 2),
}


@pytest.mark.parametrize("case", RIGHT)
def test_the_right_numbers(case):
    given, numbers = RIGHT[case]
    array = check_array(given, "X")
    assert array.dtype == float and array.tolist() == np.array(numbers, dtype=float).tolist()


NUMBERS = "X must hold real numbers: "
REFUSED = {
    "scikit-learn#16498, #34538, NA among whole numbers": (
        pd.DataFrame({"a": [1, 2, None], "b": [None, None, 8]}, dtype="Int64"),
        ValueError, "gaps .* in columns a, b, 3 of 6 values"),
    "jax#13795, a mask": (np.ma.array([1, 2, 3], mask=[1, 0, 1]), ValueError, "gaps .* 2 of 3"),
    "one row masked": ([np.ma.array([1, 2], mask=[0, 1]), [3, 4]], ValueError, "in column 1, 1 of"),
    "np.ma.masked": ([1.0, np.ma.masked], ValueError, "gaps .* 1 of 2"),
    "statsmodels#2850, a boolean column with a gap": (
        pd.DataFrame({"a": [True, None]}), ValueError, "gaps .* in column a, 1 of 2"),
    "scikit-learn#10229, digits as text": (
        np.array([["1", "2"]]), TypeError, "column 0 holds text"),
    "scikit-learn#22589, digits among objects": (
        np.array([["1", 2]], dtype=object), TypeError, "column 0 holds text, '1' in row 0"),
    "statsmodels#2133, categories": (
        pd.DataFrame({"rep77": pd.Categorical([1, 5, 3])}), TypeError,
        r"column 'rep77' holds categories \('1', '3', '5'\)"),
    "categories alone": (
        pd.Series(["u", "v"]).astype("category"), TypeError, "it holds categories"),
    "scikit-learn#10590, dates": (pd.DataFrame({"date": DAYS}), TypeError,
                                  "column 'date' holds dates"),
    "pandas#3148, timedelta as int64": ((DAYS - DAYS[0]).to_frame("age"), TypeError,
                                        "column 'age' holds dates or times"),
    "sktime#6670, periods": (DAYS.dt.to_period("M"), TypeError, "holds dates or times, 2020-01"),
    "dates with a zone": (DAYS.dt.tz_localize("UTC"), TypeError, "holds dates or times"),
    "days of Python": ([datetime.date(2020, 1, 1)], TypeError, "holds dates or times"),
    "NaT": ([pd.NaT, 1.0], ValueError, "gaps .* 1 of 2"),
    "numpy#15094, a number that float64 has not": (
        np.array([9340351261291575]), ValueError, "beyond 2\\^53, such as 9340351261291575"),
    "pandas#58929, identities of 18 digits": (
        pd.DataFrame({"id": [995279394541916024, 995279394541916025]}), ValueError,
        "beyond 2\\^53 in column 'id', such as 995279394541916024"),
    "uint64": (np.array([2**64 - 1], dtype=np.uint64), ValueError, "beyond 2\\^53"),
    "Int64": (pd.Series([2**60 + 1], dtype="Int64"), ValueError, "beyond 2\\^53"),
    "Python's whole numbers": ([10**400], ValueError, "beyond 1e152"),
    "scipy's matrix": (
        scipy.sparse.csr_matrix(np.eye(2)), TypeError, r"sparse; give X.toarray\(\)"),
    "scipy's array": (scipy.sparse.coo_array(np.eye(2)), TypeError, r"sparse; give X.toarray\(\)"),
    "structured": (np.zeros(2, [("a", float), ("b", int)]), TypeError, "of the fields a, b"),
    "records": (pd.DataFrame({"a": [1]}).to_records(), TypeError, "of the fields index, a"),
    "complex": ([1j], TypeError, "holds complex numbers"),
    "complex among objects": (np.array([1j, 2], dtype=object), TypeError, "holds complex numbers"),
    "no text at all": (np.array([], dtype=str), TypeError, "holds text"),
    "rows of two lengths": ([[1, 2], [3]], TypeError, "rows of one length"),
    "a text of many letters": (["x" * 9000], TypeError, "^.{0,150}$"),
    "a dictionary": ({"a": [1]}, TypeError, r"got \{'a': \[1\]\}"),
    "rows that are dictionaries": ([{"a": 1}], TypeError, "holds a dict in row 0"),
    "a generator": ((i for i in "ab"), TypeError, "got <generator"),
    "nothing": (None, TypeError, "got None"),
    "a Decimal that is none": ([Decimal("NaN")], ValueError, "X holds NaN"),
    "a long float beyond": (np.array(["1e400"], dtype=np.longdouble), ValueError, "X holds NaN or"),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("case", REFUSED)
def test_refused_in_a_sentence(case):
    given, error, sentence = REFUSED[case]
    with pytest.raises(error, match=sentence):
        check_array(given, "X")


def test_nothing_is_copied_that_need_not_be():
    array = np.zeros((3, 2))
    assert as_numbers(array, "X") is array
    assert np.isnan(as_numbers([np.nan], "X")).all()


def test_names_of_columns():
    assert column_names(pd.DataFrame({1: [0], "b": [0]})) == ("1", "b")
    levels = pd.MultiIndex.from_tuples([("a", 1), ("b", 2)])
    assert column_names(pd.DataFrame([[1, 2]], columns=levels)) == ("a / 1", "b / 2")
    for other in (np.eye(2), [[1]], pd.Series([1], index=["columns"]), None, "text"):
        assert column_names(other) is None


@pytest.mark.parametrize("given, chosen", [
    ([0, 2], [0, 2]), ((0, 2), [0, 2]), (range(2), [0, 1]), ([], []), (-1, [2]),
    (np.array([2.0]), [2]), (pd.Series([2, 0], index=[7, 0]), [2, 0]),
    (pd.Series([True, False, True], index=[2, 1, 0]), [0, 2]),
    (pd.Series([True, False, True], dtype="boolean"), [0, 2]), ([False, True, False], [1]),
    (np.ones(3, dtype=bool), [0, 1, 2]), ([True, np.False_, True], [0, 2]),
    (slice(1, None), [1, 2]),
])
def test_places_are_positions_or_a_mask(given, chosen):
    assert np.arange(3)[check_places(given, "rows", 3)].tolist() == chosen


@pytest.mark.parametrize("given", [
    [3], [-4], [0.5], [True, False], ["a"], [None], [[0, 1]],
    pd.Series([True, None, False], dtype="boolean"), [np.nan],
])
def test_other_places_are_refused(given):
    with pytest.raises((TypeError, ValueError), match="rows"):
        check_places(given, "rows", 3)


def test_a_table_on_its_side_and_labels_out_of_order_are_said():
    with pytest.raises(ValueError, match=r"X\.T is \(n_samples"):
        check_xy(np.zeros((2, 5)), np.zeros(5))
    X, y = pd.DataFrame({"a": [1.0, 2, 3]}), pd.Series([1.0, 2, 3], index=[2, 0, 1])
    with pytest.warns(UserWarning, match="paired by position"):
        assert check_xy(X, y)[1].tolist() == [1, 2, 3]


@pytest.mark.parametrize("whole", [2**53, -(2**53), 2**60])
def test_the_first_whole_numbers_that_float64_rounds(whole):
    far = whole + (1 if whole > 0 else -1)
    forms = (np.array, lambda v: np.array(v, dtype=object), list,
             lambda v: pd.Series(v, dtype="Int64"))
    for form in forms:
        assert as_numbers(form([whole, 0]), "X").tolist() == [float(whole), 0.0]
        with pytest.raises(ValueError, match=f"whole numbers beyond 2\\^53, such as {far}, "):
            as_numbers(form([0, far]), "X")
    with pytest.raises(ValueError, match="beyond 2\\^53 in column 'b', such as"):
        as_numbers(pd.DataFrame({"a": [0.5], "b": [far]}), "X")


def test_a_column_of_objects_is_named():
    with pytest.raises(ValueError, match="X holds numbers beyond 1e152 in column 'b': drop"):
        as_numbers(pd.DataFrame({"a": [1.0], "b": pd.Series([10**400], dtype=object)}), "X")
    with pytest.raises(TypeError, match="column 'b' holds text, 'u' in row 1; convert"):
        as_numbers(pd.DataFrame({"a": [1.0, 2], "b": [1.0, "u"]}), "X")


def test_where_is_said_up_to_eight_columns():
    for p, said in ((8, "7, 16 of 16 values"), (9, "7, ..., 18 of 18 values")):
        with pytest.raises(ValueError, match=f"in columns 0, 1, 2, 3, 4, 5, 6, {said}"):
            as_numbers(np.full((2, p), None), "X")
    with pytest.raises(ValueError, match="in column 1, 1 of 4 values"):
        as_numbers(np.array([[1.0, None], [2.0, 3.0]]), "X")


def test_long_texts_and_many_categories_are_cut():
    for length, shown in ((40, "'" + "x" * 40 + "'"), (41, "'" + "x" * 40 + "'\\.\\.\\.")):
        with pytest.raises(TypeError, match=f"holds text, {shown} in row 0"):
            as_numbers(["x" * length], "X")
    for count, shown in ((5, "'e'\\)"), (6, "'e', \\.\\.\\.\\)")):
        with pytest.raises(TypeError, match=f"'a', 'b', 'c', 'd', {shown}"):
            as_numbers(pd.Series(list("abcdef")[:count]).astype("category"), "X")


def test_the_warning_points_at_the_line_that_gave_the_tables():
    X, y = pd.DataFrame({"a": [1.0, 2, 3]}), pd.Series([1.0, 2, 4], index=[2, 0, 1])
    with pytest.warns(UserWarning, match="paired by position") as caught:
        centre(X, y)
    assert caught[0].filename == __file__


@pytest.mark.filterwarnings("error")
def test_indexes_with_other_labels_are_not_warned_of():
    X = pd.DataFrame({"a": [1.0, 2, 3]})
    for index in ([0, 1, 2], [5, 6, 7], [1, 1, 0]):
        assert check_xy(X, pd.Series([1.0, 2, 3], index=index))[1].tolist() == [1, 2, 3]


def test_columns_are_taken_by_position():
    table = pd.DataFrame([[1, 2, 3]], columns=[2, 0, 1])
    assert take_columns(table, [2, 0]).columns.tolist() == [1, 2]
    assert take_columns([[1, 2, 3]], [2, 0]).tolist() == [[3, 1]]


class OtherFrame:
    """A frame of a library that is not pandas: named columns, and an array of objects."""

    columns = ("a", "b")
    ndim = 2

    def __init__(self, rows):
        self.rows = rows

    def __array__(self, dtype=None, copy=None):
        return np.array(self.rows, dtype=object)


def test_columns_of_any_library_s_frames_are_named():
    assert as_numbers(OtherFrame([[1, 2.5]]), "X").tolist() == [[1.0, 2.5]]
    with pytest.raises(ValueError, match="gaps .* in column b, 1 of 2 values"):
        as_numbers(OtherFrame([[1, None]]), "X")
    with pytest.raises(TypeError, match="column 'b' holds text, 'u' in row 0"):
        as_numbers(OtherFrame([[1, "u"]]), "X")

"""Numbers in sentences: no computer's exponents, nothing lost that the digits promise."""

import numpy as np
import pytest

from regviz.core.formatting import first_few, number, plain, plural


@pytest.mark.parametrize("value, told", [
    (0, "0"), (2.0, "2"), (0.0316227, "0.0316"), (-12.34, "−12.3"), (np.inf, "infinity"),
    (1234.56, "1235"), (1e-9, "1.00×10⁻⁹"),
])
def test_numbers_read_as_a_person_would_write_them(value, told):
    assert number(value) == told


@pytest.mark.parametrize("value, told", [
    (0.5, "0.5"), (12345.0, "12340"), (-3.31e7, "−3.31×10⁷"), (1e-5, "0.00001"), (0.0, "0"),
    (2.5e-12, "2.5×10⁻¹²"), (1e-12, "10⁻¹²"), (-1e7, "−1×10⁷"), (100.0, "100"),
])
def test_plain_numbers_end_where_their_digits_end(value, told):
    assert plain(value) == told


def test_what_is_written_is_the_number():
    raised = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
    sizes = np.random.default_rng(1).uniform(-12, 12, 300)
    values = np.random.default_rng(0).standard_normal(300) * 10**sizes
    for value in values:
        for told, digits in ((number(value), 3), (plain(value), 4), (plain(value, 2), 2)):
            read = float(told.replace("×10", "e").translate(raised))
            assert read == pytest.approx(value, rel=0.51 * 10 ** (1 - digits)), told


def test_counts_and_lists():
    assert plural(1, "knot") == "1 knot" and plural(2, "knot") == "2 knots"
    assert first_few("abc", 2) == "a, b and 1 more" and first_few([]) == ""

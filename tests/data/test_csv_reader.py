"""A CSV reader that refuses in sentences."""

import hashlib

import numpy as np
import pytest

from regviz import data

CSV = "size,rooms,price\n10,2,100\n20,3,180\n30,3,260\n"


def test_csv_gives_a_problem_and_the_file_is_not_changed(tmp_path):
    path = tmp_path / "flats.csv"
    path.write_text("\ufeff" + CSV, encoding="utf-8")
    before = hashlib.sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns
    problem = data.read_csv(path, target="price")
    assert problem.names == ("size", "rooms")
    assert problem.target == "price"
    assert "flats.csv" in problem.source
    assert problem.X.tolist() == [[10, 2], [20, 3], [30, 3]]
    assert problem.y.tolist() == [
        100,
        180,
        260,
    ]
    assert before == (hashlib.sha256(path.read_bytes()).digest(), path.stat().st_mtime_ns)
    assert np.array_equal(data.read_csv(path.read_bytes(), "price").X, problem.X)


def test_csv_other_dialects():
    german = "a;b;y\n1,5;2;3\n2,5;1;4\n".encode("cp1252")
    assert data.read_csv(german, "y", sep=";", decimal=",").X.tolist() == [[1.5, 2], [2.5, 1]]
    wide = data.read_csv(CSV.encode("utf-16"), "price", encoding="utf-16")
    assert wide.names == ("size", "rooms")
    gaps = b"a,b,y\n1,NA,3\n2,1,4\n3,?,1\n\n4,2,5\n"
    assert data.read_csv(gaps, "y", missing="drop").X.tolist() == [[2, 1], [4, 2]]
    assert data.read_csv(gaps, "y", drop=["b"]).X.tolist() == [[1], [2], [3], [4]]


@pytest.mark.parametrize("text, options, words", [
    (CSV, {}, "choose a target: numeric columns are size, rooms, price"),
    (CSV, {"target": "rent"}, "no column 'rent'.*size, rooms, price"),
    (CSV.replace(",", ";"), {"target": "price"}, "sep=';'"),
    (CSV.replace(",", "\t"), {"target": "price"}, r"sep='\\t'"),
    ("gr\u00f6\u00dfe,y\n1,2\n3,4\n".encode("cp1252"), {"target": "y"}, "encoding='cp1252'"),
    (CSV.encode("utf-16-le"), {"target": "price"}, "encoding='utf-16-le'"),
    (b"PK\x03\x04....", {"target": "y"}, "export"),
    (b"a,y\n1,\0002\n", {"target": "y"}, "zero bytes"),
    ("a,b,y\n1,,3\n2,1,4\n", {"target": "y"}, r"missing values in b \(1\)"),
    ("a,b,y\n1,red,3\n2,blue,4\n", {"target": "y"}, r"text in b \(as in 'red'\).*drop=\['b'\]"),
    ('a;y\n"1,5";2\n"2,5";4\n', {"target": "y", "sep": ";"}, "decimal=','"),
    ("a;y\n1.500;2\n2,5;4\n", {"target": "y", "sep": ";", "decimal": ","}, "1.500"),
    ("a,y\n1_000,2\n2,4\n", {"target": "y"}, "1_000"),
    ("a,y\n=1+1,2\n2,4\n", {"target": "y"}, r"formulas in a \(as in '=1\+1'\)"),
    ("a,y\nx,red\nz,blue\n", {"target": "y"}, "not a numeric column.*none"),
    ("a,y\n1,inf\n2,4\n", {"target": "y"}, "infinite values in y"),
    ("a,y\n1,2,3\n2,4\n", {"target": "y"}, "row 2"),
    ("1,2\n3,4\n5,6\n", {"target": "1"}, "first row"),
    ("a,a\n3,4\n5,6\n", {"target": "a"}, r"the columns are a \(column 1\), a \(column 2\)"),
    ("a,y\n", {"target": "y"}, "at least one row"),
    ("", {"target": "y"}, "row of column names"),
    ("y\n1\n2\n", {"target": "y"}, "1 columns"),
    ("a,y\n1,2\n", {"target": "y"}, "1 full rows"),
    (CSV, {"target": "price", "missing": "mean"}, "missing must be"),
])
def test_csv_refusals_say_what_to_do(text, options, words):
    raw = text if isinstance(text, bytes) else text.encode("utf-8")
    with pytest.raises(ValueError, match=words):
        data.read_csv(raw, **options)


def test_a_file_that_is_too_large_is_not_read(monkeypatch):
    monkeypatch.setattr("regviz.data.csv_source.LARGEST", 20)
    with pytest.raises(ValueError, match="MB"):
        data.read_csv(CSV.encode(), "price")


def test_coded_numbers_are_replaced_all_at_once():
    text = "a,b,y\n1,no,1\n2,yes,2\n-9,no,3\n4,yes,4\n"
    how = {"codes": {"1": 2, 2: 1, "-9": None, "yes": 7, "no": 0}, "missing": "drop"}
    problem = data.read_csv(text.encode(), "y", **how)
    assert problem.X.tolist() == [[2, 0], [1, 7], [4, 7]] and problem.y.tolist() == [2, 1, 4]


def test_points_that_may_group_thousands_are_said():
    def read(first):
        return data.read_csv(f"a,y\n{first},1\n2.345,2\n".encode(), "y")

    assert read("1.234").X.tolist() == [[1.234], [2.345]]
    assert "whether points group thousands: a (" in read("1.234").source
    assert "group thousands" not in read("0.5").source


@pytest.mark.parametrize("drop", [3.5, None])
def test_columns_to_leave_out_are_names(drop):
    with pytest.raises(TypeError, match="drop must be a name or a list of names: got"):
        data.read_csv(b"a,y\n1,2\n3,4\n", "y", drop=drop)


def test_names_that_end_in_a_delimiter():
    problem = data.read_csv(b"a,y,\n1,2\n3,4\n", "y")
    assert problem.names == ("a",) and "The names end in a delimiter" in problem.source


def test_numbers_written_in_two_ways_are_refused():
    with pytest.raises(ValueError, match="not written as in the rest: write all in one way"):
        data.read_csv(b'a,b,y\n"1,5",0.5,1\n"2,5",1.5,2\n', "y")


class Source:
    """An open file that gives what it was made with, or raises it."""

    def __init__(self, gives):
        self.gives = gives

    def seekable(self):
        return False

    def read(self):
        if isinstance(self.gives, Exception):
            raise self.gives
        return self.gives


def test_open_files_that_cannot_be_read(tmp_path):
    assert data.read_csv(Source("a,y\n1,2\n3,4\n"), "y").source.startswith("Read from an open file")
    with pytest.raises(TypeError, match="the open file must give text or bytes: got a list"):
        data.read_csv(Source([1]), "y")
    with pytest.raises(ValueError, match="the open file cannot be read: gone"):
        data.read_csv(Source(OSError("gone")), "y")
    path = tmp_path / "old.csv"
    path.write_bytes("größe,y\n1,2\n".encode("cp1252"))
    with open(path, encoding="utf-8") as file:
        with pytest.raises(ValueError, match="is not utf-8: open it with 'rb', and pass encoding"):
            data.read_csv(file, "y")


def test_uploads_without_a_file_and_files_without_permission(tmp_path, monkeypatch):
    with pytest.raises(TypeError, match="got a list without a file"):
        data.read_csv([{"name": "a.csv"}], "y")
    path = tmp_path / "mine.csv"
    path.write_text("a,y\n1,2\n")

    def refused(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refused)
    with pytest.raises(ValueError, match="mine.csv' cannot be read: Permission denied"):
        data.read_csv(path, "y")


def test_commas_that_may_group_thousands_are_asked_about_and_points_only_beside_plain_numbers():
    def read(text, **options):
        return data.read_csv(text.encode(), "y", sep=";", **options)

    commas = "a;y\n1,234;1\n2,345;2\n"
    with pytest.raises(ValueError, match="comma.* in a all stand before three digits"):
        read(commas, decimal=",")
    assert read(commas, decimal=",", thousands="").X.tolist() == [[1.234], [2.345]]
    assert read("a;y\n1,25;1\n2,345;2\n", decimal=",").X.tolist() == [[1.25], [2.345]]
    with pytest.raises(ValueError, match="all stand before three digits"):
        read("a;y\n1.234;1\n500;2\n")
    for small in ("0.234", "1.2345", "1234.5"):  # a mark of thousands cannot stand there
        assert read(f"a;y\n{small};1\n500;2\n").X.tolist() == [[float(small)], [500.0]]


def test_the_target_has_to_be_chosen_among_the_columns_that_are_numbers():
    text = "a,b,c,y\n1,u,,2\n3,v,,4\n"
    with pytest.raises(ValueError, match="choose a target: numeric columns are a, y$"):
        data.read_csv(text.encode(), None)

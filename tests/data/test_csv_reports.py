"""Tables from public reports of bugs in readers: the right numbers, or a sentence that helps."""

import io

import numpy as np
import pytest

from regviz import data

Y = {"target": "y"}
SEMI = {"target": "y", "sep": ";"}

# (report, table, options, names, X, words of `source`): y is 1, 2, ... in all of them.
READ = [
    ("pandas#59299, polars#18797", 'price,y\n"1,234",1\n999,2\n"2,500",3\n',
     {**Y, "thousands": ","}, ["price"], [[1234], [999], [2500]], ""),
    ("pandas#24468, data.table#2370", ",size,y\n1,10,1\n2,20,2\n",
     Y, ["column 1", "size"], [[1, 10], [2, 20]], "column 1"),
    ("arrow#26743", "a|b|y|\n4|5|1|\n6|7|2|\n", {**Y, "sep": "|"}, ["a", "b"], [[4, 5], [6, 7]],
     "neither a name nor a number"),
    ("pandas#14124", "A,B,y\n7,4,1,\n8,5,2,\n9,6,3,\n", Y, ["A", "B"], [[7, 4], [8, 5], [9, 6]],
     "empty last column is left out"),
    ("pandas#41304", '"T";"Po";"y"\n"9.8";"759.0";"1";\n"9.1";"758.5";"2";\n', SEMI, ["T", "Po"],
     [[9.8, 759], [9.1, 758.5]], "empty last column is left out"),
    ("PapaParse#951", "sep=;\na;y\n5;1\n6;2\n", Y, ["a"], [[5], [6]], "sep=';'"),
    ("pandas#4793", "\ufeffage,y\n5,1\n6,2\n", {**Y, "encoding": "utf-8"}, ["age"], [[5], [6]], ""),
    ("pandas#13497", '\ufeff"Country Name","y"\n5,1\n6,2\n', Y, ["Country Name"], [[5], [6]], ""),
    ("PapaParse#43, SwiftCSV#56", "a,y\r5,1\r6,2\r", Y, ["a"], [[5], [6]], ""),
    ("node-csv-parse#126", "a,y\r\n5,1\r\n\r\n6,2\r\n", Y, ["a"], [[5], [6]], ""),
    ("data.table#763", '"x" "v" "y"\n"11" 7 5 1\n"4" 8 6 2\n',
     {**Y, "sep": " ", "drop": "column 1"}, ["x", "v"], [[7, 5], [8, 6]], ""),
    ("data.table#1818", "x\ty\nMazda\t7\t1\nFiat\t8\t2\n", {**Y, "sep": "\t", "drop": "column 1"},
     ["x"], [[7], [8]], ""),
    ("duckdb#17220, pandas#4598", 'a|y\n"2,334.01"|1\n13|2\n', {**Y, "sep": "|", "thousands": ","},
     ["a"], [[2334.01], [13]], ""),
    ("CSV.jl#626 (Istat)", "a;n;y\n95,7;1.199;1\n76,6;704;2\n",
     {**SEMI, "decimal": ",", "thousands": "."}, ["a", "n"], [[95.7, 1199], [76.6, 704]], ""),
    ("Numeral-js#695, globalize#288", "a;y\n123\u00a0456,78;1\n29\u202f000;2\n1 000,5;3\n",
     {**SEMI, "decimal": ",", "thousands": " "}, ["a"], [[123456.78], [29000], [1000.5]], ""),
    ("Swiss number format (CLDR de-CH)", "a;y\n1\u2019234.50;1\n2'500;2\n",
     {**SEMI, "thousands": "'"}, ["a"], [[1234.5], [2500]], ""),
    ("Indian number format (CLDR en-IN)", 'a,y\n"12,34,567",1\n"1,234",2\n',
     {**Y, "thousands": ","}, ["a"], [[1234567], [1234]], ""),
    ("actualbudget#6206", "a;y\n\u2212100,00;1\n-100,50;2\n", {**SEMI, "decimal": ","}, ["a"],
     [[-100], [-100.5]], ""),
    ("rustledger#1473", "a,y\n50.00-,1\n(20.00),2\n2000.00,3\n", {**Y, "accounting": True}, ["a"],
     [[-50], [-20], [2000]], ""),
    ("actualbudget#6206, thousands", 'a,y\n"(1,234)",1\n"2,500",2\n',
     {**Y, "accounting": True, "thousands": ","}, ["a"], [[-1234], [2500]], ""),
    ("Excel's scientific numbers", "a;y\n1,5E+03;1\n2,5E-01;2\n", {**SEMI, "decimal": ","}, ["a"],
     [[1500], [0.25]], ""),
    ("fast-csv, RFC 4180", 'a,"the ""big"" one","two\nlines",y\n5,6,7,1\n8,9,3,2\n', Y,
     ["a", 'the "big" one', "two\nlines"], [[5, 6, 7], [8, 9, 3]], ""),
    ("csv-parser#41", 'note,a,y\n"6"" pipe, long\nand old",5,1\n"""",6,2\n', {**Y, "drop": "note"},
     ["a"], [[5], [6]], ""),
    ("opengym#7", 'note,a,y\nBox Jump 24",5,1\nplain,6,2\n', {**Y, "drop": ["note"]}, ["a"],
     [[5], [6]], ""),
    ("pandas#7160, pandas#14704", "0,-0.1,a,a,y\n5,6,7,8,1\n9,3,4,5,2\n", Y,
     ["0", "-0.1", "a (column 3)", "a (column 4)"], [[5, 6, 7, 8], [9, 3, 4, 5]], "twice"),
    ("pandas DataFrame(X).to_csv()", ",0,1,2\n0,5,6,1\n1,7,8,2\n",
     {"target": 2, "drop": ["column 1"]}, ["0", "1"], [[5, 6], [7, 8]], "named by a number"),
    ("kukur#279, docling#4097", "\ufeffa,y\n5,1\n6,2\n".encode("utf-16-le"), Y, ["a"],
     [[5], [6]], "utf-16"),
    ("UTF-16 of another order", "\ufeffa,y\n5,1\n6,2\n".encode("utf-16-be"),
     {**Y, "encoding": "utf-16"}, ["a"], [[5], [6]], ""),
    ("UTF-32", "a,y\n5,1\n6,2\n".encode("utf-32"), Y, ["a"], [[5], [6]], "utf-32"),
    ("UTF-16 without a mark, told", "a,y\n5,1\n6,2\n".encode("utf-16-be"),
     {**Y, "encoding": "utf-16-be"}, ["a"], [[5], [6]], ""),
    ("deephaven-core#1800", "A|y|\n5|1|\n6|2|\n", {**Y, "sep": "|"}, ["A"], [[5], [6]], "neither"),
    ("Excel's padding", "a,,y,,\n5,,1,,\n,,,,\n6,,2,,\n", Y, ["a"], [[5], [6]],
     "Rows without anything in them were left out: 1"),
    ("data.table#530", "station data\n\na,y\n5,1\n6,2\n", {**Y, "skip": 2}, ["a"], [[5], [6]],
     "top: 2"),
    ("a line of totals", "town,a,y\nRome,5,1\nOslo,6,2\nTotal,11,3\n",
     {**Y, "drop": "town", "footer": 1}, ["a"], [[5], [6]], "end: 1"),
    ("CSV.jl#120", "NH3 y  \n5.2 1 \n 6.1   2 \n", {**Y, "sep": " "}, ["NH3"], [[5.2], [6.1]], ""),
    ("zip codes", "zip,y\n01234,1\n99999,2\n", Y, ["zip"], [[1234], [99999]], "zip (01234)"),
    ("SPSS's sign of a gap", "a,y\n5,1\n-999,2\n6,3\n", Y, ["a"], [[5], [-999], [6]], "a (-999)"),
    ("bokeh#5764, and codes", "a,b,y\n5,yes,1\n6,no,2\n", {**Y, "codes": {"yes": 1, "no": 0}},
     ["a", "b"], [[5, 1], [6, 0]], ""),
    ("single quotes", "'a','y'\n'5,5','1'\n'6','2'\n", {**Y, "quote": "'", "decimal": ","}, ["a"],
     [[5.5], [6]], ""),
    ("pandas#12340", "id a y\n6144039378640938.000000 5 1\n6144053114071082.000000 6 2\n",
     {**Y, "sep": " "}, ["id", "a"], [[6144039378640938, 5], [6144053114071082, 6]], ""),
    ("three decimals, and one that settles", "a;b;y\n1,234;0,5;1\n2,345;1,5;2\n",
     {**SEMI, "decimal": ","}, ["a", "b"], [[1.234, 0.5], [2.345, 1.5]], ""),
]


@pytest.mark.parametrize("report, table, options, names, X, said", READ, ids=[c[0] for c in READ])
def test_the_right_numbers(report, table, options, names, X, said):
    raw = table if isinstance(table, bytes) else table.encode("utf-8")
    problem = data.read_csv(raw, **options)
    assert list(problem.names) == names
    assert problem.X.tolist() == X
    assert problem.y.tolist() == list(range(1, len(X) + 1))
    assert said in problem.source


# (report, table, options, words of the sentence)
REFUSED = [
    ("pandas#59299, polars#18797", 'price,y\n"1,234",1\n999,2\n"2,500",3\n', Y,
     r"if the commas group thousands, pass thousands=','; if they are decimal commas"),
    ("the same, with the wrong decimal", 'price,y\n"1,234",1\n999,2\n"2,500",3\n',
     {**Y, "decimal": ","}, r"pass thousands=',', decimal='\.'; if"),
    ("polars#18797", "n;y\n2.500;1\n999;2\n1.200;3\n", SEMI, r"pass thousands='\.', decimal=','"),
    ("polars#18797, settled", "n;a;y\n2.500;1,5;1\n999;2,5;2\n", {**SEMI, "decimal": ","},
     r"if the points group thousands, pass thousands='\.'"),
    ("pandas#38420", 'a,y\n"1,2,3",1\n2,2\n', {**Y, "thousands": ","}, "text in a .as in '1,2,3'"),
    ("pandas#38420, other marks", 'a;y\n1.2,3;1\n2;2\n', {**SEMI, "decimal": ",", "thousands": "."},
     "text in a"),
    ("pandas#65397", 'a,y\n"1 ,",1\n2,2\n', {**Y, "thousands": ","}, "text in a"),
    ("pandas#4945", 'a;y\n1-000,215;1\n2;2\n', {**SEMI, "decimal": ","}, "text in a"),
    ("pandas#15203", 'id,x,y\n100636,"R",0,\n100,7,2\n', Y, "row 2 does not have 3 cells"),
    ("decimal commas split cells", "price,y\n1,5,1\n2,5,2\n", Y, "check sep, decimal and quotes"),
    ("readr#976", "id,a,y\n11898508762506083287,5,1\n3266119658877827603,6,2\n", Y,
     r"more digits than float64 holds.*drop=\['id'\]"),
    ("pandas#32134", "a;y\n123;1\n;2\n1582218195625938945;3\n", SEMI, "more digits"),
    ("pandas#5697", "a,y\n1111111111111111111,1\n2,2\n", Y, "more digits"),
    ("a double as text", "a,y\n1e400,1\n2,2\n", Y, "infinite values in a"),
    ("pandas#29668", "a,y\n#DIV/0!,1\n#NV,2\n#WERT!,3\n5,4\n", Y, r"missing values in a \(3\)"),
    ("pandas#16078, BIDS", "a,y\nn/a,1\n<NA>,2\n.a,3\n-,4\n--,5\nN.A.,6\nmissing,7\n5,8\n", Y,
     r"missing values in a \(7\)"),
    ("icsv2ledger#83", "a,y\n$-42.55,1\n$12,2\n", Y, "signs of a currency in a .*without the sign"),
    ("euros", 'a;y\n"1.234,56 \u20ac";1\n"12,00 \u20ac";2\n', {**SEMI, "decimal": ","}, "currency"),
    ("percent", "a,y\n12 %,1\n5%,2\n", Y, "percent signs in a"),
    ("pandas#14066", "a,when,y\n5,2016-08-22,1\n6,2016-08-23,2\n", Y, r"dates.*drop=\['when'\]"),
    ("German dates", "when;y\n01.02.2020;1\n15.12.2020;2\n",
     {**SEMI, "decimal": ",", "thousands": "."}, "dates"),
    ("times", "t,y\n12:30,1\n08:15:02,2\n", Y, "times in t"),
    ("R's logicals", "a,y\nTRUE,1\nFALSE,2\n", Y, r"pass codes=\{'FALSE': 0, 'TRUE': 1\}"),
    ("limits of detection", "a,y\n<0.05,1\n2,2\n", Y, "beyond a limit"),
    ("units", "a,y\n5 kg,1\n6 kg,2\n", Y, "numbers with a unit"),
    ("base 16", "a,y\n0x1F,1\n0x20,2\n", Y, "base 16"),
    ("rustledger#1473", "a,y\n50.00-,1\n(20.00),2\n2000.00,3\n", Y, "accounting=True"),
    ("a title", "my table\na,b,y\n5,6,1\n7,8,2\n", Y, "pass skip=1"),
    ("a title padded by Excel", "my table,,\na,b,y\n5,6,1\n7,8,2\n", Y, "pass skip=1"),
    ("comments", "# made by x\n# on Monday\na,b,y\n5,6,1\n7,8,2\n", Y, "pass skip=2"),
    ("a source below", "a,b,y\n5,6,1\n7,8,2\nSource: Eurostat\n", Y, "footer=1"),
    ("a line of totals", "town,a,y\nRome,5,1\nOslo,6,2\nTotal,11,3\n", {**Y, "drop": "town"},
     "holds 'Total'.*footer=1"),
    ("a total in the middle", "a,y\n5,1\n6,2\nSum,3\n7,8\n7,8\n7,8\n7,8\n", Y,
     "holds 'Sum'.*take such rows away"),
    ("a zero beside thousands", "a;y\n2.500;3\n3.750;1\n0;5\n",
     {**Y, "sep": ";"}, "stand before three digits"),
    ("marks in a table with words", 'a,b,y\n1,x,1\n2,z,2\n"5,5",w,5\n7,v,8\n', Y,
     r"commas in a .*pass decimal=','; text in b .*: pass drop=\['b'\]"),
    ("units in a table with words", "a,b,y\n1,x,1\n5 kg,w,5\n7,v,8\n", Y,
     r"a unit in a .*; text in b .*, or pass drop=\['a', 'b'\]"),
    ("csv-parser#83", 'a,b,y\n5,"6,1\n7,8,2\n', Y, "check the quotes"),
    ("binary-csv#7", 'a,b,y\n5,"6,1\n7,8,2\n9,3,3\n4,6",4\n', Y, "whole rows in it"),
    ("a second row of names", "a,y\n5,1\na,y\n6,2\n", Y, "row 3 repeats the names"),
    ("a row of units", "a,y\nkg,m\n5,1\n6,2\n", Y, r"row 2 holds only words \(kg, m\)"),
    ("single quotes", "'a','y'\n'5','1'\n'6','2'\n", Y, "pass quote="),
    ("drop of the target", "a,y\n5,1\n6,2\n", {**Y, "drop": "y"}, "cannot be dropped"),
    ("gzip", b"\x1f\x8b\x08\x00abc", Y, "gzip"),
    ("parquet", b"PAR1abc", Y, "pandas.read_parquet"),
    ("a web page", b"<!DOCTYPE html><html>", Y, "web page"),
    ("an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1", Y, "export"),
    ("UTF-16 without a mark", "a,y\n5,1\n6,2\n".encode("utf-16-be"), Y, "encoding='utf-16-be'"),
    ("UTF-32 without a mark", "a,y\n5,1\n6,2\n".encode("utf-32-le"), Y, "encoding='utf-32-le'"),
    ("no encoding", b"a,y\n5,1\n6,2\n", {**Y, "encoding": "excel"}, "encoding='excel'"),
    ("nothing", b"", Y, "row of column names"),
    ("names alone", b"a,b,y\n", Y, "row of column names"),
    ("a column of gaps", b"a,b,y\n5,,1\n6,NA,2\n", Y, r"no number in b: pass drop=\['b'\]"),
    ("white space", b"a b y\n5 6 1\n7 8 2\n", Y, "sep=' '"),
]


@pytest.mark.parametrize("report, table, options, words", REFUSED, ids=[c[0] for c in REFUSED])
def test_a_sentence_that_helps(report, table, options, words):
    raw = table if isinstance(table, bytes) else table.encode("utf-8")
    with pytest.raises(ValueError, match=words):
        data.read_csv(raw, **options)


TEXT = "a,y\n5,1\n6,2\n"
UPLOAD = {"name": "mine.csv", "type": "text/csv", "size": 12, "content": memoryview(TEXT.encode())}


class Widget:
    value = (UPLOAD,)


@pytest.mark.parametrize("source", [
    TEXT.encode(), bytearray(TEXT.encode()), memoryview(TEXT.encode()),
    io.BytesIO(TEXT.encode()), io.StringIO(TEXT), io.StringIO("\ufeff" + TEXT),
    (UPLOAD,), UPLOAD, Widget(),  # ipywidgets 8
    {"mine.csv": {"metadata": {"name": "mine.csv"}, "content": TEXT.encode()}},  # ipywidgets 7
], ids=lambda source: type(source).__name__)
def test_what_a_person_may_hand_over(source):
    problem = data.read_csv(source, "y")
    assert problem.X.tolist() == [[5], [6]] and problem.y.tolist() == [1, 2]


def test_paths_and_open_files(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(TEXT)
    with open(path) as text, open(path, "rb") as raw:
        for source in (path, str(path), text, raw):
            problem = data.read_csv(source, "y")
            assert problem.X.tolist() == [[5], [6]] and "mine.csv" in problem.source
        with pytest.raises(ValueError, match=r"seek\(0\)"):
            data.read_csv(text, "y")


@pytest.mark.parametrize("source, words", [
    ("https://example.org/a.csv", "nothing is downloaded"), ("no such file.csv", "no file"),
    (".", "folder"), (TEXT, "io.StringIO"), ((), "no file yet"), ((UPLOAD, UPLOAD), "2 files"),
])
def test_what_is_no_table(source, words):
    with pytest.raises(ValueError, match=words):
        data.read_csv(source, "y")


@pytest.mark.parametrize("source", [None, 3, np.ones((3, 2)), ("a", "b")])
def test_what_is_no_source(source):
    with pytest.raises((TypeError, ValueError), match="source|upload"):
        data.read_csv(source, "y")


def test_a_large_file_says_how_far_it_is():
    told = []
    raw = b"a,y\n" + b"5,1\n6,2\n" * 60_000
    data.read_csv(raw, "y", progress=lambda rows, share: told.append((rows, share)))
    assert len(told) > 1 and told == sorted(told) and told[-1] == (120_000, 1.0)

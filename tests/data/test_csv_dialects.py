"""Random tables in random dialects: exactly their numbers, or a refusal, whatever hint is taken."""

import ast
import re

import numpy as np
import pytest

from regviz import data

SEPARATORS = [",", ";", "\t", "|", " "]
GAPS = ["", "NA", "n/a", "#N/A", "NaN", "-", ".", "NULL", "#DIV/0!", "<NA>"]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]


def drawn(seed):
    """(raw bytes, numbers (n, p) with NaN for gaps, how the table was written)."""
    rng = np.random.default_rng(seed)
    how = {
        "sep": str(rng.choice(SEPARATORS)),
        "decimal": str(rng.choice([".", ","])),
        "encoding": str(rng.choice(ENCODINGS)),
        "index": bool(rng.integers(2)),
        "ends": str(rng.choice(["\n", "\r\n", "\r"])),
        "tail": bool(rng.integers(4) == 0),
    }
    marks = ["", *{",": ". '", ".": ", '"}[how["decimal"]].replace(how["sep"].strip() or " ", "")]
    how["thousands"] = str(rng.choice(marks))
    n, p = int(rng.integers(3, 12)), int(rng.integers(1, 5))
    values = np.column_stack([
        np.round(rng.normal(size=n) * 10.0 ** rng.integers(0, 7), int(rng.integers(0, 5)))
        for _ in range(p + 1)
    ]) + 0.0
    gap = rng.random((n, p + 1)) < 0.05
    values[gap] = np.nan
    rows = [[written(value, how, rng) for value in row] for row in values]
    names = [f"gr\u00f6\u00dfe {j}" for j in range(p)] + ["y"]
    if how["index"]:
        names = ["", *names]
        rows = [[str(k), *row] for k, row in enumerate(rows, 1)]
    enclosed = [[cell if how["sep"] not in cell and cell else f'"{cell}"' for cell in row]
                for row in [names, *rows]]
    end = how["sep"] * (how["tail"] and how["sep"] != " ")
    text = how["ends"].join(how["sep"].join(row) + end for row in enclosed) + how["ends"]
    return text.encode(how["encoding"]), values, how


def written(value, how, rng):
    """The cell of a number: its digits grouped where the dialect groups them."""
    if np.isnan(value):
        return str(rng.choice(GAPS))
    text = f"{value:,}" if how["thousands"] else f"{value}"
    text = text.removesuffix(".0") if "e" not in text else text
    swap = {",": how["thousands"], ".": how["decimal"]}
    return "".join(swap.get(sign, sign) for sign in text)


def hints(sentence):
    """[{argument: value}] of the ways that a sentence offers."""
    ways = []
    for part in re.split(r"; (?=if )|, or (?=pass |drop )", sentence):
        found = re.findall(r"(\w+)=('(?:[^'\\]|\\.)*'|\"'\"|\[[^\]]*\]|\d+|True|None)", part)
        told = {key: ast.literal_eval(value) for key, value in found}
        told.pop("sep", None) if "only one column" in part and told.get("sep") is None else None
        ways.append(told)
    return [way for way in ways if way]


def read(raw, options):
    """(Problem or None, sentence)."""
    try:
        return data.read_csv(raw, "y", missing="drop", **options), ""
    except ValueError as error:
        return None, str(error)


def check(problem, values, how):
    X = problem.X[:, 1:] if how["index"] else problem.X
    full = values[~np.isnan(values).any(axis=1)]
    assert np.array_equal(np.column_stack([X, problem.y]), full), how


BLOCKS = 10


@pytest.mark.parametrize("block", range(BLOCKS))
def test_told_the_dialect_it_reads_exactly_these_numbers(block):
    """Refused only where rows with gaps leave too few, or a whole column."""
    for seed in range(block, 300, BLOCKS):
        raw, values, how = drawn(seed)
        told = {key: how[key] for key in ("sep", "decimal", "thousands", "encoding")}
        problem, sentence = read(raw, told)
        few = sentence.endswith("2 of each are needed") or sentence.startswith("no number in")
        assert problem is not None or few, (sentence, how, raw)
        if problem is not None:
            check(problem, values, how)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_hints_lead_to_these_numbers_or_ask_a_person(block):
    """Where the sentence offers two ways, or a condition, the one that is true is taken."""
    for seed in range(block, 300, BLOCKS):
        raw, values, how = drawn(seed)
        options = {}
        for _ in range(8):
            problem, sentence = read(raw, options)
            ways = [way for way in hints(sentence) if {**options, **way} != options]
            true = [way for way in ways if all(how.get(k, v) in (v, None) or (k, v) == (
                "thousands", "") and not how["thousands"] for k, v in way.items() if k != "encoding")]
            if problem is not None or not true:
                break
            options |= true[0]
        if problem is not None:
            point = how["decimal"] == "," and "decimal" not in options
            if not (point and undecided(values, how)):
                check(problem, values, how)


def undecided(values, how):
    """Whether no cell tells 1.234 in a German table from a decimal point: then nobody can."""
    return how["thousands"] == "."

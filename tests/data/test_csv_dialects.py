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
    pattern = r"(\w+)=('(?:[^'\\]|\\.)*'|\"'\"|\[[^\]]*\]|\d+|True|None)"
    ways = re.split(r"; (?=if )|it looks as if|, or (?=pass )", sentence)
    ways = [dict(re.findall(pattern, way)) for way in ways]
    return [{key: ast.literal_eval(value) for key, value in way.items()} for way in ways if way]


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
    for seed in range(block, 150, BLOCKS):
        raw, values, how = drawn(seed)
        told = {key: how[key] for key in ("sep", "decimal", "thousands", "encoding")}
        problem, sentence = read(raw, told)
        few = sentence.endswith("2 of each are needed") or sentence.startswith("no number in")
        assert problem is not None or few, (sentence, how, raw)
        if problem is not None:
            check(problem, values, how)


def followed(raw, how):
    """(Problem or None, sentences) at the end of the hints, from no arguments on.

    A hint without a condition is followed blindly. Where there is an "if", the person who wrote the
    table answers.
    """
    options, sentences = {}, []
    while len(sentences) < 9:
        problem, sentence = read(raw, options)
        sentences.append(sentence)
        ways = [way for way in hints(sentence) if {**options, **way} != options]
        if " if " in f" {sentence}".replace("as if", ""):
            ways = [way for way in ways if all(how.get(key) == way[key] for key in way)]
        if problem is not None or not ways:
            break
        options |= ways[-1]
    return problem, sentences


@pytest.mark.parametrize("block", range(BLOCKS))
def test_hints_lead_to_these_numbers_or_to_a_question(block):
    for seed in range(block, 150, BLOCKS):
        raw, values, how = drawn(seed)
        problem, sentences = followed(raw, how)
        asks = re.search("2 of each are needed|no number in|if the .* group", sentences[-1])
        assert problem is not None or asks, (sentences, how, raw)
        if problem is not None and "No cell shows whether points" not in problem.source:
            check(problem, values, how)

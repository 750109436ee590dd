"""Packs are read back to the pages that were written, by a reader of its own."""

import gzip
import json
import re

import numpy as np
import pytest

from regviz.page.packing import pack
from regviz.page.plan import plan
from regviz.page.sweep import MOST, Sweep, _some, along, with_stops


def read(packed):
    """(what is told, [[key, layers, words]]): the format as the module's text says it."""
    held = gzip.decompress(packed)
    size = int.from_bytes(held[:4], "little")
    told, rest = json.loads(held[4:4 + size]), iter(held[4 + size:])

    def number():
        value = shift = 0
        while (byte := next(rest)) > 127:
            value, shift = value | (byte & 127) << shift, shift + 7
        return value | byte << shift

    ways, before, pages = iter(told.pop("ways")), {}, []
    texts = told.pop("texts")

    def part(text):
        runs = [number() for _ in range(texts[text].count("\x02"))]
        count = texts[text].count("\x01") + 2 * sum(runs)
        last = before.setdefault(text, [])
        known = [old for old in last if len(old) == count]
        way = next(ways)
        if way == 255:
            places = known[0]
        else:
            coded = [number() for _ in range(count)]
            places = np.array([-(c + 1) // 2 if c & 1 else c // 2 for c in coded], dtype=int)
            for _ in range(way % 3):
                for i in range(2, count):
                    places[i] += places[i - 2]
            if way >= 3:
                places = places + (known[0] if way < 6 else 2 * known[0] - known[1])
        last[:] = [places, *last[:1]]
        places, runs, drawn = iter(places / 10), iter(runs), ""
        for piece in re.split(r"([\x01\x02])", texts[text]):
            if piece == "\x01":
                drawn += f"{next(places):g}"
            elif piece == "\x02":
                drawn += "".join(f" L {next(places):g} {next(places):g}" for _ in range(next(runs)))
            else:
                drawn += piece
        assert next(places, None) is None
        return drawn

    for key, layers, words in told.pop("pages"):
        pages.append([key, ["".join(map(part, layer)) for layer in layers], words])
    assert next(rest, None) is None and next(ways, None) is None
    return told, pages


def line(points):
    first, *rest = points
    return (f'<g id="a"><path d="M {first[0]:g} {first[1]:g}'
            + "".join(f" L {x:g} {y:g}" for x, y in rest) + '"/></g>')


def pages_of(kind):
    """Ten pages of a curve and a text that move in one of several ways."""
    rng = np.random.default_rng(0)
    points = np.cumsum(rng.integers(-200, 200, (30, 2)), axis=0) / 10
    for k in range(10):
        if kind == "moves on":
            points = points + [3.0, -0.5]
        if kind == "jumps":
            points = np.round(rng.uniform(-9000, 9000, (30, 2)), 1)
        if kind == "grows":
            points = np.vstack([points, points[-1] + 0.3])
        yield [f"{k}|0", [f'<svg>{line(points.round(1))}<g id="b"><text x="{k % 3}.5" '
                          f'y="7">{k} of 10</text></g></svg>', "<svg></svg>"], f"words {k}"]


@pytest.mark.parametrize("kind", ["stays", "moves on", "jumps", "grows"])
def test_what_is_packed_is_read_back(kind):
    pages = list(pages_of(kind))
    told, found = read(pack(pages, along=["a"], start={"a": 1}))
    assert told == {"along": ["a"], "start": {"a": 1}}
    assert found == pages


def test_places_are_kept_to_a_tenth_of_a_pixel():
    page = ["0", ['<g><path d="M 0.26 -0.24 L 1.149 99999.96"/></g>'], ""]
    assert read(pack([page]))[1][0][1] == ['<g><path d="M 0.3 -0.2 L 1.1 100000"/></g>']


def test_no_pages_at_all():
    assert read(pack([], words="none")) == ({"words": "none"}, [])


def test_what_repeats_and_what_moves_evenly_costs_little():
    size = {kind: len(pack(list(pages_of(kind)))) for kind in ("stays", "moves on", "jumps")}
    assert size["stays"] < size["moves on"] + 60 < 0.5 * size["jumps"]


@pytest.mark.parametrize("count, most, here", [
    (10, 99, 3), (10, 10, 3), (121, 16, 40), (121, 7, 0), (100, 7, 99), (5, 2, 2), (2, 2, 1),
])
def test_some_positions_are_spread_evenly_with_the_one_that_is_here(count, most, here):
    found = _some(count, most, here)
    assert found == sorted(set(found)) and {0, count - 1, here} <= set(found)
    assert len(found) in (min(most, count), min(most, count) + 1)
    if most >= count:
        assert found == list(range(count))
    else:
        assert np.diff(found).max() <= 2 * np.ceil((count - 1) / (most - 1))


@pytest.fixture
def explorer():
    from pictures import lasso_explorer

    import regviz as rv
    return lasso_explorer(stops=[rv.Stop("All ten are in.", lam=0.05, ask="How many?"),
                                 rv.Stop("At a knot.", lam=2.0, snap=True)])


def test_along_names_every_position_and_refuses_too_many(explorer):
    lam, snap = (len(explorer.controls[name].values) for name in ("lam", "snap"))
    assert len(along(explorer, ["lam"])) == lam and len(along(explorer, ["snap"])) == snap
    both = along(explorer, ["lam", "snap"])
    assert len(set(both)) == lam * snap <= MOST
    explorer.controls["lam"].values *= 7
    with pytest.raises(ValueError, match="along: lam and snap have 1694 positions, too many"):
        along(explorer, ["lam", "snap"])


def test_stops_come_with_their_sweeps_while_there_is_room(explorer):
    keys = with_stops(explorer, "snap", ["40|0"])
    assert keys[0] == "40|0" and set(explorer.stop_keys) <= set(keys)
    for key in explorer.stop_keys:
        assert set(explorer.controls.along("snap", key)) <= set(keys)
    assert len(keys) == len(set(keys))
    full = with_stops(explorer, "lam", along(explorer, ["lam"]))
    assert set(explorer.stop_keys) <= set(full) and len(full) <= 121 + 2


def test_a_sweep_has_rows_around_its_stops_while_there_is_room():
    import regviz as rv

    fig, ax = rv.canvas()
    small = rv.Explorer(fig, [rv.BarsView(ax, ["a"], 30.0)],
                        lambda a, b: rv.Fit(lam=1.0, coef=np.array([a]), df=a),
                        stops=[rv.Stop("There.", a=3, b=1)], a=rv.slider(0, 9), b=rv.slider(0, 2))
    keys = set(Sweep(small).keys().values())
    assert keys == {f"{a}|{b}" for a in range(10) for b in (0, 1)}
    assert set(Sweep(small, draft=True).keys().values()) >= {"0|0", "9|0", "3|1"}
    assert "5|1" not in Sweep(small, draft=True).keys().values()


def test_the_plan_tells_the_page_what_never_changes(explorer):
    told = plan(explorer)
    assert told["size"] == [round(72 * inches) for inches in explorer.fig.get_size_inches()]
    assert [control["name"] for control in told["controls"]] == ["lam", "snap"]
    assert told["stops"][0]["say"] == "All ten are in." and told["stops"][0]["ask"] == "How many?"
    assert told["stops"][1]["values"]["snap"] is True
    assert len(told["panels"]) == 2 and told["tools"]
    explorer.lock("Predict first.")
    hidden = plan(explorer)
    assert hidden["stops"] == hidden["handles"] == hidden["tools"] == [] and hidden["texts"] == 0

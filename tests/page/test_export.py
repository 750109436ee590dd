"""What leaves the room: whole files, the same picture, no network."""

import io
import json
import re

import numpy as np
import pytest
from disk import full
from pictures import inside, lasso_explorer
from PIL import Image

import regviz as rv


@pytest.fixture(scope="module")
def explorer():
    return lasso_explorer().set(lam=3.0)


@pytest.mark.parametrize(("suffix", "begins"), [
    (".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF"), (".gif", b"GIF89a"),
    (".html", b"<!doctype html>"),
])
def test_files_are_whole_and_the_state_stays(explorer, tmp_path, suffix, begins):
    key = explorer.key
    path = explorer.save(tmp_path / f"picture{suffix}")
    assert path.read_bytes().startswith(begins)
    assert explorer.key == key and [p.name for p in tmp_path.iterdir()] == [path.name]


def test_on_a_full_disk_the_older_file_stays_and_the_state_too(explorer, tmp_path):
    path = explorer.save(tmp_path / "picture.png")
    before, key = path.read_bytes(), explorer.key
    with full(), pytest.raises(OSError, match="picture.png"):
        explorer.save(path)
    with pytest.raises(FileNotFoundError, match="picture.png"):
        explorer.save(tmp_path / "gone" / "picture.png")
    assert path.read_bytes() == before and explorer.key == key
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_the_animation_shows_every_position_there_and_back(explorer, tmp_path):
    movie = Image.open(explorer.save(tmp_path / "sweep.gif"))
    assert movie.n_frames == 2 * len(explorer.controls["lam"].values) - 2
    movie.seek(0)
    first = movie.convert("RGB").tobytes()
    movie.seek(60)
    assert movie.convert("RGB").tobytes() != first


def test_the_page_needs_no_network(explorer):
    exported = explorer.to_html()
    held = inside(exported)
    pages = held["pages"]
    allowed = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert set(re.findall(r"https?://[^\s\"'\\<>]+", exported + json.dumps(held))) <= allowed
    states = range(len(explorer.controls["lam"].values))
    assert [page[0] for page in pages] == [f"{i}|0" for i in states]
    assert all(held["texts"][layer[0]].startswith("<svg") for _, layers, _ in pages
               for layer in layers)


def test_the_page_has_the_title_of_its_question(explorer):
    assert "<h1>Drag lam</h1>" in explorer.to_html()
    assert "<h1>Drag lam and snap to knots</h1>" in explorer.to_html(along=["lam", "snap"])
    asked = lasso_explorer(title="Which one leaves < last?").to_html()
    assert "<title>Which one leaves &lt; last? · regviz</title>" in asked


def test_the_sweep_can_go_along_another_control(explorer):
    held = explorer.key.split("|")[0]
    keys = [page[0] for page in inside(explorer.to_html(along="snap"))["pages"]]
    assert keys == [f"{held}|0", f"{held}|1"]
    both = [page[0] for page in inside(explorer.to_html(along=["snap", "lam"]))["pages"]]
    assert sorted(both) == sorted(f"{i}|{j}" for i in range(121) for j in range(2))
    with pytest.raises(ValueError, match="along must be one of lam, snap, got 'corr'"):
        explorer.to_html(along="corr")


def test_the_state_as_code_brings_the_picture_back(explorer):
    explorer.set(lam=0.777, snap=True)
    picture, call = explorer.png(), explorer.as_code()
    explorer.set(lam=30.0, snap=False)
    assert explorer.png() != picture
    eval(call, {"explorer": explorer})
    assert explorer.png() == picture


def test_a_suffix_it_does_not_know_is_refused_and_nothing_is_written(explorer, tmp_path):
    with pytest.raises(ValueError, match=r"path must end in one of .*got 'picture.bmp'"):
        explorer.save(tmp_path / "picture.bmp")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "kind"), [("png", "file"), ("gif", "file"), ("code", "copy")])
def test_buttons_send_the_file_to_the_browser_with_progress(explorer, name, kind):
    heard = []
    explorer.widget.send = lambda message, buffers=(): heard.append((message, buffers))
    explorer.hear({"type": "tool", "name": name})
    message, buffers = next(pair for pair in heard if pair[0]["type"] == kind)
    if kind == "file":
        assert message["name"].endswith(f".{name}") and re.fullmatch(r"[\w=.,-]+", message["name"])
        assert Image.open(io.BytesIO(buffers[0])).size[0] > 500
        assert any(m["type"] == "note" for m, _ in heard)
    else:
        assert message["text"] == explorer.as_code()


def test_the_page_holds_its_sweep_and_its_stops():
    stops = [rv.Stop("All ten are in.", lam=0.05), rv.Stop("At a knot.", lam=2.0, snap=True)]
    explorer = lasso_explorer(stops=stops)
    held = inside(explorer.to_html())
    keys = {page[0] for page in held["pages"]}
    assert [stop["say"] for stop in held["plan"]["stops"]] == ["All ten are in.", "At a knot."]
    assert keys == {f"{i}|0" for i in range(121)} | set(explorer.stop_keys)
    assert held["plan"]["tools"] == [] and held["along"] == ["lam"]


def test_a_short_sweep_is_there_from_every_stop():
    fig, ax = rv.canvas()
    stops = [rv.Stop("Twice.", a=3, b=2), rv.Stop("Thrice.", a=1, b=3)]
    short = rv.Explorer(fig, [rv.BarsView(ax, ["a"], 30.0)],
                        lambda a, b: rv.Fit(lam=1.0, coef=np.array([a * b]), df=1),
                        stops=stops, a=rv.slider(0, 9), b=rv.slider(1, 3))
    keys = {page[0] for page in inside(short.to_html())["pages"]}
    assert keys == {f"{i}|{j}" for i in range(10) for j in range(3)}


def test_a_page_is_light_unless_asked_and_small(explorer):
    assert "dark: false" in explorer.to_html()
    assert "dark: true" in explorer.to_html(dark=True)
    assert len(explorer.to_html()) < 150_000


def test_too_many_states_for_one_page_are_refused():
    fig, ax = rv.canvas()
    many = rv.Explorer(fig, [rv.BarsView(ax, ["a"], 1.0)],
                       lambda a, b: rv.Fit(lam=1.0, coef=np.array([a * b]), df=1),
                       a=rv.slider(0, 100), b=rv.slider(0, 100))
    with pytest.raises(ValueError, match="a and b have 10201 positions, too many for one file"):
        many.to_html(along=["a", "b"])


def test_the_page_is_dark_where_asked_for(explorer):
    from regviz.page.export import still, to_html

    light, dark = (to_html(explorer, along="snap", dark=dark) for dark in (False, True))
    assert dark.count("dark") > light.count("dark")
    picture = still(b"abc", 'a "b" <c>', locked=False)
    assert 'alt="a &quot;b&quot; &lt;c&gt;"' in picture and "regviz-kept" not in picture
    assert "regviz-kept" in still(b"abc", "", locked=True)


def test_a_picture_shows_the_state_that_was_set_before_any_browser_came():
    one, other = lasso_explorer(), lasso_explorer()
    before = one.png()
    one.widget.values = other.controls.raw | {"lam": 2.0}
    other.set(lam=2.0)
    assert one.png() == other.png() != before

"""One gesture for a hand, a test and a sentence; pages that are pure functions of the state."""

import asyncio
import gc
import json
import threading
import zlib

import matplotlib._pylab_helpers as pyplot_figures
import numpy as np
import psutil
import pytest
from pictures import lasso_explorer

import regviz as rv
from regviz.page import delivery
from regviz.page import explorer as explorer_module


def opened(explorer):
    """The explorer with a page that listens: what it sends is collected in `explorer.heard`."""
    explorer.heard = []
    explorer.widget.send = lambda message, buffers=(): explorer.heard.append((message, buffers))
    return explorer


def test_a_message_of_the_page_is_heard():
    explorer = opened(lasso_explorer())
    explorer.widget._handle_custom_msg({"type": "want", "key": "7|0"}, [])
    assert "7|0" in pages(explorer)


def test_code_that_moves_an_explorer_counts_as_a_hand(monkeypatch):
    """Filling ahead waits until it rests."""
    explorer = lasso_explorer()
    monkeypatch.setattr(delivery.WhenIdle, "hand", 0.0)
    explorer.set(lam=2.0)
    assert delivery.WhenIdle.hand > 0


def pages(explorer):
    """The pages that a browser has, key -> (layers, words), from the pieces that were sent."""
    text = ""
    inflate = None
    for message, pieces in explorer.heard:
        if message["type"] == "pages":
            inflate = zlib.decompressobj() if message["fresh"] else inflate
            text += inflate.decompress(pieces[0]).decode()
    return {key: tuple(rest) for key, *rest in map(json.loads, text.splitlines())}


def test_set_changes_state_views_words_and_picture():
    explorer = lasso_explorer()
    explorer.set(lam=20.0)
    before = explorer.png(), explorer.words
    explorer.set(lam=0.5)
    assert explorer.values["lam"] == 0.5
    assert np.array_equal(explorer.fit.coef, explorer.path(0.5))
    assert explorer.png() != before[0] and explorer.words != before[1]


def test_several_controls_move_together_and_fit_once():
    explorer = lasso_explorer()
    explorer.calls.clear()
    explorer.set(lam=3.0, snap=True)
    assert explorer.calls == [(3.0, True)]
    assert explorer.fit.lam in explorer.path.knots


def test_the_same_value_again_costs_nothing():
    explorer = lasso_explorer().set(lam=2.0)
    explorer.calls.clear()
    explorer.set(lam=2.0)
    _ = explorer.fit, explorer.words
    assert explorer.calls == []


def test_moving_a_slider_in_a_cell_is_followed_before_the_next_line():
    explorer = lasso_explorer()
    explorer.controls["lam"].widget.value = 1.25
    assert explorer.calls[-1] == (1.25, False)


def test_a_page_is_a_pure_function_of_the_state():
    explorer = lasso_explorer()
    page = explorer.frame("40|0")
    explorer.frame("3|1")
    assert explorer.frame("40|0") == page
    assert lasso_explorer().frame("40|0") == page


def test_a_page_moves_only_what_moves():
    explorer = lasso_explorer()
    svg, = explorer.frame("40|0")[1]
    assert svg.startswith("<svg") and len(svg) < 15_000
    assert "coefficient</text>" not in svg


def test_wanted_pages_come_and_rows_are_filled_ahead():
    explorer = opened(lasso_explorer())

    async def look():
        explorer.hear({"type": "hello", "key": explorer.key})
        explorer.hear({"type": "want", "key": "7|0"})
        assert "7|0" in pages(explorer)
        while len(pages(explorer)) < len(explorer.controls["lam"].values) + 1:
            await asyncio.sleep(0.05)

    asyncio.run(asyncio.wait_for(look(), 60))
    got = pages(explorer)
    assert {f"{i}|0" for i in range(121)} <= set(got)
    assert explorer.key.split("|")[0] + "|1" in got
    assert got["40|0"] == tuple(lasso_explorer().frame("40|0")[1:])


def test_filling_waits_while_another_explorer_is_moved(monkeypatch):
    monkeypatch.setattr(explorer_module, "REST", 1.0)
    still, moved = opened(lasso_explorer()), opened(lasso_explorer())

    async def look():
        for explorer in (still, moved):
            explorer.hear({"type": "hello", "key": explorer.key})
        for position in range(8):
            moved.hear({"type": "want", "key": f"{position}|0"})
            await asyncio.sleep(0.05)
            assert pages(still) == {}
        while not pages(still):
            await asyncio.sleep(0.05)

    asyncio.run(asyncio.wait_for(look(), 60))


def test_an_error_is_said_in_words_rises_and_the_next_good_state_clears_it():
    def broken_in_the_middle(lam):
        if 1 < lam < 10:
            raise ZeroDivisionError("no answer here")
        return rv.Fit(lam=lam, coef=np.zeros(10), df=0)

    with pytest.raises(ZeroDivisionError):
        _broken(broken_in_the_middle).set(lam=2.0)
    explorer = opened(_broken(broken_in_the_middle))
    bad = next(str(i) for i, lam in enumerate(explorer.controls["lam"].values) if 1 < lam < 10)
    with pytest.raises(ZeroDivisionError):
        explorer.hear({"type": "want", "key": bad})
    trouble, _ = explorer.heard[-1]
    assert trouble["type"] == "trouble" and trouble["key"] == bad
    assert "no answer here" in trouble["text"]
    explorer.hear({"type": "want", "key": "0"})
    assert "0" in pages(explorer)


def test_a_stop_ends_the_filling_ahead_until_the_next_message(monkeypatch):
    monkeypatch.setattr(explorer_module, "REST", 0.0)
    hangs, calls = [], []

    def hanging(lam):
        calls.append(lam)
        if hangs:
            raise KeyboardInterrupt  # as the button "stop" does in a fit under way
        return rv.Fit(lam=lam, coef=np.zeros(10), df=0)

    explorer = opened(_broken(hanging))

    async def look():
        explorer.hear({"type": "want", "key": "0"})
        while len(calls) < 5:  # pages are filled ahead
            await asyncio.sleep(0.01)
        hangs.append(True)
        explorer.hear({"type": "want", "key": "100"})
        assert explorer.heard[-1][0]["stopped"]
        tried = len(calls)
        hangs.clear()
        await asyncio.sleep(0.3)
        assert len(calls) == tried
        explorer.hear({"type": "want", "key": "100"})
        while len(calls) < tried + 5:
            await asyncio.sleep(0.01)

    asyncio.run(asyncio.wait_for(look(), 60))


def _broken(fit):
    data = rv.diabetes().standardize()
    fig, ax = rv.canvas()
    return rv.Explorer(fig, [rv.BarsView(ax, data.names, 1.0)], fit,
                       lam=rv.lam_slider(45.0, value=0.5))


def test_copy_as_code_may_write_something_else():
    assert lasso_explorer().as_code().startswith("explorer.set(lam=")
    fig, ax = rv.canvas()
    other = rv.Explorer(fig, [rv.BarsView(ax, ["a"], 1.0)],
                        lambda lam: rv.Fit(coef=np.array([lam]), df=1),
                        code=lambda lam: f"model(alpha={lam:g})", lam=rv.slider(0.0, 1.0, 0.5))
    other.set(lam=0.5)
    assert other.as_code() == "model(alpha=0.5)"


def test_a_fit_that_lacks_what_a_view_reads_is_named():
    told = "reads fit.df, but fit.* returned a Fit with lam, coef"
    with pytest.raises(AttributeError, match=told):
        _broken(lambda lam: rv.Fit(lam=lam, coef=np.zeros(10)))


def test_a_fit_is_frozen():
    with pytest.raises(AttributeError, match="frozen"):
        rv.Fit(lam=1.0).lam = 2.0


def test_unknown_controls_and_none_at_all_are_refused():
    told = "'lamda' is not a control of this explorer; it has lam, snap"
    with pytest.raises(ValueError, match=told):
        lasso_explorer().set(lamda=1.0)
    with pytest.raises(ValueError, match="at least one control"):
        rv.Explorer(rv.canvas()[0], [], lambda: None)


def test_mime_bundle_has_text_picture_words_and_the_live_view():
    explorer = lasso_explorer()
    bundle = explorer._repr_mimebundle_()
    live = "application/vnd.jupyter.widget-view+json"
    assert {"text/plain", "text/html", "image/png", live} <= set(bundle)
    assert bundle["text/plain"] == repr(explorer)
    assert "\n" not in repr(explorer) and "0x" not in repr(explorer)
    page = bundle["text/html"].replace("&#x27;", "'")
    assert all(sentence in page for sentence in explorer.words)


def answers(sign):
    """Two explorers that differ in nothing but the answer: one picture is the other's mirror."""
    data = rv.diabetes().standardize()
    path = rv.LassoPath(data.X, sign * data.y)
    fig, (left, right) = rv.canvas(2)
    lams = np.geomspace(0.05, 57, 60)
    views = [rv.PathView(left, path, lams, data.names), rv.BarsView(right, data.names, 40.0 + sign)]
    stops = [rv.Stop("It is so.", lam=0.3)]
    return rv.Explorer(fig, views, lambda lam: rv.Fit(lam=lam, coef=path(lam), df=path.df(lam)),
                       stops=stops, lam=rv.lam_slider(45.0))


def test_a_locked_explorer_holds_nothing_of_the_answer():
    one, other = answers(1), answers(-1)
    assert one.png() != other.png()
    for explorer in (one, other):
        explorer.lock("Predict first")
    assert one.png() == other.png()
    shown = [explorer.widget.get_state(["plan", "background", "page", "values", "locked"])
             for explorer in (one, other)]
    assert shown[0] == shown[1] and shown[0]["plan"]["stops"] == []
    bundles = [explorer._repr_mimebundle_() for explorer in (one, other)]
    for mime in ("text/html", "image/png", "text/plain"):
        assert bundles[0][mime] == bundles[1][mime]
    assert "Predict first" in bundles[0]["text/html"]


def test_unlocked_all_is_there():
    explorer = answers(1)
    whole = explorer.widget.get_state(["plan", "background", "page"]), explorer.png()
    explorer.lock()
    assert explorer.widget.locked and explorer.widget.background != whole[0]["background"]
    heard = opened(explorer).heard
    explorer.hear({"type": "want", "key": "5"})
    assert heard == []
    explorer.unlock()
    now = explorer.widget.get_state(["plan", "background", "page"]), explorer.png()
    assert now == whole and explorer.widget.locked == ""


def test_a_locked_explorer_gives_no_file():
    explorer = answers(1)
    explorer.lock()
    for kind in ("png", "html"):
        with pytest.raises(ValueError, match="locked.*unlock"):
            explorer.save(f"picture.{kind}")


def test_the_page_and_the_widgets_hold_the_same():
    """What the browser sets reaches the widgets together, and the other way round."""
    explorer = opened(lasso_explorer())
    explorer.widget.values = {"lam": 0.7, "snap": True}
    assert explorer.values == {"lam": 0.7, "snap": True}
    explorer.controls["snap"].widget.value = False
    assert explorer.widget.values == {"lam": 0.7, "snap": False}
    explorer.set(lam=0.2, snap=True)
    assert explorer.widget.values == {"lam": 0.2, "snap": True}


STOPS = [rv.Stop("All ten are in.", lam=0.05, true=lambda fit: fit.df == 10),
         rv.Stop("None is left.", lam=50.0, snap=True, ask="How many are left?",
                 true=lambda fit: fit.df == 0)]


def test_stops_are_states_to_go_to():
    explorer = lasso_explorer(stops=STOPS)
    start = explorer.values
    assert explorer.stop(2) is explorer
    assert explorer.values == {"lam": 50.0, "snap": True} and STOPS[1].true(explorer.fit)
    assert explorer.stop(1).values == {"lam": 0.05, "snap": start["snap"]}
    assert explorer.widget.stop == {"at": 0, "told": False}
    explorer.stop(2)
    assert explorer.widget.stop == {"at": 2, "told": True}


def test_pages_of_stops_are_drawn_before_all_others():
    explorer = opened(lasso_explorer(stops=STOPS))
    first = [page[0] for page, _ in zip(explorer.missing(), STOPS, strict=False)]
    assert first == [explorer.stop(k).key for k in (1, 2)]


def test_stops_that_cannot_be_are_refused():
    for number in (0, 3, -1):
        with pytest.raises(ValueError, match="number must be one of the 2 stops"):
            lasso_explorer(stops=STOPS).stop(number)
    with pytest.raises(ValueError, match="'lamda' is not a control"):
        lasso_explorer(stops=[rv.Stop("So.", lamda=1.0)])
    with pytest.raises(ValueError, match="needs the sentence"):
        rv.Stop("")


def test_ten_thousand_moves_leave_memory_flat_and_no_figure_open():
    explorer = opened(lasso_explorer())
    lams = explorer.controls["lam"].values

    def moves(count):
        for k in range(count):
            explorer.set(lam=lams[(7 * k) % 120])
            if k % 50 == 0:
                explorer.hear({"type": "want", "key": explorer.key})
                explorer.heard.clear()
                explorer.calls.clear()
        gc.collect()
        return psutil.Process().memory_info().rss

    before = moves(500)
    assert moves(10_000) - before < 5_000_000
    assert pyplot_figures.Gcf.figs == {}


def test_pages_that_were_forgotten_are_sent_again(monkeypatch):
    monkeypatch.setattr(delivery, "REMEMBERED", 5)
    explorer = opened(lasso_explorer())
    for i in range(12):
        explorer.hear({"type": "want", "key": f"{i}|0"})
    missing = {page[0] for page in explorer.missing()}
    assert "0|0" in missing and "11|0" not in missing


def test_what_pages_share_is_sent_once():
    """One growing stream: a page that is like the last one costs a fraction of itself."""
    explorer = opened(lasso_explorer())
    for i in range(30):
        explorer.hear({"type": "want", "key": f"{i}|0"})
    sizes = [len(pieces[0]) for _, pieces in explorer.heard]
    whole = [len(json.dumps(explorer.frame(f"{i}|0"))) for i in range(30)]
    assert sum(sizes) < sum(whole) / 3
    assert pages(explorer)["7|0"] == tuple(json.loads(json.dumps(explorer.frame("7|0")))[1:])


def test_a_browser_that_comes_later_begins_a_stream_of_its_own():
    explorer = opened(lasso_explorer())
    for key in ("3|0", "4|0"):
        explorer.hear({"type": "hello"})
        explorer.hear({"type": "want", "key": key})
    assert [message["fresh"] for message, _ in explorer.heard] == [True, True]


def test_first_panels_take_part_of_the_figure():
    data = rv.diabetes().standardize()
    path = rv.RidgePath(data.X, data.y)
    fig, axes = rv.canvas(4)
    views = [rv.BarsView(ax, data.names, 40.0) for ax in axes]
    explorer = rv.Explorer(fig, views, lambda lam: rv.Fit(lam=lam, coef=path(lam), df=path.df(lam)),
                           first=2, lam=rv.lam_slider(path.lam_max))
    plan = explorer.widget.plan
    assert plan["first"] == plan["texts"] == 2
    left, top, right, bottom = plan["panels"][1]
    assert top == 0 and right == 1 and 0.4 < left < 0.6 and 0.4 < bottom < 0.6
    assert plan["panels"][3] == [plan["panels"][2][2], bottom, 1, 1]
    assert len(explorer.frame("3")[1]) == 2


def test_pages_are_right_while_another_thread_draws():
    explorer, keys = lasso_explorer(), [f"{i}|0" for i in range(0, 120, 10)]
    right = {key: explorer.frame(key) for key in keys}
    drawing = threading.Thread(target=lambda: [explorer.png(scale=0.5) for _ in range(20)])
    drawing.start()
    while drawing.is_alive():
        assert all(explorer.frame(key) == right[key] for key in keys)
    drawing.join()

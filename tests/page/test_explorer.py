"""One gesture for a hand, a test and a sentence; pages that are pure functions of the state."""

import asyncio
import gc
import threading

import matplotlib._pylab_helpers as pyplot_figures
import numpy as np
import psutil
import pytest
from pictures import lasso_explorer

import regviz as rv
from regviz.page import explorer as explorer_module


def opened(explorer):
    """The explorer with a page that listens: what it sends is collected in `explorer.heard`."""
    explorer.heard = []
    _ = explorer.widget
    explorer._stage.send = lambda message, buffers=None: explorer.heard.append(message)
    return explorer


def pages(explorer):
    return {m["page"][0]: tuple(m["page"][1:]) for m in explorer.heard if m["type"] == "page"}


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
    page = explorer._page("40|0")
    explorer._page("3|1")
    assert explorer._page("40|0") == page
    assert lasso_explorer()._page("40|0") == page


def test_a_page_moves_only_what_moves():
    explorer = lasso_explorer()
    svg, = explorer._page("40|0")[1]
    assert svg.startswith("<svg") and len(svg) < 15_000
    assert "coefficient</text>" not in svg


def test_wanted_pages_come_and_rows_are_filled_ahead():
    explorer = opened(lasso_explorer())

    async def look():
        explorer._heard(None, {"type": "hello", "key": explorer.key}, [])
        explorer._heard(None, {"type": "want", "key": "7|0"}, [])
        assert "7|0" in pages(explorer)
        while len(pages(explorer)) < len(explorer.controls["lam"].values) + 1:
            await asyncio.sleep(0.05)

    asyncio.run(asyncio.wait_for(look(), 60))
    got = pages(explorer)
    assert {f"{i}|0" for i in range(121)} <= set(got)
    assert explorer.key.split("|")[0] + "|1" in got
    assert got["40|0"] == tuple(lasso_explorer()._page("40|0")[1:])


def test_filling_waits_while_another_explorer_is_moved(monkeypatch):
    monkeypatch.setattr(explorer_module, "REST", 1.0)
    still, moved = opened(lasso_explorer()), opened(lasso_explorer())

    async def look():
        for explorer in (still, moved):
            explorer._heard(None, {"type": "hello", "key": explorer.key}, [])
        for position in range(8):
            moved._heard(None, {"type": "want", "key": f"{position}|0"}, [])
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
        explorer._heard(None, {"type": "want", "key": bad}, [])
    trouble = explorer.heard[-1]
    assert trouble["type"] == "trouble" and trouble["key"] == bad and "no answer here" in trouble["text"]
    explorer._heard(None, {"type": "want", "key": "0"}, [])
    assert "0" in pages(explorer)


def _broken(fit):
    data = rv.diabetes().standardize()
    fig, ax = rv.canvas()
    return rv.Explorer(fig, [rv.BarsView(ax, data.names, 1.0)], fit, lam=rv.lam_slider(45.0, value=0.5))


def test_copy_as_code_may_write_something_else():
    assert lasso_explorer().as_code().startswith("explorer.set(lam=")
    fig, ax = rv.canvas()
    other = rv.Explorer(fig, [rv.BarsView(ax, ["a"], 1.0)], lambda lam: rv.Fit(coef=np.array([lam]), df=1),
                        code=lambda lam: f"model(alpha={lam:g})", lam=rv.slider(0.0, 1.0, 0.5))
    other.set(lam=0.5)
    assert other.as_code() == "model(alpha=0.5)"


def test_a_fit_that_lacks_what_a_view_reads_is_named():
    with pytest.raises(AttributeError, match="reads fit.df, but fit.* returned a Fit with lam, coef"):
        _broken(lambda lam: rv.Fit(lam=lam, coef=np.zeros(10)))


def test_a_fit_is_frozen():
    with pytest.raises(AttributeError, match="frozen"):
        rv.Fit(lam=1.0).lam = 2.0


def test_unknown_controls_and_none_at_all_are_refused():
    with pytest.raises(ValueError, match="'lamda' is not a control of this explorer; it has lam, snap"):
        lasso_explorer().set(lamda=1.0)
    with pytest.raises(ValueError, match="at least one control"):
        rv.Explorer(rv.canvas()[0], [], lambda: None)


def test_mime_bundle_has_text_picture_words_and_the_live_view():
    explorer = lasso_explorer()
    bundle = explorer._repr_mimebundle_()
    assert {"text/plain", "text/html", "image/png", "application/vnd.jupyter.widget-view+json"} <= set(bundle)
    assert bundle["text/plain"] == repr(explorer) and "\n" not in repr(explorer) and "0x" not in repr(explorer)
    assert all(sentence in bundle["text/html"].replace("&#x27;", "'") for sentence in explorer.words)


def test_lock_tells_the_page_why_until_unlocked():
    explorer = lasso_explorer()
    explorer.lock("Predict first")
    assert explorer.widget.locked == "Predict first"
    explorer.unlock()
    assert explorer.widget.locked == ""


def test_ten_thousand_moves_leave_memory_flat_and_no_figure_open():
    explorer = opened(lasso_explorer())
    lams = explorer.controls["lam"].values

    def moves(count):
        for k in range(count):
            explorer.set(lam=lams[(7 * k) % 120])
            if k % 50 == 0:
                explorer._send(explorer._page(explorer.key))
                explorer.heard.clear()
                explorer.calls.clear()
        gc.collect()
        return psutil.Process().memory_info().rss

    before = moves(500)
    assert moves(10_000) - before < 5_000_000
    assert pyplot_figures.Gcf.figs == {}


def test_pages_remembered_are_bounded(monkeypatch):
    explorer = opened(lasso_explorer())
    monkeypatch.setattr(explorer_module, "REMEMBERED", 50)
    for i in range(200):
        explorer._send([f"v{i}|0", [""], []])
        assert f"v{i}|0" in explorer._sent and len(explorer._sent) <= 50


def test_first_panels_take_part_of_the_figure():
    data = rv.diabetes().standardize()
    path = rv.RidgePath(data.X, data.y)
    fig, axes = rv.canvas(4)
    views = [rv.BarsView(ax, data.names, 40.0) for ax in axes]
    explorer = rv.Explorer(fig, views, lambda lam: rv.Fit(lam=lam, coef=path(lam), df=path.df(lam)),
                           first=2, lam=rv.lam_slider(path.lam_max))
    plan = explorer.widget.plan
    assert 0.4 < plan["shown"] < 0.6 and plan["first"] == 2
    assert len(explorer._page("3")[1]) == 2


def test_pages_are_right_while_another_thread_draws():
    explorer, keys = lasso_explorer(), [f"{i}|0" for i in range(0, 120, 10)]
    right = {key: explorer._page(key) for key in keys}
    drawing = threading.Thread(target=lambda: [explorer.png(scale=0.5) for _ in range(20)])
    drawing.start()
    while drawing.is_alive():
        assert all(explorer._page(key) == right[key] for key in keys)
    drawing.join()

"""Fits as readers write them: what they return, what they print, how they are stopped."""

import logging
import sys
import threading
import time

import numpy as np
import pytest

import regviz as rv
from regviz.page import running
from regviz.page.running import Runner

BARE = [None, {"coef": 1}, "text", b"bytes", 1.5, 2, 1j, [1, 2], (1, 2), np.zeros(3),
        np.float64(1)]


@pytest.mark.parametrize("returned", BARE, ids=repr)
def test_what_is_no_record_is_told(returned):
    with pytest.raises(TypeError, match=r"fit\(...\) must return a record .* it returned"):
        Runner(lambda: returned)({})


def test_a_record_of_any_kind_passes():
    fit = rv.Fit(coef=1)
    assert Runner(lambda: fit)({}) is fit


def explorer(fit):
    fig, ax = rv.canvas()
    view = rv.CurvesView(ax, "k", range(5), {"error": "test"}, ylim=(0, 5))
    return rv.Explorer(fig, [view], fit, k=rv.slider(0, 4), seed=rv.slider(0, 400))


def test_what_a_fit_says_goes_to_the_log_once(caplog, capsys):
    def fit(k, seed):
        print("fitting with seed", seed)
        print("not converged", file=sys.stderr)  # as warnings do
        return rv.Fit(k=k, error=[4, 3, 2, 1, 0])

    with caplog.at_level(logging.WARNING, "regviz"):
        made = explorer(fit)
        shown = capsys.readouterr()
        assert "fitting with seed 0" in shown.out and shown.err == "not converged\n"
        for seed in range(200):
            made.frame(f"2|{seed}")
    assert caplog.messages == []  # all of it was seen where the explorer was made
    assert capsys.readouterr() == ("", "")


def test_what_is_said_later_is_in_the_log_once(caplog):
    def fit(k, seed):
        if seed > 3:
            print(f"seed {seed} is large")
        return rv.Fit(k=k, error=[4, 3, 2, 1, 0])

    made = explorer(fit)
    with caplog.at_level(logging.WARNING, "regviz"):
        for seed in range(200):
            made.frame(f"2|{seed}")
    (message,) = caplog.messages
    assert message.endswith("seed 4 is large")


def test_a_talkative_fit_fills_no_log(caplog):
    letters = "abcdefghijklmnopqrstuvwxyz"

    def fit(k, seed):
        print(letters[seed % 26], letters[seed // 26])
        return rv.Fit(k=k, error=[4, 3, 2, 1, 0])

    made = explorer(fit)
    for seed in range(200):
        made.frame(f"2|{seed}")
    assert len(caplog.messages) < running.MOST


def test_what_others_print_meanwhile_is_not_lost(capsys):
    begun, told = threading.Event(), threading.Event()

    def fit(k, seed):
        begun.set()
        assert seed == 0 or told.wait(10)
        return rv.Fit(k=k, error=[4, 3, 2, 1, 0])

    made = explorer(fit)
    begun.clear()
    beside = threading.Thread(target=made.frame, args=("2|1",))
    beside.start()
    assert begun.wait(10)
    print("from a cell")
    told.set()
    beside.join()
    assert capsys.readouterr().out == "from a cell\n"


def test_a_fit_in_another_thread_is_stopped():
    begun = threading.Event()
    ended = []

    def endless():
        begun.set()
        while True:
            time.sleep(0.01)

    def run():
        with pytest.raises(KeyboardInterrupt):
            Runner(endless)({})
        ended.append(True)

    thread = threading.Thread(target=run)
    thread.start()
    assert begun.wait(10)
    running.stop("a page", 3)
    thread.join(10)
    assert ended == [True]
    assert running.ended("a page", 3) and not running.ended("a page", 4)
    assert not running.ended("another page", 1)


def test_a_page_that_fails_ahead_is_tried_once_and_an_interrupt_ends_the_filling():
    calls = []

    def fit(k, seed):
        calls.append(k)
        if k == 3:
            raise ZeroDivisionError
        if seed == 2:
            raise KeyboardInterrupt
        return rv.Fit(k=k, error=[4, 3, 2, 1, 0])

    made = explorer(fit)
    pages = list(made.missing())
    assert () in pages
    tried = calls.count(3)
    list(made.missing())
    assert calls.count(3) == tried

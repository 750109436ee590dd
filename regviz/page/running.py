"""How a reader's fit is run: what it returns is looked at, what it says goes to the log once, and
it can be stopped from another thread."""

import contextlib
import ctypes
import logging
import re
import signal
import sys
import threading
from collections.abc import Mapping

import numpy as np

MOST = 50  # different texts of one explorer that reach the log
STOPPED = "The computation was stopped, so the picture shows the last state that could be drawn."
_LOG = logging.getLogger("regviz")
_NUMBERS = re.compile(r"[0-9][0-9.e+-]*")
_threads = set()  # those that compute a fit now
_ended = {}  # by the name of a page the time of its last question that is to be dropped


def stop(page: str, question: int) -> None:
    """Raise KeyboardInterrupt in every thread that computes a fit, and drop the questions of a page
    up to this one.

    It arrives as soon as Python runs its next line there: a long call of a library ends first.
    """
    _ended[page] = question
    for thread in tuple(_threads):
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(thread), ctypes.py_object(KeyboardInterrupt)
        )


def ended(page: str, question: int) -> bool:
    """Whether a question has been dropped."""
    return question <= _ended.get(page, 0)


@contextlib.contextmanager
def interruptible():
    """With "Interrupt the kernel" heard inside the `with`; else a kernel hears it in cells only."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class Runner:
    """Calls fit(**values) again and again.

    What it prints or warns goes to the log "regviz", texts that differ in their numbers only once;
    where it is called first, in the cell that makes the explorer, it is shown as usual.
    """

    def __init__(self, function):
        self._function = function
        self._said = set()
        self._first = True

    def __call__(self, values: dict):
        thread = threading.get_ident()
        heard = _Heard(thread, self._first)
        _threads.add(thread)
        try:
            with heard:
                returned = self._function(**values)
        finally:
            _threads.discard(thread)
            self._pass_on(heard, self._first)
            self._first = False
        return _record(returned)

    def _pass_on(self, heard, shown) -> None:
        for text in heard.lines():
            kind = _NUMBERS.sub("0", text)
            if kind in self._said or len(self._said) >= MOST:
                continue
            self._said.add(kind)
            if not shown:
                _LOG.warning("fit says (told once, it is called for every state): %s", text)


class _Heard:
    """In the place of stdout and stderr: keeps what one thread writes, lets others through."""

    def __init__(self, thread, through):
        self._thread = thread
        self._through = through
        self._texts = []

    def __enter__(self):
        self._old = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = (_Stream(self, stream) for stream in self._old)

    def __exit__(self, *error):
        sys.stdout, sys.stderr = self._old

    def write(self, stream, text) -> int:
        mine = threading.get_ident() == self._thread
        if mine:
            self._texts.append(text)
        if not mine or self._through:
            stream.write(text)
        return len(text)

    def lines(self):
        return [line for line in "".join(self._texts).splitlines() if line.strip()]


class _Stream:
    def __init__(self, heard, stream):
        self._heard = heard
        self._stream = stream

    def write(self, text) -> int:
        return self._heard.write(self._stream, text)

    def __getattr__(self, name):
        return getattr(self._stream, name)


def _record(returned):
    """What a fit returned, if views can read fields of it."""
    bare = (Mapping, str, bytes, int, float, complex, list, np.ndarray, np.generic, type(None))
    if isinstance(returned, bare) or type(returned) is tuple:
        came = "nothing (None)" if returned is None else f"a {type(returned).__name__}"
        raise TypeError("fit(...) must return a record that views read, such as "
                        f"rv.Fit(lam=lam, coef=coef): it returned {came}.")
    return returned

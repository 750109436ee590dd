"""A disk that is full, for tests of what is written."""

import signal
from contextlib import contextmanager

import pytest


@contextmanager
def full(size=1000):
    """A disk on which no file may grow beyond `size` bytes: the system itself refuses."""
    resource = pytest.importorskip("resource")  # Windows has none
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)

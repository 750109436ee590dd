"""What every test of this folder shares: no window, and no pyplot figure left open behind it."""

import sys

import matplotlib
import pytest

matplotlib.use("agg")


@pytest.fixture(autouse=True)
def no_open_figures():
    yield
    pyplot = sys.modules.get("matplotlib.pyplot")
    left = pyplot.get_fignums() if pyplot else []
    assert left == [], f"pyplot figures left open: {left}"

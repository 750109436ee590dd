"""What every test shares: no window, one thread for linear algebra, no pyplot figure left open."""

import os
import sys

# Before numpy comes in, here and in the kernels of the lessons: on small problems threads only
# wait for each other.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import matplotlib  # noqa: E402
import pytest  # noqa: E402

matplotlib.use("agg")
pytest.register_assert_rewrite("answers")  # it holds the tests of the exercises


@pytest.fixture(autouse=True)
def no_widgets_left():
    """Widgets live until they are closed, and an explorer with them: a test's end with it."""
    have = set(widgets())
    yield
    for name, widget in list(widgets().items()):
        if name not in have:
            widget.close()


def widgets():
    """Every widget that is alive, by its name."""
    module = sys.modules.get("ipywidgets.widgets.widget")
    return module._instances if module else {}


@pytest.fixture(autouse=True)
def no_open_figures():
    yield
    pyplot = sys.modules.get("matplotlib.pyplot")
    left = pyplot.get_fignums() if pyplot else []
    assert left == [], f"pyplot figures left open: {left}"

"""Shared by the tests of pictures: a small explorer on real data, what an exported page holds, and
the law of every view."""

import base64
import gzip
import json
import re

import numpy as np

import regviz as rv
from regviz.page.flipbook import background, fragment, settle


def lasso_explorer(**options):
    """The lasso path of the diabetes data with bars; `explorer.calls` are the values that the fit
    was called with."""
    data = rv.diabetes().standardize()
    path = rv.LassoPath(data.X, data.y)
    lams = np.geomspace(path.lam_max / 1000, 1.3 * path.lam_max, 60)
    calls = []

    def fit(lam, snap=False):
        calls.append((lam, snap))
        lam = path.nearest_knot(lam) if snap else lam
        return rv.Fit(lam=lam, coef=path(lam), df=path.df(lam))

    fig, (left, right) = rv.canvas(2)
    views = [rv.PathView(left, path, lams, data.names),
             rv.BarsView(right, data.names, np.abs(path.coefs).max())]
    explorer = rv.Explorer(fig, views, fit, lam=rv.lam_slider(path.lam_max),
                           snap=rv.toggle("snap to knots"), **options)
    explorer.calls, explorer.path, explorer.data = calls, path, data
    return explorer


def inside(exported):
    """What an exported page holds: its plan, background, start and pages, these without the drawn
    layers."""
    packed = re.search(r'id="regviz-packed">([^<]+)<', exported)[1]
    return opened(base64.b64decode(packed))


def opened(packed):
    """What is told in a pack; its pages still coded, except for keys and words."""
    held = gzip.decompress(packed)
    size = int.from_bytes(held[:4], "little")
    return json.loads(held[4:4 + size])


def frame(ax):
    """The limits of an Axes."""
    return ax.get_xlim(), ax.get_ylim(), *([ax.get_zlim()] if hasattr(ax, "get_zlim") else [])


def assert_only_parts_move(view, first, second, largest=15_000):
    """The law of every view: `update` moves its parts and nothing else, and the words follow.

    From the fit `first` to the fit `second` the frame, the number of artists and the background
    stay; page and words change. The page is a function of the fit alone, below `largest` bytes.
    """
    ax, fig = view.ax, view.ax.figure
    limits, count = frame(ax), len(ax.get_children())
    view.update(first)
    settle(fig)
    page, words = fragment(fig, view.artists), view.describe(first)
    still = background(fig, view.artists)
    view.update(second)
    assert fragment(fig, view.artists) != page and view.describe(second) != words
    assert background(fig, view.artists) == still
    view.update(first)
    assert fragment(fig, view.artists) == page and len(page) < largest
    assert frame(ax) == limits and len(ax.get_children()) == count

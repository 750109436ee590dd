"""A small explorer on real data, and what an exported page holds: shared by the tests of pictures."""

import base64
import gzip
import json
import re

import numpy as np

import regviz as rv


def lasso_explorer():
    """The lasso path of the diabetes data with bars; `explorer.calls` collects the values fit was called with."""
    data = rv.diabetes().standardize()
    path = rv.LassoPath(data.X, data.y)
    lams = np.geomspace(path.lam_max / 1000, 1.3 * path.lam_max, 60)
    calls = []

    def fit(lam, snap=False):
        calls.append((lam, snap))
        lam = path.nearest_knot(lam) if snap else lam
        return rv.Fit(lam=lam, coef=path(lam), df=path.df(lam))

    fig, (left, right) = rv.canvas(2)
    views = [rv.PathView(left, path, lams, data.names), rv.BarsView(right, data.names, np.abs(path.coefs).max())]
    explorer = rv.Explorer(fig, views, fit, lam=rv.lam_slider(path.lam_max), snap=rv.toggle("snap to knots"))
    explorer.calls, explorer.path, explorer.data = calls, path, data
    return explorer


def pages_in(exported):
    """The pages in an exported page, each [key, layers, words]."""
    packed = re.search(r'"packed": "([^"]+)"', exported)[1]
    return json.loads(gzip.decompress(base64.b64decode(packed)))

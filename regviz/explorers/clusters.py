"""How many clusters are there? k-means, judged by distances and by a held-out likelihood."""

import numpy as np

from regviz import style
from regviz.claims.clusters import blobs, cluster_log_loss, grown_centres, squared_distances
from regviz.core.formatting import number, plural
from regviz.core.validation import check_array, demand
from regviz.explorers.base import explorer, within
from regviz.page.controls import slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.views.base import View, padded
from regviz.views.curves import CurvesView

MOST = 12  # clusters
FRESH = 1000  # points that are held out of those that are made up


@explorer("How many clusters are there?", lesson="13")
def clusters(points=None, *, n=60, spread=0.6, seed=3, k=2):
    """k-means on points in the plane, with one to twelve centres.

    What you see: the points, each in the colour and marker of its cluster, and the centres as
    stars. Beside them the negative log-likelihood of a point, when each cluster is a round normal
    cloud: low is good. One more panel: the mean squared distance from the nearest centre.
    What to drag: k, the number of centres.
    What data: `points`, an array (n, 2) of your own, of which a quarter is held out. Without it
    there are `n` points around four places, with the standard deviation `spread`, and a thousand
    more are held out; `seed` draws them.

    k is where it begins. Each k starts from the centres before it and one point more.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    shown, fresh = _points(points, n, spread, seed)
    k = within(k, "k", 1, MOST, whole=True)
    grown = grown_centres(shown, MOST)
    apart = {name: np.array([squared_distances(data, found).min(axis=1).mean() for found in grown])
             for name, data in (("within", shown), ("outside", fresh))}
    unlikely = {name: np.array([cluster_log_loss(data, found, shown) for found in grown])
                for name, data in (("train", shown), ("test", fresh))}

    def fit(k):
        own = squared_distances(shown, grown[k - 1]).argmin(axis=1)
        return Fit(k=k, own=own, centres=grown[k - 1], **apart, **unlikely)

    fig, (left, right, below) = style.canvas(3)
    views = [
        ClustersView(left, shown),
        CurvesView(right, "k", range(1, MOST + 1), {"train": "train", "test": "test"},
                   ylim=padded(list(unlikely.values())), ylabel="−log-likelihood of a point",
                   title="likelihood", best=("test", "lowest")),
        CurvesView(below, "k", range(1, MOST + 1), {"within": "train", "outside": "test"},
                   ylim=(0, 1.05 * max(map(np.max, apart.values()))),
                   ylabel="mean squared distance", labels={"within": "training"},
                   title="distance from the nearest centre"),
    ]
    return Explorer(fig, views, fit, first=2, stops=_stops(fit, shown, points is None),
                    k=slider(1, MOST, value=k))


def _points(points, n, spread, seed):
    """(points that are clustered, points that are held out)."""
    seed = within(seed, "seed", 0, 10**9, whole=True)
    rng = np.random.default_rng(seed)
    if points is None:
        n = within(n, "n", 30, 2000, whole=True)
        spread = within(spread, "spread", 0.05, 5)
        return blobs(n, rng, spread), blobs(FRESH, rng, spread)
    points = check_array(points, "points")
    demand(points.ndim == 2 and points.shape[1] == 2,
           "points must have two columns, one point a row: its shape is {}", points.shape)
    points = rng.permutation(points)
    held = len(points) // 4
    different = len(np.unique(points[held:], axis=0))
    demand(different >= 2 * MOST,
           "points must hold at least {} different points besides the quarter that is held out: "
           "these are {}", 2 * MOST, different)
    return points[held:], points[:held]


def _stops(fit, points, made_up):
    """One centre, too few, too many, and the number that the held-out points prefer."""
    best = int(fit(1).test.argmin()) + 1
    places = " The points were made around four places." if made_up and best == 4 else ""
    stops = [
        Stop("One centre stands at the mean of all points.", k=1,
             ask="With k = 1, where does the centre stand?",
             true=lambda fit: np.allclose(fit.centres[0], points.mean(axis=0))),
        Stop("Not well: the two clouds are too wide. Another k makes the held-out points more "
             "likely.", k=2,
             ask="Two centres: do they describe the held-out points well?",
             true=lambda fit: fit.test[1] > fit.test.min()),
        Stop("It never rises: one more centre cannot take a point further from its nearest one. So "
             "this distance cannot choose k.", k=MOST,
             ask="Tick more panels. Does the training distance ever rise with k?",
             true=lambda fit: (np.diff(fit.within) <= 0).all()),
        Stop(f"They are less likely than with k = {best}: small clouds leave gaps, and held-out "
             "points fall into them.", k=MOST, ask=f"k = {MOST} makes the training points most "
             "likely. And the held-out points?",
             true=lambda fit: fit.train.argmin() == MOST - 1
             and fit.test[-1] > fit.test.min() + 0.1),
        Stop(f"k = {best} makes the held-out points most likely.{places}", k=best,
             ask="Which k would you choose, and by which curve?",
             true=lambda fit: fit.test.argmin() == best - 1),
    ]
    return [stop for stop in stops if stop.true(fit(**stop.values))]


class ClustersView(View):
    """Points in the plane, each in the colour and marker of its cluster, and the centres as stars.

    `points` (n, 2) stay. Reads `fit.own` (n,), the cluster of each point, and `fit.centres` (k, 2),
    at most twelve.
    """

    MARKERS = "osD^vPXphd<>"

    @style.styled
    def __init__(self, ax, points):
        self.ax = ax
        self.points = np.asarray(points, dtype=float)
        size, colors = style.sizes(), style.FEATURE_COLORS
        look = {"linestyle": "none", "markeredgewidth": 0, "alpha": 0.8, "zorder": 2}
        self.part("members", [
            ax.plot([], [], marker=marker, color=colors[j % len(colors)], **look)[0]
            for j, marker in enumerate(self.MARKERS)])
        self.plot("centres", **style.MARKS["truth"].points(
            markersize=1.9 * size.marker, markeredgecolor="white",
            markeredgewidth=0.6 * size.line, zorder=4))
        self.part("title", ax.set_title("clusters", y=1.0))
        ax.set(xlim=padded(self.points[:, 0]), ylim=padded(self.points[:, 1]),
               xlabel="x1", ylabel="x2")

    def update(self, fit) -> None:
        own, centres = np.asarray(fit.own), np.asarray(fit.centres, dtype=float)
        if len(centres) > len(self.MARKERS):
            raise ValueError(f"ClustersView: there is one marker for each cluster, so "
                             f"{len(self.MARKERS)} clusters at most: got {len(centres)}.")
        for j, line in enumerate(self.parts["members"]):
            line.set_data(*self.points[own == j].T)
        self.parts["centres"].set_data(*centres.T)
        self.parts["title"].set_text(plural(len(centres), "cluster"))

    def describe(self, fit) -> str:
        own, centres = np.asarray(fit.own), np.asarray(fit.centres, dtype=float)
        *others, least = sorted(np.bincount(own, minlength=len(centres)), reverse=True)
        listed = f"{', '.join(map(str, others))} and {least}" if others else f"{least}"
        away = np.linalg.norm(self.points - centres[own], axis=1).mean()
        return (f"{plural(len(centres), 'cluster')} of {listed} points; on average a point lies "
                f"{number(away)} from its centre.")

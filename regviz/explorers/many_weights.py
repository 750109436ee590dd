"""Does L1 make weights binary? The weights of many lasso fits, with the exact zeros counted."""

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.data.datasets import correlated
from regviz.explorers.base import explorer, within
from regviz.page.controls import lam_slider, toggle
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.solvers.lasso_batch import lasso_paths
from regviz.views.base import View, legend_above

BINS = 33
DECADES = 2.5


@explorer("Does L1 make the weights binary?", lesson="04")
def many_weights(problems=100, n=80, p=15, *, corr=0.5, sparsity=8, seed=0, lam=None):
    """The weights of a hundred lasso fits in one histogram, with the exact zeros counted.

    What you see: how many weights of all fits have which value: grey as least squares has them,
    orange as the lasso keeps them. The hatched spike has the exact zeros, as a share on the right
    axis. The dashed lines are the values of the true weights.
    What to drag: lam, to the right for more penalty. Tick "refit" to fit the kept features again,
    by least squares alone.
    What data: made up. Each of the `problems` has `n` rows and `p` features. Neighbouring features
    are correlated by `corr`. `sparsity` true weights are of one size, up or down, and the others
    are zero: these weights are as binary as can be. `seed` draws everything.

    lam is where it begins.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    fits = _Fits(within(problems, "problems", 5, 400, whole=True), n, p, corr, sparsity, seed)
    top = float(fits.paths.knots.max())
    lam = 0.06 * top if lam is None else within(lam, "lam", top * 10**-DECADES, 1.05 * top)

    def fit(lam, refit=False):
        coefs = fits.lasso(lam)
        shown = fits.refit(coefs) if refit else coefs
        return Fit(lam=lam, refit=refit, coefs=shown, error=fits.error(shown))

    fig, ax = style.canvas(1)
    size = np.abs(fits.truth).max()
    limit = 1.08 * max(np.abs(fits.ols).max(), size)
    view = ZerosView(ax, limit, fits.ols.size, fits.ols, np.unique(fits.truth))
    return Explorer(fig, [view], fit, stops=_stops(fits, top), lam=lam_slider(top, DECADES, lam),
                    refit=toggle("refit the kept features"))


class _Fits:
    """The lasso paths of many made-up problems, and least squares on what each of them keeps."""

    def __init__(self, problems, n, p, corr, sparsity, seed):
        p = within(p, "p", 2, 40, whole=True)
        n = within(n, "n", 2 * p, 1000, whole=True)
        corr = within(corr, "corr", -0.95, 0.95)
        sparsity = within(sparsity, "sparsity", 1, p - 1, whole=True)
        first = 1000 * within(seed, "seed", 0, 10**6, whole=True)
        made = [correlated(n, p, corr, sparsity, seed=first + k) for k in range(problems)]
        self.paths = lasso_paths([each.X for each in made], [each.y for each in made])
        self.truth = np.array([each.coef for each in made])
        X = np.array([each.X - each.X.mean(axis=0) for each in made])
        y = np.array([each.y - each.y.mean() for each in made])
        self._gram = X.transpose(0, 2, 1) @ X / n
        self._products = (X.transpose(0, 2, 1) @ y[..., None])[..., 0] / n
        self.ols = self.refit(np.ones_like(self.truth))

    def lasso(self, lam):
        """(problems, p) weights at lam."""
        return self.paths(lam)[0]

    def refit(self, coefs):
        """Least squares on the features that are not zero in coefs; the others stay at zero."""
        kept = coefs != 0
        both = kept[:, :, None] & kept[:, None, :]
        gram = np.where(both, self._gram, 0.0) + np.eye(kept.shape[1]) * ~kept[:, :, None]
        return np.linalg.solve(gram, np.where(kept, self._products, 0.0)[..., None])[..., 0]

    def error(self, coefs):
        """Mean squared distance of the weights from the true ones."""
        return ((coefs - self.truth) ** 2).mean()


def _stops(fits, top):
    """From hardly any penalty to a strong one, and what refitting the kept features does."""
    low, middle, high = 1.05 * top * 10**-DECADES, 0.06 * top, 0.5 * top
    none = int((fits.truth == 0).sum())
    found = [fits.lasso(lam) for lam in (low, middle, high)]
    few, some, most = (int((coefs == 0).sum()) for coefs in found)
    total = fits.truth.size
    stops = [Stop(f"{few:,}. So little penalty makes few exact zeros: true zeros get small weights "
                  "instead.", lam=low, ask=f"{none:,} of {total:,} true weights are zero. How many "
                  "zeros does the lasso find with hardly any penalty?",
                  true=lambda fit: (fit.coefs == 0).sum() == few < none / 2)]
    stops += _refits(fits, low, "No. It also fits the noise features that are left", down=False)
    stops += [Stop(f"{total - some:,} weights are kept, with {total - some:,} different values. "
                   "Only the choice between in and out is binary.", lam=middle,
                   ask=f"The true weights have {np.unique(fits.truth).size} different values. How "
                   "many have the kept weights?",
                   true=lambda fit: np.unique(fit.coefs[fit.coefs != 0]).size == total - some)]
    stops += _refits(fits, middle, "Yes. The hills move back to the true weights", down=True)
    left = int(((found[2] != 0) & (fits.truth != 0)).sum())
    stops += [Stop(f"{left:,} of {total - none:,}. A strong penalty has thrown out most of the "
                   "true features with the noise.", lam=high,
                   ask="How many of the features that matter are left under a strong penalty?",
                   true=lambda fit: left == ((fit.coefs != 0) & (fits.truth != 0)).sum()
                   < (total - none) / 2 and (fit.coefs == 0).sum() == most)]
    return [stop for stop in stops if _holds(stop, fits)]


def _refits(fits, lam, answer, down):
    """What refitting does to the distance from the truth; nothing where it is the other way."""
    coefs = fits.lasso(lam)
    before, after = fits.error(coefs), fits.error(fits.refit(coefs))
    verb = "falls" if down else "rises"
    return [Stop(f"{answer}: the mean squared error {verb} from {number(before)} to "
                 f"{number(after)}.", lam=lam, refit=True,
                 ask="Fit the kept features again by least squares. Do the weights come closer to "
                     "the truth?",
                 true=lambda fit: (fit.error < fits.error(fits.lasso(fit.lam))) == down)]


def _holds(stop, fits):
    """Whether what a stop says holds for these problems."""
    lam, refit = stop.values["lam"], stop.values.get("refit", False)
    coefs = fits.lasso(lam)
    shown = fits.refit(coefs) if refit else coefs
    return bool(stop.true(Fit(lam=lam, coefs=shown, error=fits.error(shown))))


class ZerosView(View):
    """A histogram of the lasso's weights, and one spike for those that are exactly zero.

    The bars count weights (left axis); the hatched spike is read on the right axis, as a share of
    all `total` weights. `limit` bounds the weights. `least_squares`, the weights that least squares
    gives the same problems, stay as an outline; `truth` lists the values of the true weights. Reads
    `fit.coefs`, any shape; what lies beyond `limit` counts in the last bar. Where `fit.refit` is
    there and true, the words say that these are weights of a refit.
    """

    @style.styled
    def __init__(self, ax, limit, total, least_squares, truth):
        self.ax, self._ols, self._top = ax, np.ravel(least_squares), total / 10
        self._edges = np.linspace(-limit, limit, BINS + 1)
        size, lasso = style.sizes(), style.MARKS["lasso"]
        for k, value in enumerate(truth):
            ax.axvline(value, **style.MARKS["truth"].line(linewidth=0.6 * size.line), zorder=1,
                       label="true weights" if k == 0 else "_")
        ax.plot(*self._outline(self._ols).T, label="least squares", zorder=2.5,
                **style.MARKS["ols"].line(linestyle="-", linewidth=0.8 * size.line))
        self.part("shape", ax.fill([0.0], [0.0], color=lasso.color, alpha=0.75, linewidth=0,
                                   zorder=2, label=lasso.label)[0])
        width = 0.6 * (self._edges[1] - self._edges[0])
        self.part("spike", ax.bar([0], [0], width=width, color="white", edgecolor=style.NOW,
                                  linewidth=0.7 * size.line, hatch="///", label="exactly 0",
                                  zorder=4)[0])
        ax.set(xlim=(-limit, limit), ylim=(0, self._top), xlabel="weight",
               ylabel="how many weights")
        in_percent = (lambda count: 100 * count / self._top, lambda share: share * self._top / 100)
        ax.secondary_yaxis("right", functions=in_percent).set_ylabel("share exactly 0, in %")
        self.part("title", legend_above(ax, "weights"))

    def _outline(self, coefs):
        """(m, 2): the histogram of what is not zero as a line of steps."""
        inside = np.clip(coefs[coefs != 0], self._edges[0], self._edges[-1])
        counts, _ = np.histogram(inside, self._edges)
        return np.column_stack([np.repeat(self._edges, 2), np.r_[0, np.repeat(counts, 2), 0]])

    def update(self, fit) -> None:
        coefs = np.ravel(fit.coefs)
        zeros = int(np.sum(coefs == 0))
        self.parts["shape"].set_xy(self._outline(coefs))
        self.parts["spike"].set_height(zeros / coefs.size * self._top)
        self.parts["title"].set_text(
            f"{'refit: ' * _refit(fit)}{zeros:,} of {coefs.size:,} weights are exactly 0")

    def describe(self, fit) -> str:
        coefs = np.ravel(fit.coefs)
        kept = coefs != 0
        words = "After the refit " * _refit(fit)
        words += f"{coefs.size - kept.sum():,} of {coefs.size:,} weights are exactly zero"
        if not kept.any():
            return f"{words}: nothing is kept."
        different = np.unique(coefs[kept]).size
        share = 100 * np.abs(coefs[kept]).sum() / np.abs(self._ols[kept]).sum()
        return (f"{words}; the other {kept.sum():,} take {different:,} different values, from "
                f"{number(coefs.min())} to {number(coefs.max())}. Added up, the kept ones have "
                f"{number(share)} % of the size that least squares gives them.")


def _refit(fit):
    """Whether a fit says that its weights were fitted again."""
    return bool(getattr(fit, "refit", False))

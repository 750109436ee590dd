"""What does the lasso find where nothing can be found? The target, shuffled forty times."""

import numpy as np

from regviz import style
from regviz.core.formatting import number, plural
from regviz.core.validation import demand
from regviz.data.given import as_problem
from regviz.explorers.base import explorer, held_out, lam_grid
from regviz.page.controls import choice, slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.selection.cross_validation import cross_validate
from regviz.solvers.lasso import LassoPath
from regviz.views.bars import BarsView
from regviz.views.base import View, padded, segments
from regviz.views.curves import CurvesView

SHUFFLES = 40
RULES = {"lam_min": "lowest error", "lam_1se": "1-SE"}


@explorer("What does the lasso find in a target that was shuffled?", lesson="14")
def shuffled_target(data="diabetes", y=None, *, target=None, seed=0, shuffle=0, rule="lam_min"):
    """The lasso on forty shuffled targets, with lambda chosen by cross-validation each time.

    What you see: the coefficients at the chosen lambda, on the axis of the real target, and the
    number of features that are kept for each of the forty shuffles. One more panel: the
    cross-validated error of the present target, with the chosen lambda.
    What to drag: shuffle; 0 is the target as it is. The buttons change the rule that chooses
    lambda: the lowest cross-validated error, or one standard error above it.
    What data: see `regviz.data.given.as_problem`; a quarter of the rows is left out, as in
    `own_data`, and columns are standardized.

    seed is that of the shuffles. shuffle and rule ("lam_min" or "lam_1se") are where it begins.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    demand(rule in RULES, "rule must be 'lam_min' or 'lam_1se': got {!r}", rule)
    demand(shuffle in range(SHUFFLES + 1), "shuffle must be a whole number from 0 to {}: got {!r}",
           SHUFFLES, shuffle)
    train, _ = held_out(as_problem(data, y, target))
    rng = np.random.default_rng(seed)
    targets = [train.y, *(rng.permutation(train.y) for _ in range(SHUFFLES))]
    paths = [LassoPath(train.X, y) for y in targets]
    lams = lam_grid(paths[0].lam_max or 1.0)
    folds = min(10, len(train))
    curves = [cross_validate(train.X, y, k=folds, lams=lams, standardize=True) for y in targets]
    chosen = {rule: np.array([getattr(curve, rule) for curve in curves]) for rule in RULES}
    counts = {rule: np.array([np.count_nonzero(path(lam))
                              for path, lam in zip(paths, chosen[rule], strict=True)])
              for rule in RULES}

    def fit(shuffle, rule):
        curve, lam = curves[shuffle], float(chosen[rule][shuffle])
        coef = paths[shuffle](lam)
        return Fit(shuffle=shuffle, rule=RULES[rule], lam=lam, coef=coef,
                   df=int(counts[rule][shuffle]), counts=counts[rule], cv_error=curve.mean,
                   cv_band=(curve.mean - curve.se, curve.mean + curve.se))

    fig, (bars, found, errors) = style.canvas(3)
    means = np.array([curve.mean for curve in curves])
    views = [
        BarsView(bars, train.names, limit=np.abs(paths[0](lams)).max() or 1.0, title="kept"),
        CountsView(found, train.n_features),
        CurvesView(errors, "lam", lams, {"cv_error": "test"},
                   ylim=padded(np.append(means, means[:, -1] * 1.1)), log_x=True, band="cv_band",
                   labels={"cv_error": f"mean of {folds} folds"}, ylabel="held-out error",
                   noun="cross-validated error",
                   title=f"cross-validation: mean of {folds} folds ± 1 SE"),
    ]
    rules = choice([(label, name) for name, label in RULES.items()], rule)
    return Explorer(fig, views, fit, first=2, stops=_stops(counts, train.n_features),
                    shuffle=slider(0, SHUFFLES, value=shuffle), rule=rules)


def _stops(counts, size):
    """The real target, the shuffle in which most is found, by both rules, and the count of all."""
    lowest, simple = counts["lam_min"], counts["lam_1se"]
    most = 1 + int(lowest[1:].argmax())
    found = {rule: np.count_nonzero(kept[1:]) for rule, kept in counts.items()}
    typical = 1 + int(np.argsort(lowest[1:], kind="stable")[SHUFFLES // 2])
    return [
        Stop(f"The lowest error keeps {lowest[0]} of {plural(size, 'feature')} for the real "
             "target.", shuffle=0, rule="lam_min",
             ask="Shuffle 0 is the real target. How many features does the lowest error keep?",
             true=lambda fit: np.count_nonzero(fit.coef) == lowest[0]),
        Stop(f"It keeps {lowest[most]} of {plural(size, 'feature')}. Only chance connects them "
             "with this target.", shuffle=most, rule="lam_min",
             ask="Now the target is shuffled. How many features does the lowest error keep?",
             true=lambda fit: fit.shuffle > 0 and np.count_nonzero(fit.coef) == fit.counts[1:].max()
             == lowest[most]),
        Stop(f"The one-standard-error rule keeps {simple[most]} for the same shuffled target.",
             shuffle=most, rule="lam_1se",
             ask="It is the same shuffled target. How many features does the stricter rule keep?",
             true=lambda fit: np.count_nonzero(fit.coef) == simple[most]),
        Stop(f"The lowest error keeps something in {found['lam_min']} of {SHUFFLES} shuffles, the "
             f"one-standard-error rule in {found['lam_1se']}.", shuffle=typical, rule="lam_min",
             ask="In how many of forty shuffles does each rule keep at least one feature?",
             true=lambda fit: (fit.counts[1:] > 0).sum() == found["lam_min"]
             and (simple[1:] > 0).sum() == found["lam_1se"]),
    ]


class CountsView(View):
    """How many features are kept for the real target and for each shuffled one.

    Reads `fit.counts` (1 + shuffles,), the real target first, `fit.shuffle`, the present one, and
    `fit.rule`, the name of the rule. `size` is the number of features.
    """

    @style.styled
    def __init__(self, ax, size):
        self.ax = ax
        self._size = size
        places = np.arange(SHUFFLES + 1)
        self._places = places
        sizes, real = style.sizes(), style.MARKS["truth"]
        ax.set(xlim=(-1.5, SHUFFLES + 1), ylim=(-0.04 * size, 1.06 * size),
               xlabel="shuffle (0 is the real target)", ylabel="features kept")
        ax.yaxis.get_major_locator().set_params(integer=True)
        self.plot("stems", color=style.FAINT, linewidth=1.2 * sizes.line, zorder=2)
        shuffled = style.MARKS["lasso"].points(markersize=0.8 * sizes.marker, zorder=3)
        self.plot("shuffled", **shuffled)
        self.plot("real", **real.points(markersize=1.7 * sizes.marker, zorder=4))
        self.plot("here", linestyle="none", marker="o", color=style.NOW, markerfacecolor="none",
                  markersize=2 * sizes.marker, markeredgewidth=0.8 * sizes.line, zorder=5)
        self.part("title", ax.set_title("kept", y=1.0))

    def update(self, fit) -> None:
        counts = np.asarray(fit.counts)
        self.parts["stems"].set_data(segments(self._places, self._places),
                                     segments(0 * counts, counts))
        self.parts["shuffled"].set_data(self._places[1:], counts[1:])
        self.parts["real"].set_data([0], counts[:1])
        self.parts["here"].set_data([fit.shuffle], [counts[fit.shuffle]])
        some = np.count_nonzero(counts[1:])
        self.parts["title"].set_text(f"{fit.rule}: something kept in {some} of {SHUFFLES}")

    def describe(self, fit) -> str:
        counts = np.asarray(fit.counts)
        which = f"shuffle {fit.shuffle}" if fit.shuffle else "the real target"
        return (f"The rule “{fit.rule}” keeps {number(counts[fit.shuffle])} of "
                f"{plural(self._size, 'feature')} for {which}. In {np.count_nonzero(counts[1:])} "
                f"of {SHUFFLES} shuffles it keeps at least one, at most {counts[1:].max()}.")

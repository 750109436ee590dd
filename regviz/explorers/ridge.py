"""What does ridge do to the coefficients? It keeps a share of each along a singular direction."""

import numpy as np

from regviz import style
from regviz.core.formatting import number, plural
from regviz.data.given import as_problem
from regviz.explorers.base import explorer, held_out, lam_grid, mean_squared_error
from regviz.explorers.formula import Formula, YoursView
from regviz.page.controls import lam_slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.solvers.optimality import objective
from regviz.solvers.penalties import Penalty
from regviz.solvers.ridge import RidgePath
from regviz.views.bars import BarsView
from regviz.views.base import View, cursor, plain_ticks, segments
from regviz.views.coefficient_paths import PathView
from regviz.views.curves import ErrorView

DECADES = 8


@explorer("What does ridge do to the coefficients?", lesson="03")
def ridge(data="diabetes", y=None, *, target=None, solve=None, lam=0.01):
    """Ridge at every lambda: the shares kept along the singular directions, and the coefficients.

    What you see: one dot for each singular direction of the features. Its height is the share of
    the least-squares coefficient that ridge keeps along it, d²/(d² + n·lam). Beside it the path of
    the coefficients. More panels: the coefficients as bars, and the error on fitted and held-out
    rows.
    What to drag: lam, to the right for more penalty.
    What data: see `regviz.data.given.as_problem`; columns are standardized on the fitted rows.

    solve: your own formula, `solve(X, y, lam)` -> one coefficient per column. It gets centred
    columns and y without its mean. Hollow squares show your coefficients, and the words say how
    far they are from the exact ones. lam is where the explorer begins.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    train, test = held_out(as_problem(data, y, target))
    path = RidgePath(train.X, train.y)
    strengths = np.zeros(train.n_features)
    strengths[:path.singular_values.size] = path.singular_values**2 / len(train)
    top = path.singular_values[0] ** 2 / len(train) * 1e4
    lams = lam_grid(top, DECADES, 161)
    formula = Formula("solve", solve, "one coefficient per column of X")
    centred_y = train.y - train.y.mean()

    def fit(lam):
        coef = path(lam)
        state = {"lam": lam, "coef": coef, "df": path.df(lam),
                 "train_error": mean_squared_error(path, train, lam),
                 "test_error": mean_squared_error(path, test, lam)}
        if formula:
            penalty = Penalty(lam, l1_ratio=0.0)
            state["yours"] = formula(
                train.X, centred_y, lam, exact=coef, of=train.names,
                cost=lambda w: objective(train.X, centred_y, w, penalty))
        return Fit(**state)

    fig, (shares, curves, bars, errors) = style.canvas(4)
    views = [
        ShrinkageView(shares, strengths, lambda strength, lam: strength / (strength + lam)),
        PathView(curves, path, lams, train.names, "ridge"),
        BarsView(bars, train.names, limit=np.abs(path(lams)).max() or 1.0),
        ErrorView(errors, lams, mean_squared_error(path, train, lams),
                  mean_squared_error(path, test, lams)),
    ]
    if formula:
        views[2:2] = [YoursView(curves, lambda fit, coef: (np.full(coef.size, fit.lam), coef))]
    return Explorer(fig, views, fit, first=2, stops=_stops(strengths, lams),
                    lam=lam_slider(top, DECADES, min(max(lam, lams[0]), top)))


def _stops(strengths, lams):
    """From next to no penalty to far too much, through the weakest and the middle direction."""
    known = strengths[strengths > 0]
    weakest, middle = float(known.min()), float(np.median(known))
    size, below = known.size, int((known < middle).sum())
    return [
        Stop(f"Nearly all: lam is tiny, and the shares of the {size} directions add up to almost "
             f"{size}. These are the coefficients of least squares.", lam=float(lams[0]),
             ask="How much of the least-squares coefficients does ridge keep here?",
             true=lambda fit: fit.df > 0.99 * size),
        Stop(f"It shrinks first where the rows differ least. There d²/n is {number(weakest)}: at "
             "this lam ridge keeps one half along this direction and more along the others.",
             lam=weakest,
             ask="Along which direction does ridge shrink first?",
             true=lambda fit: np.isclose(weakest / (weakest + fit.lam), 0.5)),
        Stop(f"{below} of {size}, those with a d²/n below lam. All shares add up to "
             f"{number((strengths / (strengths + middle)).sum())} degrees of freedom.", lam=middle,
             ask="Along how many directions does ridge keep less than one half?",
             true=lambda fit: (known < fit.lam).sum() == below
             and np.isclose(fit.df, (strengths / (strengths + fit.lam)).sum())),
        Stop("Very little is left: every coefficient is tiny, but none is exactly zero. The model "
             "predicts nearly the mean for every row.", lam=float(lams[-1]),
             ask="What is left of the model, and is any coefficient exactly zero?",
             true=lambda fit: fit.df < 0.01 * size and np.all(fit.coef != 0)),
    ]


class ShrinkageView(View):
    """The share that ridge keeps along each singular direction, d²/(d² + n·lam), on its curve.

    `strengths` are d²/n of the directions, those that are 0 included; `kept(strengths, lam)` is the
    notebook's formula. Reads `fit.lam` and `fit.df`.
    """

    @style.styled
    def __init__(self, ax, strengths, kept):
        strengths = np.asarray(strengths, dtype=float)
        self.ax, self._kept, self._size = ax, kept, strengths.size
        self.strengths = strengths[strengths > 0]
        size, ridge = style.sizes(), style.MARKS["ridge"]
        ax.set_xscale("log")
        ax.set(xlim=(self.strengths.min() / 6, self.strengths.max() * 6), ylim=(-0.04, 1.09),
               xlabel="d²/n of the direction (log scale)", ylabel="share kept, d²/(d² + n·lam)")
        plain_ticks(ax.xaxis)
        ax.axhline(0.5, color=style.FAINT, linewidth=0.6 * size.line, zorder=1)
        self._grid = np.geomspace(*ax.get_xlim(), 90)
        self.part("cursor", cursor(ax))
        self.plot("stems", color=style.FAINT, linewidth=0.8 * size.line, zorder=2)
        self.plot("curve", **ridge.line(), zorder=3)
        self.plot("dots", **ridge.points(markersize=1.1 * size.marker), zorder=4)
        paper = {"facecolor": "white", "edgecolor": "none", "pad": 1.5, "alpha": 0.85}
        self.part("readout", ax.text(0, 1.0, "", transform=ax.get_xaxis_transform(), va="top",
                                     zorder=6, bbox=paper))
        self.part("title", ax.set_title("directions", y=1.0))

    def update(self, fit) -> None:
        d, shares = self.strengths, self._kept(self.strengths, fit.lam)
        self.parts["stems"].set_data(segments(d, d), segments(0 * d, shares))
        self.parts["curve"].set_data(self._grid, self._kept(self._grid, fit.lam))
        self.parts["dots"].set_data(d, shares)
        low, high = self.ax.get_xlim()
        inside = np.clip(fit.lam, low, high)
        self.parts["cursor"].set_xdata([inside, inside])
        self.parts["cursor"].set_alpha(1.0 if inside == fit.lam else 0.0)
        side = "right" if inside**2 > low * high else "left"  # of the middle of the log axis
        self.parts["readout"].set(x=inside, ha=side, text=f" lam = {number(fit.lam)} ")
        self.parts["title"].set_text(f"directions: df = {number(fit.df)} of {self._size}")

    def describe(self, fit) -> str:
        shares = np.asarray(self._kept(self.strengths, fit.lam))
        weakest, strongest = number(100 * shares.min()), number(100 * shares.max())
        words = (f"With lam = {number(fit.lam)} ridge keeps more than half of "
                 f"{(shares > 0.5).sum()} of {self._size} directions, those with d²/n above lam; "
                 f"of the weakest it keeps {weakest} %, of the strongest {strongest} %. All shares "
                 f"add up to df = {number(fit.df)}.")
        lost = self._size - self.strengths.size
        return f"{words} {plural(lost, 'direction')} without any data: kept 0." if lost else words

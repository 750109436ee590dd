"""Rows of values: the coefficients of one fit as bars, many weights as stems."""

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import View, plain_text, short, zero_line
from regviz.views.curves import legend_above


class RowsView(View):
    """One row for each name, from the top down, with values along the horizontal axis.

    The base of views that show a number for each feature. A constructor calls `draw_rows` first and
    then makes what moves; row j lies at the height `self.rows[j]`:

        self.draw_rows(ax, names, xlim=(-2, 2), xlabel="coefficient", guides=True)
        self.marks("lasso", style.MARKS["lasso"], zorder=4)

    and `update(fit)` moves the marks, filled where a value is not zero and hollow where it is:

        self.move_marks("lasso", fit.coef, self.rows, zero=fit.coef == 0)

    The two artists are `parts["lasso"]["kept"]` and `parts["lasso"]["zero"]`.
    """

    MANY = 20  # names that fit beside the rows; of more rows only the number is written

    def draw_rows(self, ax, names, xlim, xlabel, guides=False, zero=True) -> None:
        """The frame: names (long ones shortened) at the left, faint `guides` through the rows, a line
        at `zero`. Sets `self.ax`, `self.names` (whole) and `self.rows`, the heights 0, 1, ..."""
        self.ax, self.names = ax, tuple(names)
        self.rows = np.arange(len(self.names))
        for row in self.rows if guides else ():
            ax.axhline(row, color=style.FAINT, linewidth=0.6, zorder=0)
        if zero:
            zero_line(ax, x=0)
        named = self.rows.size <= self.MANY
        ax.set_yticks(self.rows, [short(name) if named else "" for name in self.names])
        plain_text(*ax.get_yticklabels(), ax.xaxis.label)
        ax.tick_params(axis="y", length=0)
        ax.set(xlim=xlim, ylim=(self.rows.size - 0.4, -0.6), xlabel=xlabel,
               ylabel="" if named else f"{self.rows.size} features")

    def marks(self, name, mark, filled=None, hollow=None, **look) -> dict:
        """A part of two artists, `kept` and `zero`, in the look of a `style.Mark`; `filled` and
        `hollow` hold keywords for one of them, `look` keywords for both."""
        label = {"label": mark.label}
        hollow = {"markerfacecolor": "white"} | (hollow or {})
        return self.part(name, {
            "kept": self.ax.plot([], [], **mark.points(**label, **look | (filled or {})))[0],
            "zero": self.ax.plot([], [], **mark.points(**look | hollow))[0]})

    def move_marks(self, name, x, y, zero) -> None:
        """Put the marks at (x, y): hollow ones where `zero` is true, filled ones elsewhere."""
        x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        for kind, members in (("kept", ~zero), ("zero", zero)):
            self.parts[name][kind].set_data(x[members], y[members])


class BarsView(RowsView):
    """The coefficients at `fit.lam` as bars, exact zeros as hollow circles, with `fit.df` above them.

    `limit` is the largest absolute coefficient to be shown: the axis does not move.
    """

    @style.styled
    def __init__(self, ax, names, limit, title="coefficients", xlabel="coefficient"):
        self.draw_rows(ax, names, (-1.06 * limit, 1.06 * limit), xlabel)
        self._title = title
        colors = [style.feature_line(j)["color"] for j in self.rows]
        bars = ax.barh(self.rows, 0 * self.rows, height=0.62, zorder=3, color=colors)
        self.part("bars", list(bars))
        self.plot("zeros", linestyle="none", marker="o", color="#333333", markerfacecolor="white",
                  markersize=0.8 * style.sizes().marker, zorder=4)
        self.part("title", plain_text(ax.set_title(title, y=1.0)))

    def update(self, fit) -> None:
        coef = np.asarray(fit.coef, dtype=float)
        for bar, value in zip(self.parts["bars"], coef, strict=True):
            bar.set_width(value)
        zeros = self.rows[coef == 0]
        self.parts["zeros"].set_data(0 * zeros, zeros)
        self.parts["title"].set_text(
            f"{self._title}: df = {number(fit.df)}, exact zeros: {zeros.size} ○")

    def describe(self, fit) -> str:
        zero = [self.names[j] for j in np.flatnonzero(np.asarray(fit.coef) == 0)]
        words = f"The fit spends {number(fit.df)} degree{'' if number(fit.df) == '1' else 's'} of freedom"
        if not zero:
            return f"{words}; no coefficient is exactly zero."
        some = "all of them" if len(zero) == len(self.names) else f"{len(zero)} of them"
        listed = ", ".join(zero) if len(zero) <= 8 else some
        return f"{words}; exactly zero: {listed}."


class WeightsView(View):
    """All weights of one fit or several, feature by feature; exact zeros are small and hollow.

    Reads `fit.weights`, which maps names to arrays (p,): "truth" is drawn as bars, the others, `methods`, as marks,
    beside each other where there is room; those that are no meaning of `style.MARKS` share one look. `part` names
    the attribute of the fit that holds it.
    """

    @style.styled
    def __init__(self, ax, p, methods, limit, part=None, xlabel="feature", title="weights"):
        size, self.ax, self._methods, self._part = style.sizes(), ax, tuple(methods), part
        self._at = np.arange(1, p + 1)
        ax.axhline(0, color="#777777", linewidth=0.8, zorder=1)
        self._truth, = ax.plot([], [], color=style.NOW, linewidth=0.9 * size.line, alpha=0.55, label="truth", zorder=2)
        scale, apart = (0.85, 0.4) if p <= 60 else (0.6, 0.0)
        self._aside = apart * (np.arange(len(self._methods)) - (len(self._methods) - 1) / 2)
        self._lines = {}
        for method in self._methods:
            mark = style.MARKS.get(method) or style.Mark("#332288", "o", "-", method)
            self._lines[method] = (
                ax.plot([], [], **mark.points(label=mark.label, markersize=scale * size.marker, zorder=4))[0],
                ax.plot([], [], **mark.points(markersize=0.5 * size.marker, markerfacecolor="white", zorder=3,
                                              markeredgewidth=0.3 * size.line))[0])
        ax.set(xlim=(0, p + 1), ylim=(-limit, limit), xlabel=xlabel, ylabel="weight")
        self._title = ax.set_title(title, y=1.0, pad=2.2 * size.text)
        self._name = title
        legend_above(ax)
        self.artists = (self._truth, *(line for pair in self._lines.values() for line in pair), self._title)

    def _state(self, fit):
        return getattr(fit, self._part) if self._part else fit

    def update(self, fit) -> None:
        weights, limit = self._state(fit).weights, self.ax.get_ylim()[1]
        bars = np.column_stack([np.zeros(self._at.size), weights["truth"], np.full(self._at.size, np.nan)])
        bars[np.asarray(weights["truth"]) == 0] = np.nan
        self._truth.set_data(np.repeat(self._at, 3), bars.ravel())
        for aside, (method, lines) in zip(self._aside, self._lines.items(), strict=True):
            w = np.asarray(weights[method], dtype=float)
            for line, members in zip(lines, (w != 0, w == 0), strict=True):
                line.set_data(self._at[members] + aside, np.clip(w[members], -limit, limit))
        self._title.set_text(f"{self._name}: {', '.join(self._told(weights))}")

    def _told(self, weights):
        """'lasso 7', one a method: how many weights are not zero."""
        return [f"{self._lines[m][0].get_label()} {np.count_nonzero(weights[m])}" for m in self._methods]

    def describe(self, fit) -> str:
        weights = self._state(fit).weights
        truth = np.asarray(weights["truth"])
        miss = [f"{self._lines[m][0].get_label()} {number(((weights[m] - truth) ** 2).sum())}" for m in self._methods]
        return (f"Weights that are not zero: truth {np.count_nonzero(truth)}, {', '.join(self._told(weights))}. "
                f"Squared distance from the true weights: {', '.join(miss)}.")

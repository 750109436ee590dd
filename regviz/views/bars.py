"""Rows of values: the coefficients of one fit as bars, the effects of several fits as marks."""

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import (
    View,
    label_axes,
    legend_above,
    plain_text,
    segments,
    zero_line,
)
from regviz.views.names import drawn
from regviz.views.reading import read, read_of


class MarksView(View):
    """The base of views that mark values and show which of them are exactly zero.

    `marks(name, ...)` makes a part of two artists, `parts[name]["kept"]` and `parts[name]["zero"]`;
    `move_marks` shares the points out between them.
    """

    def marks(self, name, mark, filled=None, hollow=None, **look) -> dict:
        """Filled and hollow marks in the look of a `style.Mark`. `filled` and `hollow` hold
        keywords of `Axes.plot` for one of them, `look` for both."""
        filled = look | {"label": mark.label} | (filled or {})
        hollow = look | {"markerfacecolor": "white"} | (hollow or {})
        looks = {"kept": mark.points(**filled), "zero": mark.points(**hollow)}
        return self.plots(name, looks)

    def move_marks(self, name, x, y, zero) -> None:
        """Put the marks at (x, y): hollow ones where `zero` is true, filled ones elsewhere."""
        x = np.asarray(x, dtype=float)
        y = np.asarray(y, dtype=float)
        for kind, members in (("kept", ~zero), ("zero", zero)):
            self.parts[name][kind].set_data(x[members], y[members])


class RowsView(MarksView):
    """One row for each name, from the top down, with values along the horizontal axis.

    The base of views that show a number for each feature. A constructor calls `draw_rows` first and
    then makes what moves; row j lies at the height `self.rows[j]`:

        self.draw_rows(ax, names, xlim=(-2, 2), xlabel="coefficient", guides=True)
        self.marks("lasso", style.MARKS["lasso"], zorder=4)

    and `update(fit)` moves the marks, filled where a value is not zero and hollow where it is:

        self.move_marks("lasso", fit.coef, self.rows, zero=fit.coef == 0)
    """

    MANY = 20  # names that fit beside the rows; of more rows only the number is written
    CROWD = 60  # rows that can be told apart; of more than that `crowd` leaves the first MANY

    def crowd(self, ax, names) -> None:
        """Sets `whole`, all names; `drawn`, as a picture has room for; `crowded`, whether they are
        more than CROWD; and `slots`, the rows to draw: the names, or empty ones that change."""
        self.whole = tuple(names)
        self.drawn = drawn(ax, self.whole)
        self.crowded = len(self.whole) > self.CROWD
        self.slots = ("",) * self.MANY if self.crowded else self.whole

    def write_beside(self, fontsize, x=0.0, **look) -> list:
        """The part `names`: an empty text a row, at `x`; below them how many rows are missing."""
        label_axes(self.ax, ylabel=f"the {self.MANY} largest, and "
                                   f"{len(self.whole) - self.MANY} more")
        texts = [self.ax.text(x, row, "", va="center", fontsize=fontsize, zorder=5, **look)
                 for row in self.rows]
        plain_text(*texts)
        return self.part("names", texts)

    def draw_rows(self, ax, names, xlim, xlabel, guides=False, zero=True) -> None:
        """The frame: names (long ones shortened) at the left, faint `guides` through the rows, a
        line at `zero`. Sets `self.ax`, `self.names` (whole) and `self.rows`, heights 0, 1, ..."""
        self.ax = ax
        self.names = tuple(names)
        self.rows = np.arange(len(self.names))
        for row in self.rows if guides else ():
            ax.axhline(row, color=style.FAINT, linewidth=0.6, zorder=0)
        if zero:
            zero_line(ax, x=0)
        named = self.rows.size <= self.MANY
        texts = drawn(ax, self.names) if named and any(self.names) else [""] * self.rows.size
        ax.set_yticks(self.rows, texts)
        plain_text(*ax.get_yticklabels())
        ax.tick_params(axis="y", length=0)
        size = style.sizes()
        row = 0.75 * size.panel[1] / max(self.rows.size, 1)  # the height of a row, about
        if named and row < size.text:
            ax.tick_params(axis="y", labelsize=0.9 * row)
        ax.set(xlim=xlim, ylim=(self.rows.size - 0.4, -0.6))
        label_axes(ax, xlabel=xlabel, ylabel="" if named else f"{self.rows.size} features")


class BarsView(RowsView):
    """The coefficients at `fit.lam` as bars, exact zeros as hollow circles, with `fit.df` above.

    `limit` is the largest absolute coefficient to be shown: the axis does not move. Of more than
    60 features the 20 largest are drawn, largest first, each with its name.
    """

    @style.styled
    def __init__(self, ax, names, limit, title="coefficients", xlabel="coefficient"):
        self.crowd(ax, names)
        self.draw_rows(ax, self.slots, (-1.06 * limit, 1.06 * limit), xlabel)
        self._title = title
        colors = [style.feature_line(j)["color"] for j in self.rows]
        bars = ax.barh(self.rows, 0 * self.rows, height=0.62, color=colors, zorder=3)
        self.part("bars", list(bars))
        if self.crowded:
            self.write_beside(0.85 * style.sizes().text)
        size = style.sizes()
        row = 0.75 * size.panel[1] / max(self.rows.size, 1)  # the height of a row, about
        circle = min(0.8 * size.marker, max(row, 2.0))
        self.plot("zeros", linestyle="none", marker="o", color="#333333", markerfacecolor="white",
                  markersize=circle, markeredgewidth=min(1.0, circle / 4), zorder=4)
        self.part("title", plain_text(ax.set_title(title, y=1.0)))

    def update(self, fit) -> None:
        coef = read(fit, "coef", (len(self.whole),))
        spent = read(fit, "df")
        zeros = np.flatnonzero(coef == 0)
        if self.crowded:
            self._draw_largest(coef)
        else:
            for bar, value in zip(self.parts["bars"], coef, strict=True):
                bar.set_width(value)
            self.parts["zeros"].set_data(0 * zeros, zeros)
        self.parts["title"].set_text(
            f"{self._title}: df = {number(spent)}, exact zeros: {zeros.size} ○")

    def _draw_largest(self, coef) -> None:
        """The largest coefficients as bars, each name on the other side of zero."""
        order = np.argsort(-np.abs(coef), kind="stable")[:self.rows.size]
        for bar, text, j in zip(self.parts["bars"], self.parts["names"], order, strict=True):
            bar.set(width=coef[j], color=style.feature_line(j)["color"])
            text.set(text=f" {self.drawn[j]} " if coef[j] else "",
                     ha="right" if coef[j] > 0 else "left")

    def describe(self, fit) -> str:
        zero = [self.whole[j] for j in np.flatnonzero(np.asarray(fit.coef) == 0)]
        degrees = "degree" if number(fit.df) == "1" else "degrees"
        words = f"The fit spends {number(fit.df)} {degrees} of freedom"
        if not zero:
            return f"{words}; no coefficient is exactly zero."
        listed = ", ".join(zero)
        if len(zero) > 8:
            listed = "all of them" if len(zero) == len(self.whole) else f"{len(zero)} of them"
        return f"{words}; exactly zero: {listed}."


class EffectsView(RowsView):
    """Several methods' effects, one row a feature, one mark a method; exact zeros are hollow.

    `fit.effects` maps names of `style.MARKS` to arrays (n_features,); `limit` bounds the axis.
    """

    MANY = 40

    @style.styled
    def __init__(self, ax, names, methods, limit, xlabel="effect of one standard deviation",
                 title="effects"):
        self.draw_rows(ax, names, (-1.06 * limit, 1.06 * limit), xlabel, guides=True)
        label_axes(ax, title=title)
        size = style.sizes()
        filled = {"zorder": 4, "markeredgecolor": "white", "markeredgewidth": 0.5}
        hollow = {"zorder": 3, "markeredgewidth": 0.5 * size.line, "markersize": 0.8 * size.marker}
        self._heights = {}
        for k, method in enumerate(methods):
            self._heights[method] = self.rows + 0.24 * (k - (len(methods) - 1) / 2)
            mark = style.MARKS[method]
            scale = 1.8 if mark.marker == "*" else 1.0
            self.marks(method, mark, filled | {"markersize": scale * size.marker}, hollow)
        ax.legend(loc="lower right", bbox_to_anchor=(1, 1.0), ncols=len(methods), borderpad=0.2,
                  handletextpad=0.1)

    def update(self, fit) -> None:
        for method, heights in self._heights.items():
            effects = read_of(fit, "effects", method, heights.shape)
            self.move_marks(method, effects, heights, zero=effects == 0)

    def describe(self, fit) -> str:
        largest = []
        zeros = []
        for method in self._heights:
            name = style.MARKS[method].label
            effects = np.asarray(fit.effects[method], dtype=float)
            top = int(np.argmax(np.abs(effects)))
            told = f"{self.names[top]} ({number(effects[top])})" if effects[top] else "none"
            largest.append(f"{name} {told}")
            if (effects == 0).any():
                zeros.append(f"{name} {np.count_nonzero(effects == 0)}")
        words = f"Largest effect: {', '.join(largest)}."
        if not zeros:
            return words
        return f"{words} Exactly zero, of {len(self.names)}: {', '.join(zeros)}."


class WeightsView(MarksView):
    """All weights of one fit or several, feature by feature; exact zeros are small and hollow.

    Reads `fit.weights`, which maps names to arrays (p,): "truth" is drawn as bars, the others,
    `methods`, as marks, beside each other where there is room; those that are no meaning of
    `style.MARKS` share one look. `reads` names the attribute of the fit that has the weights, for
    several panels.
    """

    @style.styled
    def __init__(self, ax, p, methods, limit, reads=None, xlabel="feature"):
        size = style.sizes()
        self.ax = ax
        self._reads = reads
        self._features = np.arange(1, p + 1)
        zero_line(ax, y=0)
        self.plot("truth", color=style.NOW, linewidth=0.9 * size.line, alpha=0.55, label="truth",
                  zorder=2)
        scale, apart = (0.85, 0.4) if p <= 60 else (0.6, 0.0)
        filled = {"zorder": 4, "markersize": scale * size.marker}
        hollow = {"zorder": 3, "markersize": 0.5 * size.marker, "markeredgewidth": 0.3 * size.line}
        self._places = {}
        self._labels = {}
        for k, method in enumerate(methods):
            self._places[method] = self._features + apart * (k - (len(methods) - 1) / 2)
            mark = style.MARKS.get(method) or style.Mark("#332288", "o", "-", method)
            self._labels[method] = mark.label
            self.marks(method, mark, filled, hollow)
        ax.set(xlim=(0, p + 1), ylim=(-limit, limit), xlabel=xlabel, ylabel="weight")
        self.part("title", legend_above(ax, "weights"))

    def _weights(self, fit) -> dict:
        fit = getattr(fit, self._reads) if self._reads else fit
        return {name: read_of(fit, "weights", name, self._features.shape)
                for name in ("truth", *self._places)}

    def update(self, fit) -> None:
        weights = self._weights(fit)
        truth = weights["truth"]
        shown = truth != 0
        x = self._features[shown]
        self.parts["truth"].set_data(segments(x, x), segments(0 * truth[shown], truth[shown]))
        low, high = self.ax.get_ylim()
        for method, places in self._places.items():
            values = weights[method]
            self.move_marks(method, places, np.clip(values, low, high), zero=values == 0)
        self.parts["title"].set_text(f"weights: {', '.join(self._counts(weights))}")

    def _counts(self, weights) -> list[str]:
        """'lasso 7', one a method: how many weights are not zero."""
        return [f"{name} {np.count_nonzero(weights[method])}"
                for method, name in self._labels.items()]

    def describe(self, fit) -> str:
        weights = self._weights(fit)
        truth = weights["truth"]
        away = [f"{name} {number(((weights[method] - truth) ** 2).sum())}"
                for method, name in self._labels.items()]
        counts = [f"truth {np.count_nonzero(truth)}", *self._counts(weights)]
        return (f"Weights that are not zero: {', '.join(counts)}. "
                f"Squared distance from the true weights: {', '.join(away)}.")

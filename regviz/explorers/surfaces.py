"""Loss plus penalty as a surface in space."""

from __future__ import annotations

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import View


class SurfaceView(View):
    """Level rings and meridians of an objective above the plane of w1 and w2, its sections along the two axes.

    `kind` ("lasso" or "ridge") names the part of the fit that is read, made by `regviz.relief` (rings, creases,
    lowest), and the look of the sections: along them a penalty with a kink has its creases. Reads `fit.turn` too,
    degrees about the vertical. The floor is drawn to ±`half`, the heights up to `top`.
    """

    @style.styled
    def __init__(self, ax, kind="lasso", half=2.5, top=4.0, title="loss + penalty"):
        self.ax, self._kind = ax, kind
        size, color = style.sizes(), style.MARKS[kind].color
        thin = {"color": "#7d848c", "linewidth": 0.45 * size.line}
        self._rings, self._meridians = (ax.plot([], [], [], **thin)[0] for _ in range(2))
        self._rim, = ax.plot([], [], [], color="#4a4a4a", linewidth=0.9 * size.line)
        self._creases, = ax.plot([], [], [], color=color, linewidth=1.4 * size.line)
        self._drop, = ax.plot([], [], [], color=style.NOW, linewidth=0.8 * size.line)
        self._lowest, = ax.plot([], [], [], linestyle="none", marker="o", color="white", markeredgecolor=style.NOW,
                                markersize=1.2 * size.marker, markeredgewidth=size.line)
        self._title, self._name = ax.set_title(title, y=1.03), title
        ax.set(xlim=(-half, half), ylim=(-half, half), zlim=(0, top), xlabel="w1", ylabel="w2",
               xticks=(-half / 2, half / 2), yticks=(-half / 2, half / 2), zticks=(top / 2, top))
        for axis in (ax.xaxis, ax.yaxis, ax.zaxis):
            axis.set_pane_color((1, 1, 1, 0))
            axis.labelpad = 0.5 * size.text - 4
        ax.grid(False)
        for x, y in (((-half, half), (0, 0)), ((0, 0), (-half, half))):
            ax.plot(x, y, [0, 0], color="#777777", linewidth=0.8)
        ax.set_box_aspect((1, 1, 0.85), zoom=1.0)
        for line in ax.lines:
            line.set(clip_on=False, in_layout=False)
        self.artists = (ax,)

    def update(self, fit) -> None:
        rings, creases, lowest = getattr(fit, self._kind)
        self._rings.set_data_3d(*_lifted(rings[:-1]))
        self._rim.set_data_3d(*rings[-1].T)
        spokes = rings[:, :-1:max(1, (rings.shape[1] - 1) // 12)].swapaxes(0, 1)
        start = np.broadcast_to(lowest, (len(spokes), 1, 3))
        self._meridians.set_data_3d(*_lifted(np.hstack([start, spokes])))
        self._creases.set_data_3d(*_lifted(creases))
        w1, w2, height = lowest
        self._drop.set_data_3d([w1, w1], [w2, w2], [0, height])
        self._lowest.set_data_3d([w1], [w2], [height])
        self._title.set_text(f"{self._name}: lowest at ({number(w1)}, {number(w2)})")
        self.ax.view_init(elev=24, azim=fit.turn)

    def describe(self, fit) -> str:
        lowest = getattr(fit, self._kind).lowest
        w1, w2, height = map(number, lowest)
        words = (f"Seen from {number(fit.turn)} degrees, {self._name} is lowest at w1 = {w1}, w2 = {w2}, "
                 f"where it is {height}")
        if self._kind == "ridge":
            return f"{words}; it is smooth everywhere."
        zero = np.flatnonzero(lowest[:2] == 0)
        where = "on no crease" if not zero.size else f"in the crease of w{zero[0] + 1} = 0" if zero.size == 1 else \
            "where the two creases cross"
        return f"{words}, {where}."


def _lifted(curves):
    """Curves (k, m, 3) as one pen line, lifted between them: (x, y, z)."""
    return np.concatenate([curves, np.full((len(curves), 1, 3), np.nan)], axis=1).reshape(-1, 3).T

"""Loss plus penalty as a surface in space."""

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.views.base import View, disc, segments

TOP = 4.0  # of the heights


class SurfaceView(View):
    """Level rings and meridians of an objective over the plane of w1 and w2, with two sections.

    `reads` ("lasso" or "ridge") names the part of the fit that `regviz.relief` made (rings,
    creases, lowest), and gives the sections along the two axes their look: there a penalty with a
    kink has its creases. Reads `fit.turn` too, degrees about the vertical. The floor goes to
    ±`half`. The one part is "axes", since all of it turns; `lines` holds its artists by name.
    """

    @style.styled
    def __init__(self, ax, reads="lasso", half=2.5, title="loss + penalty"):
        self.ax, self._reads, self._name = ax, reads, title
        size, color = style.sizes(), style.MARKS[reads].color
        thin = {"color": "#7d848c", "linewidth": 0.45 * size.line}
        looks = {"rings": thin, "meridians": thin,
                 "rim": {"color": "#4a4a4a", "linewidth": 0.9 * size.line},
                 "creases": {"color": color, "linewidth": 1.4 * size.line},
                 "drop": {"color": style.NOW, "linewidth": 0.8 * size.line}, "lowest": disc(1.2)}
        self.lines = {name: ax.plot([], [], [], **look)[0] for name, look in looks.items()}
        self._floor(half)
        for line in ax.lines:
            line.set(clip_on=False, in_layout=False)
        self.title = ax.set_title(title, y=1.03)
        self.part("axes", ax)

    def _floor(self, half) -> None:
        ax, ticks = self.ax, (-half / 2, half / 2)
        ax.set(xlim=(-half, half), ylim=(-half, half), zlim=(0, TOP), xlabel="w1", ylabel="w2",
               xticks=ticks, yticks=ticks, zticks=(TOP / 2, TOP))
        for axis in (ax.xaxis, ax.yaxis, ax.zaxis):
            axis.set_pane_color((1, 1, 1, 0))
            axis.labelpad = 0.5 * style.sizes().text - 4
        ax.grid(False)
        for x, y in (((-half, half), (0, 0)), ((0, 0), (-half, half))):
            ax.plot(x, y, [0, 0], color=style.ZERO, linewidth=0.8)
        ax.set_box_aspect((1, 1, 0.85), zoom=1.0)

    def update(self, fit) -> None:
        rings, creases, lowest = getattr(fit, self._reads)
        every = max(1, (rings.shape[1] - 1) // 12)
        spokes = rings[:, :-1:every]
        w1, w2, height = lowest
        data = {"rings": _lifted(rings[:-1]), "creases": _lifted(creases), "rim": rings[-1].T,
                "meridians": segments(np.broadcast_to(lowest, spokes[0].shape), *spokes).T,
                "drop": ([w1, w1], [w2, w2], [0, height]), "lowest": ([w1], [w2], [height])}
        for name, line in self.lines.items():
            line.set_data_3d(*data[name])
        self.title.set_text(f"{self._name}: lowest at ({number(w1)}, {number(w2)})")
        self.ax.view_init(elev=24, azim=fit.turn)

    def describe(self, fit) -> str:
        lowest = getattr(fit, self._reads).lowest
        w1, w2, height = map(number, lowest)
        words = (f"Seen from {number(fit.turn)} degrees, {self._name} is lowest at w1 = {w1}, "
                 f"w2 = {w2}, where it is {height}")
        if self._reads == "ridge":
            return f"{words}; it is smooth everywhere."
        zero = np.flatnonzero(lowest[:2] == 0)
        where = {0: "on no crease", 2: "where the two creases cross"}
        return f"{words}, {where.get(zero.size) or f'in the crease of w{zero[0] + 1} = 0'}."


def _lifted(curves):
    """Curves (k, m, 3) as one line with the pen lifted between them: (x, y, z)."""
    return segments(*curves.swapaxes(0, 1)).T

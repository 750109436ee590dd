"""What does a penalty do to the bowl of the loss? Loss plus penalty as a surface in space."""

from functools import lru_cache

import numpy as np

from regviz import style
from regviz.core.formatting import number
from regviz.core.validation import check_array, demand
from regviz.explorers.base import explorer, within
from regviz.page.controls import lam_slider, slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.solvers.lasso import LassoPath
from regviz.solvers.level_sets import relief
from regviz.solvers.quadratic_loss import Bowl
from regviz.solvers.ridge import RidgePath
from regviz.views.base import View, disc, segments

TOP = 4.0  # of the heights
RISE = 2.0  # of the rim above the lowest point
DECADES = 2


@explorer("What does a penalty do to the bowl of the loss?", lesson="05")
def surfaces(corr=0.5, coef=(0.5, 1.6), *, lam=None, turn=-60):
    """Loss plus penalty over the plane of two coefficients, for the lasso and for ridge.

    What you see: two bowls with level rings, the lasso left and ridge right. The thick coloured
    lines are sections above the two axes. There the lasso's surface has a sharp fold. The disc is
    the lowest point, which is the solution.
    What to drag: lam, to the right for more penalty; turn, to walk around the bowls.
    What data: two standardized features with correlation `corr`, from -0.7 to 0.7, whose
    least-squares coefficients are `coef`, from -2 to 2.

    lam and turn (degrees, from -180 to 180) are where it begins.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    coef = check_array(coef, "coef")
    demand(coef.shape == (2,) and 0 < np.abs(coef).max() <= 2,
           "coef must hold two numbers from -2 to 2, not both 0: got {!r}", coef.tolist())
    corr = within(corr, "corr", -0.7, 0.7)
    bowl = Bowl(coef, [[1.0, corr], [corr, 1.0]])
    paths = {"lasso": LassoPath(*bowl.data(), intercept=False),
             "ridge": RidgePath(*bowl.data(), intercept=False)}
    top = paths["lasso"].lam_max
    lam = 0.43 * top if lam is None else within(lam, "lam", top * 10.0**-DECADES, 1.05 * top)

    @lru_cache
    def shapes(lam):
        return {name: relief(_objective(bowl, name, lam), path(lam), RISE)
                for name, path in paths.items()}

    def fit(lam, turn):
        return Fit(lam=lam, turn=turn, **shapes(lam))

    fig, axes = style.canvas(2, projections={0: "3d", 1: "3d"})
    frame = {"half": _half(shapes(top * 10.0**-DECADES)["lasso"]),
             "top": max(TOP, float(bowl.value(np.zeros(2))) + RISE)}
    views = [SurfaceView(ax, name, title=title, **frame)
             for ax, (name, title) in zip(axes, TITLES.items(), strict=True)]
    return Explorer(fig, views, fit, stops=_stops(bowl, paths), lam=lam_slider(top, DECADES, lam),
                    turn=slider(-180, 180, 6, value=within(turn, "turn", -180, 180, whole=True)))


PENALTIES = {"lasso": lambda w: np.abs(w).sum(axis=-1), "ridge": lambda w: (w**2).sum(axis=-1) / 2}
TITLES = {"lasso": "loss + lam·‖w‖₁", "ridge": "loss + lam·‖w‖²/2"}


def _objective(bowl, name, lam):
    """Loss plus penalty as a function of w (..., 2)."""
    return lambda w: bowl.value(w) + lam * PENALTIES[name](w)


def _half(widest):
    """Half the floor: the upper rings of the widest bowl reach over its edge."""
    return round(1.1 * np.abs(widest.rings[..., :2]).max()) / 2


def _stops(bowl, paths):
    """From the bare loss into a fold of the lasso, along it, and to where the two folds cross."""
    lasso, ridge = paths["lasso"], paths["ridge"]
    low, top = lasso.lam_max * 10.0**-DECADES, lasso.lam_max
    stops = [Stop("Both are lowest close to least squares. So little penalty hardly bends them.",
                  lam=low, turn=-60, ask="With hardly any penalty, where are the two bowls lowest?",
                  true=lambda fit: max(np.abs(fit.lasso.lowest[:2] - bowl.ols).max(),
                                       np.abs(fit.ridge.lowest[:2] - bowl.ols).max()) < 0.15),
             Stop("The lasso has a fold above each axis, where its slope jumps by 2·lam. Ridge is "
                  "smooth there.", lam=0.3 * top, turn=-60,
                  ask="Follow the coloured lines. What does the lasso have that ridge has not?",
                  true=lambda fit: np.allclose(_jumps(bowl, fit.lam), [[2 * fit.lam] * 2, [0, 0]],
                                               atol=1e-3))]
    grid = np.geomspace(low, 0.98 * top, 400)
    zero = lasso(grid) == 0
    gone = int(zero[-1].argmax())  # the coefficient that is zero last of all before the end
    first = int(np.flatnonzero(~zero[:, gone])[-1]) + 1 if not zero[:, gone].all() else 0
    if zero[-1, gone] and first:
        enters, later = float(grid[first]), float(np.sqrt(grid[first] * top))
        stops += _in_the_fold(gone, enters, later, ridge)
    end = ridge(top)
    return [*stops, Stop("The lowest point of the lasso sits where the two folds cross, so both "
                         f"coefficients are zero. Ridge keeps {number(end[0])} and "
                         f"{number(end[1])}.", lam=top * 1.01, turn=-60,
                         ask="lam has reached lam_max. What is left of the two coefficients?",
                         true=lambda fit: not fit.lasso.lowest[:2].any()
                         and fit.ridge.lowest[:2].any())]


def _jumps(bowl, lam, step=1e-4):
    """By how much the slope jumps across the axes at 0: (2, 2), of the lasso and of ridge."""
    across = step * np.eye(2)
    heights = [_objective(bowl, name, lam) for name in ("lasso", "ridge")]
    return np.array([(J(across) + J(-across) - 2 * J(0 * across)) / step for J in heights])


def _in_the_fold(gone, enters, later, ridge):
    """Where the first coefficient has just become zero, and further on; seen along the fold."""
    name = f"w{gone + 1}"
    along = (-90, 0)[gone]  # the fold of w1 = 0 runs along the axis of w2

    def caught(fit):
        return fit.lasso.lowest[gone] == 0 and fit.lasso.lowest[1 - gone] != 0

    return [
        Stop(f"You look along the fold of {name} = 0, and the lowest point has just slid into it. "
             f"Ridge has no fold: its {name} is {number(ridge(enters)[gone])}.", lam=enters,
             turn=along, ask=f"Where do the two lowest points stand now: is {name} exactly zero?",
             true=lambda fit: caught(fit) and fit.ridge.lowest[gone] != 0),
        Stop(f"It stays in the fold, and {name} stays exactly zero. Only the other coefficient "
             "goes on shrinking.", lam=later, turn=along,
             ask="lam goes on growing. Does the lowest point leave the fold again?", true=caught),
    ]


class SurfaceView(View):
    """Level rings and meridians of an objective over the plane of w1 and w2, with two sections.

    `reads` ("lasso" or "ridge") names the part of the fit that `regviz.relief` made (rings,
    creases, lowest), and gives the sections along the two axes their look: there a penalty with a
    kink has its creases. Reads `fit.turn` too, degrees about the vertical. The floor goes to
    ±`half`, the heights to `top`. The one part is "axes", since all of it turns; `lines` holds its
    artists by name.
    """

    @style.styled
    def __init__(self, ax, reads="lasso", half=2.5, title="loss + penalty", top=TOP):
        self.ax, self._reads, self._name = ax, reads, title
        size, color = style.sizes(), style.MARKS[reads].color
        thin = {"color": "#7d848c", "linewidth": 0.45 * size.line}
        looks = {"rings": thin, "meridians": thin,
                 "rim": {"color": "#4a4a4a", "linewidth": 0.9 * size.line},
                 "creases": {"color": color, "linewidth": 1.4 * size.line},
                 "drop": {"color": style.NOW, "linewidth": 0.8 * size.line}, "lowest": disc(1.2)}
        self.lines = {name: ax.plot([], [], [], **look)[0] for name, look in looks.items()}
        self._floor(half, top)
        for line in ax.lines:
            line.set(clip_on=False, in_layout=False)
        self.title = ax.set_title(title, y=1.03)
        self.part("axes", ax)

    def _floor(self, half, top) -> None:
        ax, ticks = self.ax, (-half / 2, half / 2)
        ax.set(xlim=(-half, half), ylim=(-half, half), zlim=(0, top), xlabel="w1", ylabel="w2",
               xticks=ticks, yticks=ticks, zticks=(top / 2, top))
        for axis in (ax.xaxis, ax.yaxis, ax.zaxis):
            axis.set_pane_color((1, 1, 1, 0))
            axis.labelpad = 0.5 * style.sizes().text - 4
        ax.grid(False)
        for x, y in (((-half, half), (0, 0)), ((0, 0), (-half, half))):
            ax.plot(x, y, [0, 0], color=style.ZERO, linewidth=0.8)
        ax.set_box_aspect((1, 1, 0.85), zoom=1.04)

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
        where = {0: "in no fold", 2: "where the two folds cross"}
        return f"{words}, {where.get(zero.size) or f'in the fold of w{zero[0] + 1} = 0'}."


def _lifted(curves):
    """Curves (k, m, 3) as one line with the pen lifted between them: (x, y, z)."""
    return segments(*curves.swapaxes(0, 1)).T

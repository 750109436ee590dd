"""HeatView: the map with its star and the cross that a hand drags."""

import numpy as np
from pictures import assert_only_parts_move

import regviz as rv

LAMS = np.geomspace(0.01, 10, 21)
RATIOS = np.linspace(0, 1, 6)
VALUES = 100 + 50 * (np.log10(LAMS) ** 2 + (RATIOS[:, None] - 0.6) ** 2)


def map_view(**options):
    return rv.HeatView(rv.canvas(2)[1][0], LAMS, RATIOS, VALUES, **options)


def test_the_map_stars_the_lowest_and_tells_how_far_above_it_the_cross_is():
    view, least = map_view(se=5.0), VALUES.min()
    for value, said in ((least, "0.0 % above"), (1.02 * least, "less than one standard error"),
                        (1.5 * least, "more than one standard error")):
        fit = rv.Fit(lam=0.3, l1_ratio=0.2, value=value)
        view.update(fit)
        assert view.parts["cross"].get_xydata().tolist() == [[0.3, 0.2]]
        assert said in view.describe(fit)
    assert "l1_ratio = 0.6" in view.describe(fit)
    assert not view.parts["cross"].get_clip_on()
    assert "standard error" not in map_view().describe(fit)


def test_only_parts_move():
    assert_only_parts_move(map_view(se=5.0), rv.Fit(lam=0.3, l1_ratio=0.2, value=110.0),
                           rv.Fit(lam=3.0, l1_ratio=1.0, value=101.0))


def test_the_cross_is_a_handle_on_a_log_axis():
    fig, axes = rv.canvas(2)
    view = rv.HeatView(axes[0], LAMS, RATIOS, VALUES)
    explorer = rv.Explorer(fig, [view],
                           lambda lam, l1_ratio: rv.Fit(lam=lam, l1_ratio=l1_ratio, value=107.0),
                           lam=rv.lam_slider(10.0), l1_ratio=rv.slider(0.0, 1.0, 0.2))
    explorer.set(lam=0.5, l1_ratio=0.4)
    assert np.allclose(view.parts["cross"].get_xydata(), [[0.5, 0.4]])
    handle, = explorer.widget.plan["handles"]
    assert handle["names"] == ["lam", "l1_ratio"] and handle["log"] == [True, False]
    assert np.allclose(handle["limits"], [view.ax.get_xlim(), view.ax.get_ylim()])

"""One coefficient: the sum is lowest at its mark, and the slopes meet there."""

import numpy as np
import pytest
from pictures import assert_only_parts_move

import regviz as rv
from regviz.explorers.one_coefficient import ParabolaView, SlopeView


def state(lam, z, walked=(-3.0,)):
    def loss(w):
        return (w - z) ** 2 / 2

    lasso = rv.Fit(loss=loss, penalty=lambda w: lam * np.abs(w), coef=rv.soft_threshold(z, lam))
    ridge = rv.Fit(loss=loss, penalty=lambda w: lam * w**2 / 2, coef=z / (1 + lam),
                   slope=lam * z / (1 + lam))
    return rv.Fit(lam=lam, z=z, lasso=lasso, ridge=ridge, walked=np.asarray(walked))


STUCK, FREE = state(0.9, 0.7), state(0.4, -1.5)
MAKERS = {
    "kink": lambda ax: ParabolaView(ax, "lasso"),
    "parabola": lambda ax: ParabolaView(ax, "ridge"),
    "tangents": lambda ax: ParabolaView(ax, "ridge", adds="tangents"),
    "walk": lambda ax: ParabolaView(ax, "ridge", adds="walk"),
    "jump": SlopeView,
    "line": lambda ax: SlopeView(ax, "ridge"),
}


def make(name):
    return MAKERS[name](rv.canvas(1)[1])


@pytest.mark.parametrize("name", MAKERS)
def test_update_moves_the_artists_and_not_the_frame(name):
    far = state(0.1, 1.0, walked=[-3.0, 2.0, 0.5])
    assert_only_parts_move(make(name), STUCK, far if name == "walk" else FREE)


@pytest.mark.parametrize("fit", [STUCK, FREE])
@pytest.mark.parametrize(("name", "reads"), [("kink", "lasso"), ("parabola", "ridge")])
def test_the_mark_is_the_lowest_point_of_the_sum(name, reads, fit):
    view = make(name)
    view.update(fit)
    loss, penalty, total = (view.parts[line].get_ydata() for line in ("loss", "penalty", "sum"))
    assert np.allclose(total, loss + penalty)
    w, height = view.parts["lowest"].get_xydata()[0]
    assert w == getattr(fit, reads).coef and height <= total.min()


def test_only_the_lasso_rests_in_its_kink():
    kink, parabola = make("kink"), make("parabola")
    assert "0 exactly, in the kink" in kink.describe(STUCK)
    assert "in the kink" not in kink.describe(FREE)
    assert "in the kink" not in parabola.describe(state(0.9, 0.0))


@pytest.mark.parametrize(("lam", "z"), [(0.1, 2.0), (1.0, -3.0), (8.0, 0.5)])
def test_the_slopes_of_loss_and_penalty_cancel(lam, z):
    view, fit = make("tangents"), state(lam, z)
    view.update(fit)
    ends = view.parts["tangents"].get_xydata()
    first, second = ends[1] - ends[0], ends[4] - ends[3]
    assert np.isclose(first[1] / first[0], fit.ridge.coef - z)
    assert np.isclose(second[1] / second[0], lam * fit.ridge.coef)


def test_the_walk_lies_on_the_sum():
    view, fit = make("walk"), state(0.5, 2.0, walked=[-3.0, -0.5, 0.9, 1.2])
    view.update(fit)
    walked, heights = view.parts["walk"].get_data()
    assert np.array_equal(walked, fit.walked)
    shown = heights < 10
    total = fit.ridge.loss(walked) + fit.ridge.penalty(walked)
    assert shown.any() and np.allclose(heights[shown], total[shown])


def test_the_lowest_point_of_the_loss_can_be_dragged():
    fig, ax = rv.canvas(1)
    view = ParabolaView(ax)
    explorer = rv.Explorer(fig, [view], state, lam=rv.lam_slider(10.0),
                           z=rv.slider(-3.0, 3.0, 0.1, value=2.0))
    handle, = view.movable
    assert handle.x in explorer.controls and handle.y is None and handle.ax is ax
    explorer.set(**{handle.x: -2.0})
    assert view.parts["z"].get_xdata()[0] == -2.0


def test_the_handle_may_have_another_name_or_none():
    fig, (left, right) = rv.canvas(2)
    assert ParabolaView(left, drag="middle").movable[0].x == "middle"
    assert ParabolaView(right, drag=None).movable == ()


@pytest.mark.parametrize(("name", "reads"), [("jump", "lasso"), ("line", "ridge")])
@pytest.mark.parametrize("fit", [STUCK, FREE])
def test_the_slopes_meet_at_the_solution(name, reads, fit):
    view = make(name)
    view.update(fit)
    w, slope = view.parts["meet"].get_xydata()[0]
    assert w == getattr(fit, reads).coef and slope == pytest.approx(fit.z - w)
    if reads == "ridge":
        assert slope == pytest.approx(fit.lam * w)
    elif w == 0:
        assert abs(slope) <= fit.lam and "stays at 0" in view.describe(fit)
    else:
        assert slope == pytest.approx(fit.lam * np.sign(w))


@pytest.mark.parametrize("kind", [ParabolaView, SlopeView])
def test_a_view_follows_the_penalty_that_the_fit_names(kind):
    (_, follows), (_, alone) = rv.canvas(1), rv.canvas(1)
    follows, alone = kind(follows, None), kind(alone, "ridge")
    for penalty in ("lasso", "ridge"):
        follows.update(rv.Fit(**vars(FREE), penalty=penalty))
    alone.update(FREE)
    for name, line in alone.parts.items():
        if name != "title":
            assert np.array_equal(line.get_data(), follows.parts[name].get_data(), equal_nan=True)


# The call


def explorer(**given):
    return rv.explore.one_coefficient(**given)


@pytest.mark.parametrize("penalty", ["lasso", "ridge"])
@pytest.mark.parametrize(("z", "lam"), [(3.0, 0.03), (0.7, 0.7), (-1.2, 3.0), (-2.5, 1.0)])
def test_the_answer_is_the_lowest_point_of_the_sum_on_a_fine_grid(penalty, z, lam):
    fit = explorer().set(z=z, lam=lam, penalty=penalty).fit
    part, grid = getattr(fit, penalty), np.linspace(-4, 4, 80_001)
    total = part.loss(grid) + part.penalty(grid)
    assert part.coef == pytest.approx(grid[total.argmin()], abs=2e-4)
    assert np.allclose(part.loss(grid), (grid - z) ** 2 / 2)
    through_kink = part.penalty(part.coef) + part.slope * (grid - part.coef)
    assert (through_kink <= part.penalty(grid) + 1e-12).all()  # its line never cuts the penalty


@pytest.mark.parametrize("given", [{"z": 4}, {"z": np.nan}, {"lam": 0}, {"lam": 20.0},
                                   {"penalty": "l2"}, {"solve": 1.0}])
def test_bad_input_is_refused_in_words(given):
    with pytest.raises((ValueError, TypeError), match=next(iter(given))):
        explorer(**given)


def three_cases(z, lam):
    if z > lam:
        return z - lam
    return z + lam if z < -lam else 0.0


@pytest.mark.parametrize(("solve", "penalty", "told"), [
    (three_cases, "lasso", "Your solve agrees with the exact answer."),
    (lambda z, lam: z / (1 + lam), "ridge", "Your solve agrees with the exact answer."),
    (lambda z, lam: z / (1 + lam), "lasso", "Your solve is off by "),
    (lambda z, lam: max(z - lam, 0), "lasso", "off by 2.50 at z = −3: it gives 0, exact is −2.50."),
    (lambda z, lam: 1 / 0, "lasso", "stops with ZeroDivisionError: division by zero. That is at"),
    (lambda z, lam: [z, lam], "lasso", "Your solve returns 2 numbers; asked for is one number"),
    (lambda z, lam: None, "ridge", "returns nothing"),
])
def test_the_readers_formula_is_compared_at_every_z_and_the_exact_picture_stays(
        solve, penalty, told):
    shown, exact = explorer(solve=solve, penalty=penalty), explorer(penalty=penalty)
    assert told in " ".join(shown.words) and "penalty" not in shown.controls
    assert [words for words in shown.words if "Your solve" not in words] == exact.words
    drawn = shown.views[1].parts["yours"].get_xdata()
    assert len(drawn) == (shown.fit.yours.value is not None)
    for number, stop in enumerate(shown.stops, 1):
        assert stop.true(shown.stop(number).fit), stop
    assert len(shown.stops) >= 3


def test_ridge_asked_for_stays_ridge():
    shown = explorer(penalty="ridge")
    assert "penalty" not in shown.controls and "penalty" in explorer().controls
    assert not any("lasso" in stop.say + stop.ask for stop in shown.stops)
    for number, stop in enumerate(shown.stops, 1):
        assert stop.true(shown.stop(number).fit), stop

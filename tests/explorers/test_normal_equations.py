"""Views of ridge and of weight decay: what is drawn obeys the equations, and the frame stands still."""

import numpy as np
import pytest

import regviz as rv
from regviz.page import flipbook as stage

TRUTH, NOISE = np.array([2.0, 1.0]), np.random.default_rng(0).standard_normal((40, 50))


def cloud(X, lam):
    gram, shifted = X.T @ X / len(X), X.T @ X / len(X) + lam * np.eye(2)
    inverse = np.linalg.inv(shifted)
    refits = (inverse @ X.T @ ((X @ TRUTH)[:, None] + NOISE) / len(X)).T
    return rv.Fit(refits=refits, mean=inverse @ gram @ TRUTH, cov=inverse @ gram @ inverse / len(X),
                  condition=np.linalg.cond(shifted), error=((refits - TRUTH) ** 2).sum(axis=1).mean())


def pair(lam, corr):
    first, second = np.linalg.qr(np.random.default_rng(1).standard_normal((40, 2)))[0].T * np.sqrt(40)
    X = np.column_stack([first, corr * first + np.sqrt(1 - corr**2) * second])
    gram, right = X.T @ X / 40, X.T @ (X @ TRUTH + NOISE[:, 0]) / 40
    after = gram + lam * np.eye(2)
    return rv.Fit(lam=lam, before=gram, after=after, right=right, coef=np.linalg.solve(after, right),
                  ridge=cloud(X, lam), ols=cloud(X, 0.0) if corr < 1 else None)


def one(lam, z=2.0):
    return rv.Fit(lam=lam, z=z, w=z / (1 + lam), pull=lam * z / (1 + lam),
                  loss=lambda w: (w - z) ** 2 / 2, penalty=lambda w: lam * w**2 / 2)


def descent(lam, steps, step=0.4, z=2.0):
    walked, shrunk = [-3.0], []
    for _ in range(steps):
        shrunk.append((1 - step * lam) * walked[-1])
        walked.append(shrunk[-1] - step * (walked[-1] - z))
    return rv.Fit(**vars(one(lam, z)), walked=np.array(walked), shrunk=np.array(shrunk))


STRENGTHS = np.array([4.0, 1.0, 0.25, 0.0])


def directions(lam):
    return rv.Fit(lam=lam, df=kept(STRENGTHS, lam).sum())


def kept(strengths, lam):
    return strengths / (strengths + lam)


def shares(a, b, title="plain"):
    return rv.Fit(in_gradient=np.array([a, 0.5, b]), on_weight=np.array([0.5, 0.5, 0.5]), title=title)


SIZES = (0.1, 1.0, 10.0)
ROOMS = {
    "equations": (lambda ax: rv.EquationsView(ax), pair(0.1, 0.9), pair(0.5, 0.5)),
    "refits": (lambda ax: rv.RefitsView(ax, TRUTH), pair(0.1, 0.9), pair(0.5, 1.0)),
    "shrinkage": (lambda ax: rv.ShrinkageView(ax, STRENGTHS, kept), directions(0.1), directions(3.0)),
    "parabola": (lambda ax: rv.ParabolaView(ax, drag="z"), one(0.1), one(4.0, -3.0)),
    "walk": (lambda ax: rv.ParabolaView(ax, walk=True), descent(0.1, 2), descent(1.0, 5)),
    "steps": (lambda ax: rv.StepsView(ax, 12), descent(0.1, 0), descent(6.0, 12)),
    "kept": (lambda ax: rv.KeptView(ax, SIZES), shares(0.1, 0.9), shares(0.5, 0.5)),
}


@pytest.mark.parametrize("name", ROOMS)
def test_only_the_listed_artists_move_and_the_frame_stands_still(name):
    make, first, second = ROOMS[name]
    fig, ax = rv.canvas(1)
    view = make(ax)
    view.update(first)
    stage.settle(fig)
    frame, still, words = (ax.get_xlim(), ax.get_ylim()), stage.background(fig, view.artists), view.describe(first)
    page = stage.fragment(fig, view.artists)
    view.update(second)
    assert (ax.get_xlim(), ax.get_ylim()) == frame
    assert stage.background(fig, view.artists) == still
    assert stage.fragment(fig, view.artists) != page and view.describe(second) != words
    view.update(first)
    assert stage.fragment(fig, view.artists) == page
    assert len(page) < 15 * 1024


@pytest.mark.parametrize("lam", [0.001, 0.3, 5.0])
@pytest.mark.parametrize("corr", [-0.5, 0.0, 0.9, 1.0])
def test_lines_are_the_equations_and_cross_at_the_solution(lam, corr):
    view, fit = rv.EquationsView(rv.canvas(1)[1]), pair(lam, corr)
    view.update(fit)
    for lines, matrix in ((view._before, fit.before), (view._after, fit.after)):
        for line, row, right in zip(lines, matrix, fit.right, strict=True):
            assert np.allclose(line.get_xydata() @ row, right)
    cross = view._cross.get_xydata()[0]
    assert np.allclose(fit.after @ cross, fit.right)
    assert ("every point of it is an answer" in view.describe(fit)) == (corr == 1)


def test_refits_are_the_fits_and_the_ellipse_holds_two_standard_deviations():
    view, fit = rv.RefitsView(rv.canvas(1)[1], TRUTH, -30, 30), pair(0.2, 0.95)
    view.update(fit)
    for name in ("ols", "ridge"):
        (points, ellipse), part = view._parts[name], getattr(fit, name)
        ends = points.get_xydata()
        assert np.allclose((ends[::3] + ends[1::3]) / 2, part.refits)
        away = ellipse.get_xydata() - part.mean
        assert np.allclose(np.einsum("ij,jk,ik->i", away, np.linalg.inv(part.cov), away), 4.0)
    assert "misses it by" in view.describe(fit)


def test_without_a_least_squares_answer_its_cloud_is_empty():
    view = rv.RefitsView(rv.canvas(1)[1], TRUTH)
    view.update(pair(0.2, 0.9))
    view.update(pair(0.2, 1.0))
    points, ellipse = view._parts["ols"]
    assert len(points.get_xdata()) == len(ellipse.get_xdata()) == 0
    assert len(view._parts["ridge"][0].get_xdata()) == 3 * NOISE.shape[1]
    assert "no single answer" in view.describe(pair(0.2, 1.0))


@pytest.mark.parametrize("lam", [1e-3, 0.5, 1.0, 50.0])
def test_shares_lie_on_the_curve_and_half_is_kept_at_lam(lam):
    view = rv.ShrinkageView(rv.canvas(1)[1], STRENGTHS, kept)
    view.update(directions(lam))
    assert np.allclose(view._dots.get_ydata(), kept(STRENGTHS[:3], lam))
    x, y = view._curve.get_data()
    assert np.allclose(np.interp(np.log(view._dots.get_xdata()), np.log(x), y), view._dots.get_ydata(), atol=1e-3)
    if x[0] < lam < x[-1]:
        assert np.isclose(np.interp(np.log(lam), np.log(x), y), 0.5, atol=1e-3)
    words = view.describe(directions(lam))
    assert f"more than half of {(STRENGTHS > lam).sum()} of 4" in words and "1 direction without any data" in words


@pytest.mark.parametrize(("lam", "z"), [(0.1, 2.0), (1.0, -3.0), (8.0, 0.5)])
def test_the_sum_is_lowest_at_its_mark_and_the_slopes_cancel(lam, z):
    view, fit = rv.ParabolaView(rv.canvas(1)[1]), one(lam, z)
    view.update(fit)
    total = view._lines["sum"].get_ydata()
    assert np.allclose(total, view._lines["loss"].get_ydata() + view._lines["penalty"].get_ydata())
    w, height = view._w.get_xydata()[0]
    assert w == fit.w and height <= total.min()
    ends = view._tangents.get_xydata()
    first, second = ends[1] - ends[0], ends[4] - ends[3]
    assert np.allclose(first[1] / first[0], fit.w - z) and np.allclose(second[1] / second[0], lam * fit.w)


def test_the_walk_lies_on_the_sum():
    view, fit = rv.ParabolaView(rv.canvas(1)[1], walk=True), descent(0.5, 6)
    view.update(fit)
    assert np.array_equal(view._trail.get_xdata(), fit.walked)
    shown = view._trail.get_ydata() < 12
    total = fit.loss(fit.walked) + fit.penalty(fit.walked)
    assert shown.any() and np.allclose(view._trail.get_ydata()[shown], total[shown])


def test_every_step_shrinks_first_and_then_moves():
    view, fit = rv.StepsView(rv.canvas(1)[1], 12), descent(0.8, 7)
    view.update(fit)
    shrinks, moves = view._shrinks.get_ydata(), view._moves.get_ydata()
    assert np.allclose(shrinks[1::3] / shrinks[::3], 1 - 0.4 * 0.8)
    assert np.array_equal(moves[::3], shrinks[1::3]) and np.array_equal(moves[1::3], fit.walked[1:])
    assert "7 steps" in view.describe(fit)


def test_a_step_too_long_is_said_to_run_away():
    view = rv.StepsView(rv.canvas(1)[1], 12)
    fit = descent(lam=0.0, steps=12, step=2.1)
    view.update(fit)
    assert "it runs away" in view.describe(fit)
    assert np.isfinite(view._dots.get_ydata()).all()


def test_labels_of_the_two_goals_keep_apart():
    view = rv.StepsView(rv.canvas(1)[1], 12)
    view.update(descent(1e-4, 3))
    assert abs(view._names[0].get_position()[1] - view._names[1].get_position()[1]) > 0.3


def test_what_is_left_says_when_both_recipes_agree():
    view = rv.KeptView(rv.canvas(1)[1], SIZES)
    view.update(shares(0.1, 0.9, "Adam"))
    assert list(view._gradient.get_ydata()) == [0.1, 0.5, 0.9]
    assert "10 % is left of the weight with the smallest gradients" in view.describe(shares(0.1, 0.9))
    assert "both recipes leave the same share" in view.describe(shares(0.5, 0.5))


def test_the_lowest_point_of_the_loss_can_be_dragged():
    fig, ax = rv.canvas(1)
    view = rv.ParabolaView(ax, drag="z")
    explorer = rv.Explorer(fig, [view], one, lam=rv.lam_slider(10.0), z=rv.slider(-4.0, 4.0, 0.1, value=2.0))
    handle, = view.movable
    assert handle.x in explorer.controls and handle.y is None and handle.ax is ax
    explorer.set(**{handle.x: -3.0})
    assert view._z.get_xdata()[0] == -3.0

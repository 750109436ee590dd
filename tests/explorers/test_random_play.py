"""Any hand, in any order: no error, no warning, no NaN, and the state alone decides what is seen.

`benchmarks/random_play.py` plays the same over thousands of states.
"""

import re
import warnings

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import regviz as rv
from regviz.core.formatting import number
from regviz.explorers.catalogue import CALLS

ODD = re.compile(r"\bnan\b|None|\binf\b|[0-9]e[+−-]?[0-9]|[0-9][.][0-9]{8}|[−-]0\b(?![.,])")
PLACE = re.compile(r"-?[0-9]+(?:[.][0-9]+)?")
PLACED = re.compile(rf"#?\bp[0-9a-f]{{10}}|{PLACE.pattern}")  # the name of a place, or a place
BROKEN = re.compile(r'[" ](nan|inf|-inf)[" ]')
# An optimum that a fit carries with what it was computed from: its residual, relative to lam_max.
TOLERANCE = 1e-8
RATIOS = {rv.LassoPath: lambda path: 1.0, rv.RidgePath: lambda path: 0.0,
          rv.ElasticNetPath: lambda path: path.l1_ratio}


@st.composite
def gestures(draw, controls, stops):
    """One gesture: a stop, or some controls moved together, to a place or between two places."""
    if stops and draw(st.integers(0, 4)) == 0:
        return "stop", draw(st.integers(1, stops))
    names = draw(st.lists(st.sampled_from(sorted(controls)), min_size=1, unique=True))
    values = {}
    for name in names:
        control = controls[name]
        at = draw(st.integers(0, len(control.values) - 1))
        value = control.values[at]
        if control.kind == "slider" and isinstance(value, float) and draw(st.booleans()):
            other = control.values[min(at + 1, len(control.values) - 1)]
            value = value + draw(st.floats(0, 1)) * (other - value)
        values[name] = value
    return "set", values


def play(explorer, gesture) -> str:
    """Make a gesture; the key of the state that follows."""
    kind, what = gesture
    if kind == "stop":
        explorer.stop(what)
    else:
        explorer.set(**what)
    return explorer.key


def assert_state(explorer):
    """What must hold in every state."""
    fit, words = explorer.fit, " ".join(explorer.words)
    assert words and not ODD.search(words), words
    key, layers, told = explorer.frame(explorer.key)
    assert key == explorer.key and " ".join(told) == words
    assert not any(BROKEN.search(layer) for layer in layers), key
    said = re.match(r"With lam = ([0-9.,]+[0-9])", words)
    if said and "lam" in vars(fit):
        assert said[1] == number(fit.lam), words
    for view in explorer.views:
        if isinstance(view, rv.PathView):
            assert_optimum(view, fit)
    touch = getattr(fit, "touch", None)
    if touch is not None:
        assert touch.residual <= TOLERANCE, (key, touch.residual)


def assert_optimum(view, fit):
    """The coefficients are those of the path at this lambda, and as many as the words say."""
    coef = np.asarray(getattr(fit, view._reads), dtype=float)
    scale = max(np.abs(coef).max(), 1e-12)
    assert np.abs(coef - view.path(fit.lam)).max() <= TOLERANCE * scale
    if type(view.path) in RATIOS:
        assert_minimum(view.path, coef, fit.lam)
    if said := re.search(r"(\d+) of (\d+) \w[\w ]* coefficients", view.describe(fit)):
        assert (int(said[1]), int(said[2])) == (np.count_nonzero(coef), coef.size)


def assert_minimum(path, coef, lam):
    """The condition of Karush, Kuhn and Tucker, computed from the data alone."""
    ratio, data = RATIOS[type(path)](path), path._data
    residual = rv.kkt_residual(data.X, data.y, coef, rv.Penalty(lam, ratio))
    assert residual <= TOLERANCE * path.lam_max


def assert_comes_back(explorer):
    """Locked and unlocked, and made anew by the code that it writes, it shows the same, at places
    that are laid out for the state in which it is first drawn."""
    seen = explorer.frame(explorer.key)
    explorer.lock()
    assert explorer.locked and explorer._repr_mimebundle_()["text/html"].count(seen[2][0]) == 0
    explorer.unlock()
    shown = [explorer.frame(explorer.key)]
    if explorer._code is None:
        again = eval(explorer.as_code(), {"rv": rv})
        shown.append(again.frame(again.key))
    for page in shown:
        assert page[0] == seen[0] and page[2] == seen[2]
        assert PLACED.sub("", "".join(page[1])) == PLACED.sub("", "".join(seen[1]))


def assert_same(one, other):
    """The same key and words; the same drawing, to the last digit of its places (an elastic net
    that starts from another neighbour ends elsewhere by rounding)."""
    assert one[0] == other[0] and one[2] == other[2]
    drawn = ["".join(layers) for _, layers, _ in (one, other)]
    assert PLACE.sub("", drawn[0]) == PLACE.sub("", drawn[1])
    places = [np.array(PLACE.findall(text), dtype=float) for text in drawn]
    assert places[0] == pytest.approx(places[1], rel=0, abs=0.0101)


@pytest.mark.parametrize("name", CALLS)
def test_any_hand_in_any_order(name):
    explorer, twin = getattr(rv.explore, name)(), getattr(rv.explore, name)()
    controls = dict(explorer.controls.items())

    @settings(max_examples=2, derandomize=True, deadline=None, database=None,
              phases=[Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck))
    @given(st.lists(gestures(controls, len(explorer.stops)), min_size=2, max_size=5))
    def played(moves):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            warnings.simplefilter("ignore", DeprecationWarning)  # matplotlib's own, of its parser
            for move in moves:
                play(explorer, move)
                assert_state(explorer)
            # The way there does not matter: another explorer that is sent there shows the same.
            twin.set(**explorer.values)
            assert_same(twin.frame(twin.key), explorer.frame(explorer.key))

    played()
    assert_comes_back(explorer)

"""A hand that does anything, over every explorer: how many states, and what went wrong in them.

    python benchmarks/random_play.py [states] [first seed] [call ...]

Each of the calls of rv.explore is played with until it has stood in `states` (500) states: stops,
several controls at once, places between two positions, in random order. In every state the laws of
tests/explorers/test_random_play.py must hold: no error and no warning, no NaN in words or drawing,
words that agree with the fit, coefficients of the path that are a minimum, a certified touch; at
every tenth state a second explorer that is sent there at once must show the same, and at every
fiftieth one that is made by the code that the first one writes.
"""

import datetime
import os
import sys
import time
import warnings
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "explorers")]

import numpy as np  # noqa: E402
from test_random_play import assert_comes_back, assert_same, assert_state, play  # noqa: E402

import regviz as rv  # noqa: E402
from regviz.explorers.catalogue import CALLS  # noqa: E402


def gesture(rng, explorer):
    """A stop, or a random number of controls moved together."""
    if explorer.stops and rng.random() < 0.2:
        return "stop", int(rng.integers(1, len(explorer.stops) + 1))
    controls = dict(explorer.controls.items())
    names = rng.permutation(list(controls))[: rng.integers(1, len(controls) + 1)]
    values = {}
    for name in map(str, names):
        control = controls[name]
        at = int(rng.integers(len(control.values)))
        value = control.values[at]
        if control.kind == "slider" and isinstance(value, float) and rng.random() < 0.5:
            other = control.values[min(at + 1, len(control.values) - 1)]
            value += rng.random() * (other - value)
        values[name] = value
    return "set", values


def main(states="500", first="0", *names):
    states, first = int(states), int(first)
    print(f"{datetime.date.today()}, numpy {np.__version__}, {states} states of each call")
    faults, total, began = [], 0, time.monotonic()
    calls = names or tuple(CALLS)
    for name in calls:
        rng = np.random.default_rng(first)
        explorer, twin = getattr(rv.explore, name)(), getattr(rv.explore, name)()
        wrong = 0
        for k in range(states):
            move = gesture(rng, explorer)
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("error")
                    warnings.simplefilter("ignore", DeprecationWarning)
                    play(explorer, move)
                    assert_state(explorer)
                    if k % 10 == 9:
                        twin.set(**explorer.values)
                        assert_same(twin.frame(twin.key), explorer.frame(explorer.key))
                    if k % 50 == 49:
                        assert_comes_back(explorer)
            except Exception as error:
                wrong += 1
                faults.append(f"{name} at {explorer.values}: {type(error).__name__} {error}"[:400])
        total += states
        print(f"{name:24s} {states} states, {len(explorer.stops)} stops, {wrong} wrong", flush=True)
    print(*faults[:20], sep="\n")
    print(f"{total} states of {len(calls)} explorers, {len(faults)} wrong, "
          f"{time.monotonic() - began:.0f} s")
    return len(faults) > 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

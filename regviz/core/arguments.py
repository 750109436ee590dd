"""Arguments that are no tables: counts, numbers, flags, choices, each refused in one sentence.

A check is a function (value, name) -> the value to work with. `checked` puts checks before a
function. The name of an argument decides its check, unless the function gives another one.
"""

import math
from functools import wraps
from inspect import signature

import numpy as np

from regviz.core.tables import as_numbers
from regviz.core.validation import check_array, check_lam, demand

MOST = 10**7  # rows, columns, repeats: what is asked for by a slip is refused, not waited for
ROOM = 250_000_000  # numbers in one array, 2 GB
LARGE = 1e100  # products of numbers as large as this do not overflow


def _shown(value):
    """What came, short enough for a sentence."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def check_number(value, name):
    """`value` as a float, NaN and infinity too; TypeError for what is no real number."""
    if type(value) is float:
        return value
    refused = isinstance(value, (bool, np.bool_, str, bytes, complex, np.complexfloating))
    refused = refused or (isinstance(value, np.ndarray) and value.ndim > 0)
    if not refused and hasattr(value, "__float__"):
        try:
            return float(value)
        except OverflowError:
            return math.inf if value > 0 else -math.inf
        except (TypeError, ValueError):
            pass
    raise TypeError(f"{name} must be a number: got {_shown(value)}")


def number(low=-LARGE, high=LARGE, above=False):
    """A check for a number from low to high; `above` keeps low itself out."""
    reach = f"lie between {low:g} and {high:g}"
    if low == 0 and high >= LARGE:
        finite = " and finite" if high < math.inf else ""
        reach = f"be {'positive' if above else 'zero or positive'}{finite}"
    elif low <= -LARGE and high >= LARGE:
        reach = "be a finite number"
    elif above:
        reach = f"be above {low:g} and at most {high:g}"

    def check(value, name):
        found = check_number(value, name)
        demand(
            low <= found <= high and not (above and found == low),
            "{} must {}: got {}",
            name,
            reach,
            _shown(value),
        )
        return found

    return check


def whole(least=0, most=MOST):
    """A check for a whole number from least to most; 3.0 counts as 3, True does not count."""

    def check(value, name):
        if type(value) is int and least <= value <= most:
            return value
        try:
            found = check_number(value, name)
        except TypeError:
            sentence = f"{name} must be a whole number: got {_shown(value)}"
            raise TypeError(sentence) from None
        demand(
            least <= found <= most and found.is_integer(),
            "{} must be a whole number from {} to {}: got {}",
            name,
            least,
            most,
            _shown(value),
        )
        return int(value if isinstance(value, np.integer) else found)

    return check


def check_whole(value, name):
    """A whole number; whoever asks says from where to where. TypeError for 2.5 too."""
    try:
        return whole(-math.inf, math.inf)(value, name)
    except ValueError:
        raise TypeError(f"{name} must be a whole number: got {_shown(value)}") from None


def wholes(least=0, most=MOST):
    """A check for a list of whole numbers, one at least: a tuple of int. One number is a list."""
    each = whole(least, most)

    def check(values, name):
        found = np.atleast_1d(as_numbers(values, name))
        demand(
            found.ndim == 1 and found.size,
            "{} must be a list of whole numbers: got {}",
            name,
            _shown(values),
        )
        return tuple(each(value, name) for value in found.tolist())

    return check


def check_flag(value, name):
    """`value` as a bool; TypeError for all but True, False, 1 and 0."""
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)) and value in (0, 1):
        return bool(value)
    raise TypeError(f"{name} must be True or False: got {_shown(value)}")


def check_text(value, name):
    """A text; TypeError for anything else."""
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a text: got {_shown(value)}")
    return value


def one_of(*options):
    """A check for one of some texts."""
    listed = ", ".join(map(repr, options))

    def check(value, name):
        demand(
            isinstance(value, str) and value in options,
            "{} must be one of {}: got {}",
            name,
            listed,
            _shown(value),
        )
        return value

    return check


def kind(cls, how):
    """A check for an instance of a class; `how` says how one is made."""

    def check(value, name):
        if not isinstance(value, cls):
            sentence = f"{name} must be a {cls.__name__}, made by {how}: got {_shown(value)}"
            raise TypeError(sentence)
        return value

    return check


def optional(check):
    """The check, which None passes."""
    return lambda value, name: value if value is None else check(value, name)


def check_function(value, name):
    """A function; TypeError for what cannot be called."""
    if not callable(value):
        raise TypeError(f"{name} must be a function: got {_shown(value)}")
    return value


def check_grid(values, name):
    """Lambdas (L,), one at least, as `check_lam` lets them in. One number is a grid of one."""
    try:
        found = np.atleast_1d(check_lam(values))
    except (TypeError, ValueError) as error:
        raise type(error)(f"{name}: {error}") from None
    demand(
        found.ndim == 1 and found.size,
        "{} must be a list of lambdas, one at least: it has shape {}",
        name,
        found.shape,
    )
    demand(
        ((found <= LARGE) | np.isinf(found)).all(), "{} must be at most 1e100: got {}", name, values
    )
    return found


def check_numbers(values, name):
    """A list of finite numbers, one at least, as a float64 array (L,)."""
    found = np.atleast_1d(as_numbers(values, name))
    demand(
        found.ndim == 1 and found.size and (np.abs(found) <= LARGE).all(),
        "{} must be a list of finite numbers, one at least: got {}",
        name,
        _shown(values),
    )
    return found


def check_points(values, name):
    """Points (n, ...), one at least, as a finite float64 array."""
    found = check_array(values, name)
    demand(found.ndim and found.size, "{} must hold one point at least: got {}", name,
           _shown(values))
    return found


def check_rng(value, name):
    """A random generator of numpy."""
    return kind(np.random.Generator, "np.random.default_rng(0)")(value, name)


BY_NAME = {
    "seed": whole(0, 2**62),
    "n": whole(1),
    "p": whole(1),
    "d": whole(1),
    "k": whole(-MOST),  # `folds` says between what it lies
    "inner": whole(2),
    "keep": whole(1),
    "sets": whole(2),
    "repeats": whole(1),
    "resamples": whole(1),
    "noise": number(0),
    "norm": number(0),
    "l1_ratio": check_number,
    "intercept": check_flag,
    "standardize": check_flag,
    "lam": number(0),
    "lams": check_grid,
    "rng": check_rng,
}


def checked(room=(), **checks):
    """A decorator that puts a check before every argument that has one.

    checks by argument, those of BY_NAME for the others. `room` names the arguments whose product is
    the number of values in the largest array that will be made: ValueError beyond ROOM.
    """

    def decorate(function):
        asked = signature(function).parameters
        named = {name: BY_NAME[name] for name in asked if name in BY_NAME} | checks
        may_be_none = {name for name, each in asked.items() if each.default is None}
        places = [(place, name) for place, name in enumerate(asked) if name in named]

        # Names and places are looked up by hand: `signature.bind` costs as much as a small path.
        @wraps(function)
        def call(*args, **kwargs):
            args = list(args)
            for place, name in places:
                home, key = (args, place) if place < len(args) else (kwargs, name)
                if home is kwargs and name not in kwargs:
                    continue
                if home[key] is not None or name not in may_be_none:
                    home[key] = named[name](home[key], name)
            if room:
                _check_room(signature(function).bind(*args, **kwargs), room)
            return function(*args, **kwargs)

        return call

    return decorate


def _check_room(bound, room):
    """ValueError where the product of the arguments named is beyond ROOM."""
    bound.apply_defaults()
    given = bound.arguments
    size = math.prod(int(np.max(given[name])) for name in room)
    demand(
        size <= ROOM,
        "{} ask for {:.0e} numbers at once, more than memory holds: make them smaller",
        ", ".join(room),
        size,
    )

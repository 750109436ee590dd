"""What `check(name, function)` tries on a reader's function: seeded inputs, a law, the usual slips.

May import: numpy, `core`, `data`, `solvers`, `selection`.
"""

from regviz.core.lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "catalogue": "EXERCISES check",
    "checker": "Exercise judge",
})

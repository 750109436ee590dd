"""regviz: solvers, pictures and sliders to teach L1 and L2 regularization.

README.md has the one objective. Names are imported when they are first used:
`from regviz.solvers import LassoPath` needs numpy alone.
"""

import logging
import sys

from regviz.core.lazy import attach

if sys.platform == "emscripten":
    # A browser's Python has no font cache yet, and matplotlib would say so in red.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)

__version__ = "0.1.0"
__getattr__, __dir__, __all__ = attach(
    __name__,
    {"style": "canvas presenter"},
    folders=("data", "solvers", "selection", "claims", "exercises", "views", "page", "explorers"),
)

"""What stands between Python and the reader's page: the explorer that joins controls, fit and
views, the flipbook that turns its pages, prediction cards, exports. It knows no mathematics.

May import: ipywidgets, anywidget, matplotlib, pillow, `style`, and from `core` what writes numbers.
"""

from regviz.core.lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "explorer": "Explorer",
    "fit": "Fit",
    "stops": "Stop",
    "controls": "choice lam_slider sample slider toggle",
    "cards": "exit_question predict teacher",
})

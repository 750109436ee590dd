"""regviz: solvers, pictures and sliders to teach L1 and L2 regularization. See README.md for the one objective."""

from .controls import choice, lam_slider, sample, slider, toggle
from .explorer import Explorer, Fit
from .style import canvas, presenter
from .views import BarsView, ErrorView, PathView

__version__ = "0.1.0"

"""What every other folder stands on: input checked and refused in sentences, linear algebra that is
shared, numbers and lists as a sentence writes them, one verdict on an answer.

May import: numpy, and nothing of regviz.
"""

from regviz.core.lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {

})

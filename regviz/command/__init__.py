"""What `regviz` does in a terminal: lay the lessons in a folder and open them in JupyterLab.

It stands above the other rooms and knows none of them but `core`. Only the standard library is
imported until JupyterLab is asked for, so a browser's own Python can import it too.
"""

from regviz.core.lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {"cli": "main", "lessons": "Laid find_lessons lay_lessons", "still": "before_save keep_still"},
)

"""What `check(name, answer)` and `hint(name)` know: seeded inputs, laws, usual slips, hints.

May import: numpy, `core`, `data`, `solvers`, `selection`.
"""

from regviz.core.lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "answer_file": "Answers answers read_answers",
    "catalogue": "EXERCISES READINGS check hint",
    "class_answers": "ClassAnswers collect",
    "checker": "Exercise judge",
    "reading": "Reading",
})

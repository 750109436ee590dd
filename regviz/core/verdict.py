"""One sentence on an answer: right, wrong or not judged."""

from html import escape


class Verdict:
    """One sentence, announced where it is shown; `passed` is None when nothing was judged."""

    size = ""  # of its text on the page; the presenter's theme sets it

    def __init__(self, sentence: str, passed: bool | None = None):
        self.sentence, self.passed = sentence, passed
        self._mark = {True: "✓ ", False: "✗ ", None: ""}[passed]

    def __repr__(self):
        return self._mark + self.sentence

    def _repr_html_(self):
        size = f' style="font-size:{self.size}"' if self.size else ""
        return f'<div role="status"{size}><b>{self._mark}</b>{escape(self.sentence)}</div>'

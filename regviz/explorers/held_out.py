"""An explorer that keeps some rows for the end, opens them once, and reports in words."""

import numpy as np

from regviz.core.formatting import plain, plural
from regviz.page.explorer import Explorer
from regviz.page.stops import Stop
from regviz.selection.report import in_words
from regviz.views.base import View


class Words(str):
    """Text that a notebook shows as it is."""

    __slots__ = ()

    def __repr__(self):
        return str(self)


class HeldOutRows:
    """Rows `test` that no panel shows, for a path fitted to `train`; `said` once they are open."""

    def __init__(self, train, test, path):
        self.train, self.test, self.path = train, test, path
        self.said = ""

    def open(self, lam) -> str:
        """The sentence about the error at lam. A second call gives the first sentence again."""
        if not self.said:
            y = self.test.y
            error = float(((self.path.predict(self.test.X, lam) - y) ** 2).mean())
            of_mean = float(((self.train.y.mean() - y) ** 2).mean())
            less = f"{plain(100 * (1 - error / of_mean), 2)} % less" if error < of_mean else (
                "nothing is gained")
            self.said = (f"The {plural(len(y), 'held-out row')} were opened at lam = "
                         f"{plain(lam, 3)}: the mean squared error is {plain(error, 3)}, where the "
                         f"mean of the fitted rows gives {plain(of_mean, 3)}: {less}. The rows are "
                         "used up now: no other lambda gets an honest number from them.")
        return self.said


class ReadView(View):
    """Nothing to see, only words: what was read, and the rows that are kept for the end."""

    def __init__(self, ax, source, rows):
        self.ax = ax
        self._source = source
        self._rows = rows

    def update(self, fit) -> None:
        """Nothing moves."""

    def describe(self, fit) -> str:
        rows = self._rows
        told = rows.said or (f"{len(rows.train)} rows are fitted and {len(rows.test)} locked away: "
                             "explorer.open_held_out() opens them in Python, once.")
        return f"{self._source} {told}"


class TableExplorer(Explorer):
    """An Explorer of a table: `open_held_out()` opens the rows that were kept, `report()` says the
    model in words."""

    def __init__(self, *args, rows, source, **options):
        self._rows = rows
        self._source = source
        super().__init__(*args, **options)

    def open_held_out(self) -> Words:
        """The error on the held-out rows at the lambda that stands, beside that of the mean.

        Once: afterwards every call gives the same sentence, whatever lambda stands then.
        """
        if not self._rows.said:
            lam = self.values["lam"]
            stop = Stop(self._rows.open(lam), lam=lam, ask="What do the held-out rows say?")
            self.stops = (*self.stops, stop)
            self.stop_keys.append(self._key_of(stop))
            self.delivery.restart()  # the words of the pages have changed
            self._dress()
        return Words(self._rows.said)

    def report(self) -> Words:
        """What was read, the model at the lambda that stands, how firm it is, and its errors."""
        lam, fit, rows = self.values["lam"], self.fit, self._rows
        crossed = (f"Its cross-validated mean squared error is {plain(fit.cv_error, 3)}, measured "
                   f"on the {len(rows.train)} rows that were fitted.")
        locked = rows.said or (f"{plural(len(rows.test), 'row')} are still locked away: "
                               "explorer.open_held_out() opens them, once.")
        model = in_words(rows.train, None, rows.path, lam, np.asarray(fit.share))
        return Words("\n\n".join([self._source, model, f"{crossed} {locked}"]))

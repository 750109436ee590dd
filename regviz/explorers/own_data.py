"""What does it say about my data? The lasso path, both choices of lambda, and fits to halves."""

from pathlib import Path

import numpy as np

from regviz.core.formatting import first_few, number, plain, plural
from regviz.core.validation import demand
from regviz.explorers.base import explorer, held_out, lam_grid
from regviz.explorers.held_out import HeldOutRows, ReadView, TableExplorer
from regviz.explorers.own_table import LARGE, Progress, read
from regviz.explorers.stability import HalvesView
from regviz.page.controls import lam_slider
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.selection.cross_validation import cross_validate
from regviz.selection.report import script
from regviz.selection.row_blocks import RowBlocks
from regviz.selection.stability_selection import stability
from regviz.solvers.lasso import LassoPath
from regviz.style import canvas
from regviz.views.bars import BarsView
from regviz.views.coefficient_paths import PathView
from regviz.views.cross_validation import CVView
from regviz.views.names import short

FEWEST = 12  # rows
WRITTEN = ("sep", "decimal", "encoding", "thousands", "skip", "footer")  # what a script takes


@explorer("What does the lasso say about my data?", lesson="14")
def own_data(data="diabetes", y=None, *, target=None, drop=(), missing="refuse", test_share=0.25,
             file=None, lam=None, **reading):
    """Your own table: the lasso path, cross-validation, and how firm the choice of features is.

    What you see: the path of the coefficients, with the one-standard-error choice marked, and the
    coefficients at the cursor as bars. More panels: the cross-validated error of ten folds with
    both choices of lambda, and the coefficients fitted to a hundred random halves of the rows.
    What to drag: lam, to the right for fewer features. "Copy as code" writes a script for
    scikit-learn that fits all rows of the table at this lambda.
    What data: a data frame with target=, the name of the column to predict; a file, as a
    `pathlib.Path`, as bytes or open, with target= and the options of `rv.read_csv` (sep=";" ...);
    arrays X and y; or a Problem. Columns that hold no numbers and rows with gaps are refused, in a
    sentence that says what to write: drop=[...] leaves columns out, missing="drop" rows with gaps.
    Columns are standardized on the rows that are used, in cross-validation on those of each fold.

    test_share is the share of the rows that is locked away. No panel and no file shows them:
    `explorer.open_held_out()` opens them once, at the lambda that stands there. `explorer.report()`
    says the model in words. file is the table's name in the script; lam is where the explorer
    begins, the one-standard-error choice unless given.

    Tables with more than a million cells and ten times more rows than columns are read once, in 40
    random blocks of rows: a fold is four blocks, a half is twenty, and the choices of lambda are
    places of the slider. 100,000 rows of 500 columns take one to three minutes and 2.3 GB of memory
    on two cores, the frame included. Progress is said on one line, and Ctrl-C stops it.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    progress = Progress()
    problem = read(data, y, target, drop, missing, reading, progress("reading the table"))
    demand(len(problem) >= FEWEST, "the data must have {} rows or more: got {}", FEWEST,
           len(problem))
    train, test = held_out(problem, test_share)
    large = train.X.size > LARGE and len(train) >= 10 * train.n_features
    path = LassoPath(train.X, train.y)
    top = path.lam_max or 1.0
    lams = lam_grid(top)
    if large:
        cv, halves = _by_blocks(train, lams, progress)
    else:
        cv = _cross_validated(problem, test_share, lams)
        halves = stability(train.X, train.y, lams, resamples=100, seed=0)
    progress.end()
    low, high = np.quantile(halves.coefs, [0.1, 0.9], axis=0)

    def fit(lam):
        at = np.abs(np.log(lams / lam)).argmin()
        return Fit(lam=lam, coef=path(lam), df=path.df(lam), cv_error=float(cv(lam)),
                   low=low[at], high=high[at], share=halves.selected[at])

    fig, (curves, bars, errors, rows) = canvas(4)
    limit = np.abs(path(lams)).max() or 1.0
    locked = HeldOutRows(train, test, path)
    views = [
        PathView(curves, path, lams, train.names, title=f"lasso path for {short(problem.target)}",
                 marks={"1-SE": cv.lam_1se}),
        BarsView(bars, train.names, limit=limit),
        ReadView(bars, _sentence(problem.source), locked),
        CVView(errors, cv, title=f"cross-validation, {len(train)} rows"),
        HalvesView(rows, train.names, limit=max(np.abs([low, high]).max(), limit)),
    ]
    code = None
    if problem.centre is None:  # the script standardizes by itself
        written = {key: reading[key] for key in WRITTEN if key in reading}
        file = str(file or (data if isinstance(data, Path) else "data.csv"))
        code = lambda lam: script(problem, float(f"{lam:.3g}"), file=file, **written)  # noqa: E731
    return TableExplorer(
        fig, views, fit, first=2, code=code, stops=_stops(train, path, cv, fit, lams),
        rows=locked, source=_source(problem), lam=lam_slider(top, value=_inside(lam or cv.lam_1se,
                                                                                lams)))


def _sentence(text) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _source(problem) -> str:
    """What was read, and what is left of it."""
    return (f"{_sentence(problem.source)} {len(problem)} rows with "
            f"{plural(problem.n_features, 'feature')} are there to predict {problem.target}.")


def _cross_validated(problem, test_share, lams):
    """Ten folds of the rows that are not kept for the end, each standardized by its own."""
    train, _ = problem.split(test_share, 0)
    return cross_validate(train.X, train.y, k=min(10, len(train)), lams=_grid(lams),
                          standardize=True)


def _by_blocks(train, lams, progress):
    """(CVCurve, Stability) of a large table, from products of its columns in blocks of rows."""
    blocks = RowBlocks(train.X, train.y, progress=progress("products of columns"))
    cv = blocks.cross_validate(_grid(lams), progress=progress("ten folds"))
    return cv, blocks.stability(lams, progress=progress("a hundred halves"))


def _grid(lams):
    """The lambdas with a little room: the slider's end may differ by rounding."""
    return np.append(lams[0] * (1 - 1e-9), lams[1:])


def _inside(lam, lams):
    return float(np.clip(lam, lams[0], lams[-1]))


def _stops(train, path, cv, fit, lams):
    """All features, both rules, the halves, the mean; first what is odd about the columns."""
    return [*_odd_columns(train, path, lams), _all_in(cv, fit(lams[0])),
            _lowest(train, cv, fit(_inside(cv.lam_min, lams))),
            *_simple(train, cv, fit(_inside(cv.lam_1se, lams))), _mean(cv, fit(lams[-1]))]


def _odd_columns(train, path, lams):
    """Columns that never vary, or else columns that are copies of each other."""
    low = float(lams[0])
    if train.constant:
        still = [train.index(name) for name in train.constant]
        return [Stop(f"{first_few(train.constant, 4)}: no variation in these rows, so the "
                     "coefficient stays zero.", lam=low,
                     ask="Which columns can explain nothing?",
                     true=lambda fit: not fit.coef[still].any())]
    copies = [j for j, _ in path.groups[0]] if path.groups else []
    if copies:
        names = first_few([train.names[j] for j in copies], 4)
        return [Stop(f"{names} are copies of each other. The lasso gives all their weight to one.",
                     lam=low, ask="Which columns say the same thing twice?",
                     true=lambda fit: np.count_nonzero(fit.coef[copies]) <= 1)]
    return []


def _all_in(cv, state):
    kept = np.count_nonzero(state.coef)
    above = plain(100 * (state.cv_error / cv(cv.lam_min) - 1), 2)
    worse = f"{above} % above the lowest" if above != "0" else "the lowest of all"
    return Stop(f"With hardly any penalty {plural(kept, 'feature')} of {state.coef.size} are in "
                f"the model. The cross-validated error is {worse}.", lam=float(state.lam),
                ask="There is hardly any penalty. Is this the best model for new rows?",
                true=lambda fit: np.count_nonzero(fit.coef) == kept
                and fit.cv_error >= cv(cv.lam_min))


def _lowest(train, cv, state):
    kept = np.count_nonzero(state.coef)
    return Stop(f"The cross-validated error is lowest here. The model has {kept} of "
                f"{plural(train.n_features, 'feature')}.", lam=state.lam,
                ask="Where is the cross-validated error lowest, and how many features are left?",
                true=lambda fit: np.count_nonzero(fit.coef) == kept
                and fit.cv_error <= cv.mean.min() * (1 + 1e-9))


def _simple(train, cv, state):
    """The one-standard-error choice, and what halves of the rows make of it."""
    strongest = np.argsort(-np.abs(state.coef), kind="stable")
    kept = [train.names[j] for j in strongest if state.coef[j]]
    limit = cv(cv.lam_min) + cv.fold_errors(cv.lam_min).std(ddof=1) / np.sqrt(len(cv.errors))
    sure = np.flatnonzero(state.share >= 0.95)
    names = first_few([train.names[j] for j in sure], 4)
    firm = (f"At least 95 of 100 random halves of the rows keep each of these: {names}." if names
            else "No feature is kept by 95 of 100 random halves of the rows.")
    yield Stop(f"The error is at most one standard error above the lowest. The model has "
               f"{plural(len(kept), 'feature')}" + (f": {first_few(kept, 4)}." if kept else "."),
               lam=state.lam, ask="Which features are left at the one-standard-error choice?",
               true=lambda fit: np.count_nonzero(fit.coef) == len(kept)
               and fit.cv_error <= limit * (1 + 1e-9))
    yield Stop(firm, lam=state.lam,
               ask="Would half of the rows have given the same features?",
               true=lambda fit: np.array_equal(np.flatnonzero(fit.share >= 0.95), sure))


def _mean(cv, state):
    gain = plain(100 * (1 - cv(cv.lam_min) / state.cv_error), 2) if state.cv_error else "0"
    return Stop(f"Only the mean is left. Its cross-validated error is {number(state.cv_error)}, "
                f"and the features lower it by at most {gain} %.", lam=float(state.lam),
                ask="How much do the features help to predict?",
                true=lambda fit: not fit.coef.any() and cv(cv.lam_min) <= fit.cv_error)

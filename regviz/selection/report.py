"""A chosen model in words, and as a scikit-learn script that gives it again."""

import numpy as np

from regviz.core.arguments import check_text, checked, kind, number, optional, whole
from regviz.core.formatting import first_few, plain
from regviz.core.validation import check_array, demand
from regviz.data.problem import Problem
from regviz.solvers.conventions import to
from regviz.solvers.elastic_net import ElasticNetPath
from regviz.solvers.ridge import RidgePath

CAUTION = (
    "This describes these rows: it does not say what would happen if somebody changed a feature, "
    "nor what holds for rows that come from elsewhere."
)


def in_words(train, test, path, lam, shares=None):
    """Four or five sentences on the path's model at lam, for a reader who sees no picture.

    train: the standardized Problem that `path` was fitted to; test: other rows, moved by
    `train.apply`, or None where they stay locked; shares (p,): the share of resamples that keep
    each feature, as from `stability`.
    ValueError for rows on another scale than train's. Derived in lesson 14.
    """
    said = [_model(train, path, lam)]
    if test is not None:
        _demand_one_scale(train, test)
        said.append(_test_error(train, test, path, lam))
    if shares is not None:
        said.append(_stable_features(train.names, check_array(shares, "shares")))
    return " ".join([*said, CAUTION])


def _demand_one_scale(train, test):
    """ValueError unless both have the same columns, moved by the same centre and scale."""
    demand(
        test.names == train.names,
        "in_words: test must have the columns of train, {}: got {}",
        first_few(train.names),
        first_few(test.names),
    )
    for one, other in ((train.centre, test.centre), (train.scale, test.scale)):
        demand(
            np.array_equal(one, other) if one is not None and other is not None else one is other,
            "in_words: test is not on the scale of train: give train = data.standardize() and "
            "test = train.apply(test_rows)",
        )


def _model(train, path, lam):
    coef = path(lam)
    kept = [j for j in np.argsort(-np.abs(coef)) if coef[j]]
    name = {RidgePath: "ridge", ElasticNetPath: "the elastic net"}.get(type(path), "the lasso")
    effects = "only the mean is left"
    if kept:
        signed = [f"{train.names[j]} ({'+' if coef[j] > 0 else ''}{plain(coef[j], 3)})"
                  for j in kept]
        effects = f"{first_few(signed)}, each for one standard deviation"
    return (f"At lam = {plain(lam, 3)}, fitted to {len(train)} rows, {name} keeps {len(kept)} of "
            f"{train.n_features} features to predict {train.target}: {effects}.")


def _test_error(train, test, path, lam):
    error = ((path.predict(test.X, lam) - test.y) ** 2).mean()
    of_mean = ((train.y.mean() - test.y) ** 2).mean()
    gain = "nothing is gained"
    if error < of_mean:
        gain = f"{100 * (1 - error / of_mean):.0f} % less"
    return (f"On {len(test)} rows held out the mean squared error is {plain(error, 3)}, where the "
            f"mean of the fitted rows gives {plain(of_mean, 3)}: {gain}.")


def _stable_features(names, shares):
    falling = np.argsort(-shares, kind="stable")
    sure = [names[j] for j in falling if shares[j] >= 0.95]
    unsure = [names[j] for j in falling if 0.2 <= shares[j] < 0.95]
    return (f"Fitted to resamples of the rows it keeps {first_few(sure) or 'no feature'} in 95 % "
            f"of them or more; it wavers over {first_few(unsure) or 'none'}.")


@checked(
    problem=kind(Problem, "rv.read_csv"),
    lam=number(0),
    l1_ratio=number(0, 1),
    sep=check_text,
    decimal=check_text,
    encoding=check_text,
    thousands=optional(check_text),
    skip=whole(),
    footer=optional(whole()),
)
def script(problem, lam, l1_ratio=1.0, file="data.csv", sep=",", decimal=".", encoding="utf-8-sig",
           thousands=None, skip=0, footer=None):
    """A scikit-learn script that fits the model at lam to `file`, the CSV `problem` was read from.

    sep, decimal, encoding, thousands, skip and footer as in `read_csv`; rows with gaps are left
    out. The script stops with an error where the file gives other rows than the problem has. The
    features are standardized, as by `problem.standardize()`. ValueError for a problem that is
    already. Derived in lesson 14.
    """
    demand(problem.centre is None,
           "script: give the problem in its original units, before standardize")
    model = {0.0: "Ridge", 1.0: "Lasso"}.get(float(l1_ratio), "ElasticNet")
    settings = to(f"sklearn {model}", float(lam), l1_ratio, len(problem))
    settings |= {"tol": 1e-10, "max_iter": 1_000_000}
    given = ", ".join(f"{key}={value if isinstance(value, int) else float(value)!r}"
                      for key, value in settings.items())
    lines = f"list(lines)[{int(skip)}:]" if skip else "lines"
    reader = f"csv.reader({lines}, delimiter={sep!r})"
    body = f"rows[:-{int(footer)}]" if footer else "rows"
    cell = f"cell.replace({thousands!r}, '')" if thousands else "cell"
    cell += "" if decimal == "." else f".replace({decimal!r}, '.')"
    return f'''import csv

import numpy as np
from sklearn.linear_model import {model}
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def number(cell):
    try:
        return float({cell})
    except ValueError:
        return np.nan  # a gap


features, target = {list(problem.names)!r}, {problem.target!r}
with open({str(file)!r}, encoding={encoding!r}, newline="") as lines:
    header, *rows = [[cell.strip() for cell in row] for row in {reader} if any(row)]
columns = [header.index(name) for name in [*features, target]]
table = np.array([[number(row[j]) for j in columns] for row in {body}])
table = table[~np.isnan(table).any(axis=1)]
if len(table) != {len(problem)}:
    raise SystemExit(f"The file gives {{len(table)}} rows, and the model had {len(problem)}.")
X, y = table[:, :-1], table[:, -1]

model = make_pipeline(StandardScaler(), {model}({given}))
model.fit(X, y)
print(dict(zip(features, model[-1].coef_ / model[0].scale_)))
'''

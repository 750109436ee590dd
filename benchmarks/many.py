"""Rows of solvers.py on choosing lambda and on many data sets; each is what solvers.Row takes.

Error: largest distance of the curves from the same curves by single exact paths or refits, over
the largest value.
"""

import numpy as np
from sklearn.linear_model import LassoCV, LassoLarsCV, LinearRegression, Ridge, RidgeCV

from regviz.data.datasets import diabetes, polynomial, wave
from regviz.selection.bias_and_variance import (
    bias_variance,
    polynomial_smoothers,
    ridge_smoothers,
    simulate,
)
from regviz.selection.cross_validation import cross_validate, folds
from regviz.selection.information_criteria import ridge_scores
from regviz.solvers.lasso import LassoPath
from regviz.solvers.ridge import RidgePath


def sizes():
    for problem in (diabetes(), diabetes(quadratic=True)):
        yield f"diabetes 442x{problem.n_features}", problem.standardize().X, problem.y


def far(found, exact):
    return float(np.abs(np.subtract(found, exact)).max() / np.abs(exact).max())


def refitted(make, X, y, lams, k=10):
    """The mean held-out error (L,) by one path for each fold."""
    errors = [((y[test] - make(X[train], y[train]).predict(X[test], lams)) ** 2).mean(axis=1)
              for train, test in folds(len(y), k)]
    return np.mean(errors, axis=0)


def cross_validation():
    for name, X, y in sizes():
        lams = cross_validate(X, y).lams
        exact = refitted(LassoPath, X, y, lams)
        peer = LassoCV(alphas=lams[::-1], cv=folds(len(y)), tol=1e-4)
        yield (f"10-fold CV of the lasso: {name}", lambda X=X, y=y: cross_validate(X, y),
               "LassoCV 0.0001", lambda X=X, y=y, peer=peer: peer.fit(X, y),
               lambda cv, exact=exact: far(cv.mean, exact),
               lambda cv, exact=exact: far(cv.mse_path_.mean(axis=1)[::-1], exact))
        yield (f"10-fold CV of the lasso: {name}", lambda X=X, y=y: cross_validate(X, y),
               "LassoLarsCV", lambda X=X, y=y: LassoLarsCV(cv=folds(len(y))).fit(X, y))
        lams = cross_validate(X, y, method="ridge").lams
        exact = refitted(RidgePath, X, y, lams)
        yield (
            f"10-fold CV of ridge: {name}",
            lambda X=X, y=y: cross_validate(X, y, method="ridge"),
            "RidgeCV(cv=10)",
            lambda X=X, y=y, lams=lams: RidgeCV(0.9 * len(y) * lams, cv=folds(len(y))).fit(X, y),
            lambda cv, exact=exact: far(cv.mean, exact),
        )


def leave_one_out():
    for name, X, y in sizes():
        lams = ridge_scores(X, y).lams
        exact = refitted(RidgePath, X, y, lams, k=len(y))
        peer = RidgeCV((len(y) - 1) * lams, store_cv_results=True)
        yield (
            f"leave-one-out, GCV, df, 100 lambdas: {name}",
            lambda X=X, y=y, lams=lams: ridge_scores(X, y, lams),
            "RidgeCV",
            lambda X=X, y=y, peer=peer: peer.fit(X, y),
            lambda scores, exact=exact: far(scores.loo, exact),
            lambda model, exact=exact: far(model.cv_results_.mean(axis=0), exact),
        )


def bias_and_variance():
    line = wave(30)
    x, f, noise = line.X[:, 0], line.truth, line.noise
    B, lams, degrees = polynomial(x, 9), np.geomspace(1e-4, 0.5, 50), range(1, 11)
    powers = polynomial(x, 10)

    def loop(fit, sets=200):
        """[bias2, variance] (2, C) from fit(y) (C, n), data set by data set."""
        fits = np.array([fit(y) for y in simulate(f, noise, sets)])
        variance = fits.var(axis=0, ddof=1)
        bias2 = (fits.mean(axis=0) - f) ** 2 - variance / sets
        return [bias2.mean(axis=1), variance.mean(axis=1)]

    def by_degree(y):
        return [LinearRegression().fit(powers[:, :d], y).predict(powers[:, :d]) for d in degrees]

    def by_ridge(y):
        return [Ridge(30 * lam).fit(B, y).predict(B) for lam in lams]

    def row(name, ours, peer_name, fit, exact, sets=200):
        def error(found):
            curves = found if isinstance(found, list) else [found.bias2, found.variance]
            return far(curves, loop(exact, sets))
        return f"bias-variance, {name}", ours, peer_name, lambda: loop(fit, sets), error, error

    yield row(
        "500 sets x 10 degrees",
        lambda: bias_variance(polynomial_smoothers(x, x, degrees), f, f, noise, 500),
        "LinearRegression",
        by_degree,
        lambda y: [np.poly1d(np.polyfit(x, y, d))(x) for d in degrees],
        500,
    )
    yield row(
        "ridge, 200 sets x 50 lambdas",
        lambda: bias_variance(ridge_smoothers(B, B, lams), f, f, noise),
        "Ridge",
        by_ridge,
        lambda y: RidgePath(B, y).predict(B, lams),
    )


ROWS = [cross_validation, leave_one_out, bias_and_variance]

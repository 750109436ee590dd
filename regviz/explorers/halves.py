"""Fits to random halves of the rows: what the lasso and the elastic net keep, and chance."""

import functools

import numpy as np

from regviz.page.fit import Fit
from regviz.selection.mixes import cross_validate_mixes
from regviz.selection.stability_selection import chance_overlap, halves, overlap
from regviz.solvers.elastic_net import ElasticNetPath
from regviz.solvers.lasso import LassoPath

SPLITS = 12
DECADES, COUNT = 1.8, 41  # of the slider of lambda


class Splits:
    """The paths of all halves, the lasso's at once and those of a mix when it is looked at."""

    def __init__(self, problem, seed):
        self.problem = problem
        parts = [problem.take(rows) for rows in halves(len(problem), SPLITS, seed)]
        self.data = [(part.X, part.y) for part in parts]
        self.whole = LassoPath(problem.X, problem.y)
        self.lasso = [LassoPath(*part) for part in self.data]
        # The lasso still keeps something in every half at the right end.
        self.top = 0.5 * (min(path.lam_max for path in self.lasso) or self.whole.lam_max or 1.0)
        step = DECADES / (COUNT - 5)  # the places of the slider
        self.lams = self.top * 10.0 ** (step * np.arange(COUNT) - DECADES)
        self.paths = functools.cache(self._paths)
        self.curves = functools.cache(self._curves)
        low, high = np.quantile([path(self.lams) for path in self.lasso], [0.1, 0.9], axis=0)
        self.limit = max(np.abs([low, high, self.whole(self.lams)]).max(), 1e-9)

    def _paths(self, l1_ratio):
        """The path of every half for one mix."""
        if l1_ratio == 1.0:
            return self.lasso
        return [ElasticNetPath(*part, l1_ratio) for part in self.data]

    def _curves(self, l1_ratio):
        """(agreement, chance) of one mix over the lambdas."""
        return _agreement(np.array([path(self.lams) for path in self.paths(l1_ratio)]))

    def coefs(self, l1_ratio, lam):
        """(R, p): the coefficients of one mix in every half."""
        return np.array([path(lam) for path in self.paths(l1_ratio)])

    def agreement(self, l1_ratio, lam):
        """(agreement, chance, features kept on average) of one mix at lam."""
        coefs = self.coefs(l1_ratio, lam)
        return *map(float, _agreement(coefs)), float((coefs != 0).sum(axis=1).mean())

    def state(self, lam, l1_ratio):
        """What the views read."""
        lasso, net = self.coefs(1.0, lam), self.coefs(l1_ratio, lam)
        told = {"lasso": _agreement(lasso), "elastic_net": _agreement(net)}
        (lasso_share, lasso_chance), (net_share, net_chance) = map(self.curves, (1.0, l1_ratio))
        low, high = np.quantile(lasso, [0.1, 0.9], axis=0)
        return Fit(lam=lam, l1_ratio=l1_ratio, lasso=lasso, elastic_net=net,
                   overlap={name: float(both[0]) for name, both in told.items()},
                   chance={name: float(both[1]) for name, both in told.items()},
                   lasso_share=lasso_share, lasso_chance=lasso_chance,
                   net_share=net_share, net_chance=net_chance,
                   coef=self.whole(lam), low=low, high=high, share=(lasso != 0).mean(axis=0))

    def chosen(self, l1_ratio):
        """The lambda of five-fold cross-validation on all rows, of the grid."""
        errors = cross_validate_mixes(self.problem.X, self.problem.y, self.lams, [l1_ratio], k=5)
        return float(self.lams[errors.mean(axis=1)[0].argmin()])


def _agreement(coefs):
    """(agreement, chance): means over the splits, for coefs (R, ..., p)."""
    kept = coefs != 0
    return overlap(kept).mean(axis=0), chance_overlap(kept).mean(axis=0)

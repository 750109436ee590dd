"""Cross-validation over both knobs of the elastic net: lambda and the mix of L1 and L2."""

import numpy as np

from regviz.core.arguments import check_numbers, checked, whole
from regviz.core.linalg import centre_checked
from regviz.core.validation import check_xy, demand
from regviz.selection.cross_validation import folds
from regviz.solvers.elastic_net import ElasticNetPath
from regviz.solvers.ridge import RidgePath


@checked(l1_ratios=check_numbers, k=whole(2))
def cross_validate_mixes(X, y, lams, l1_ratios, k=10, seed=0):
    """Held-out errors (M, k, L) of every mix in l1_ratios (M,) at lams (L,), one row per fold.

    All mixes share the folds. The mix 0 is ridge, 1 is the lasso.
    """
    X, y = check_xy(X, y)
    demand(((l1_ratios >= 0) & (l1_ratios <= 1)).all(),
           "l1_ratios must lie between 0 (ridge) and 1 (lasso): got {}", l1_ratios)
    errors = np.empty((len(l1_ratios), k, len(lams)))
    for fold, (train, test) in enumerate(folds(len(y), k, seed)):
        data = centre_checked(X[train], y[train])
        X_test, y_test = data.moved(X[test]), data.moved_y(y[test])
        for mix, l1_ratio in enumerate(l1_ratios):
            path = ElasticNetPath(data, data.y, l1_ratio) if l1_ratio else RidgePath(data, data.y)
            errors[mix, fold] = ((y_test - path(lams) @ X_test.T) ** 2).mean(axis=-1)
    return errors

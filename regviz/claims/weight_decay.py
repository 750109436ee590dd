"""Weight decay, and Adam with L2 beside decoupled decay."""

from functools import lru_cache
from itertools import islice

import numpy as np

from regviz.claims.ledger import Finding, claim
from regviz.core.arguments import checked, one_of, whole
from regviz.solvers.iterations import adam, sgd

GRADIENTS = np.array([0.1, 0.2, 0.5, 1.0, 2.0, 4.0])


@lru_cache(64)
def _walk(method: str, steps: int, seed: int, **recipe):
    """The weights (steps, 6) after every step from the true ones, read-only.

    Batches of 10 of 200 rows, whose columns are orthogonal with the scales GRADIENTS.
    """
    run, step = {"sgd": (sgd, 0.01), "adam": (adam, 0.005)}[method]
    rng = np.random.default_rng(seed)
    Z = rng.standard_normal((200, GRADIENTS.size))
    X = np.linalg.qr(Z - Z.mean(axis=0))[0] * np.sqrt(200) * GRADIENTS
    y = X.sum(axis=1) + 3 * rng.standard_normal(200)
    iterates = run(X, y, step, batch=10, start=np.ones(GRADIENTS.size), seed=seed, **recipe)
    walked = np.array(list(islice(iterates, steps)))
    walked.setflags(write=False)
    return walked


@checked(method=one_of('sgd', 'adam'), steps=whole(1, 10**6))
def weights_left(method: str, lam: float, steps: int, seed: int = 0):
    """Shares (in_gradient, on_weight) of each weight that shrinking leaves, both (steps, 6).

    `method` is "sgd" or "adam" (Kingma & Ba 2015); the scales GRADIENTS of the features are those
    of their gradients. Compared with the same steps at lam = 0, lam·w is added to the gradient, or
    the weight itself is shrunk first (Loshchilov & Hutter 2019).
    """
    plain = _walk(method, steps, seed)
    in_gradient = _walk(method, steps, seed, l2=lam) / plain
    on_weight = _walk(method, steps, seed, decay=lam) / plain
    return in_gradient, on_weight


@claim(
    "n",
    says="Regularization is weight decay.",
    verdict="depends",
    right="An L2 penalty is decay for plain gradient descent: every step first multiplies the "
          "weight by 1 − step·lam. Adam divides the gradient of the penalty, too. So in a given "
          "number of steps it hardly shrinks weights with large gradients, and it shrinks weights "
          "with small gradients a lot. Decay of the weight itself (decoupled) shrinks more evenly. "
          "L1 takes off a constant and not a share. Dropout and early stopping are not decay "
          "either.",
    lesson="10",
    share=0.95,
    source="Loshchilov, Hutter, Decoupled weight decay regularization (ICLR, 2019)",
)
def weight_decay(seed: int = 0) -> Finding:
    """200 steps from the true weights with lam = 0.5, by plain steps and by Adam."""
    plain, adaptive = ([share[-1] for share in weights_left(method, 0.5, 200, seed)]
                       for method in ("sgd", "adam"))
    same, apart = (np.abs(found[0] - found[1]).max() for found in (plain, adaptive))
    uneven, even = (share.max() / share.min() for share in adaptive)
    figures = {
        "plain steps: the recipes differ by": same.round(9),
        "Adam: the recipes differ by": apart,
        "Adam, in the gradient: largest share left / smallest": uneven,
        "Adam, on the weight: largest share left / smallest": even,
    }
    return Finding(figures, same < 1e-10 and apart > 0.1 and uneven > 1.25 * even)

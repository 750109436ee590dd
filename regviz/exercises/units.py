"""Exercise of lesson 14: a model of standardized features, in the units of the table."""

import numpy as np

from regviz.exercises.checker import CLOSE, Exercise, words


def _draw(seed):
    rng = np.random.default_rng(seed)
    p = rng.integers(1, 4)
    return {
        "coef": rng.integers(-4, 5, p) / 2,
        "intercept": float(rng.integers(-3, 4)),
        "centre": rng.integers(-5, 6, p).astype(float),
        "scale": 2.0 ** rng.integers(-1, 3, p),
    }


def _right(coef, intercept, centre, scale):
    return coef / scale, intercept - np.sum(centre * coef / scale)


def _same_predictions(new, shift, coef, intercept, centre, scale):
    for row in np.vstack([np.zeros_like(centre), np.eye(len(centre))]):
        wanted = intercept + np.sum((row - centre) / scale * coef)
        got = shift + np.sum(row * new)
        if abs(wanted - got) > CLOSE:
            return (f"for the row x = {words(row)} the model predicts {words(wanted)}, and yours "
                    f"{words(got)}")
    return ""


UNITS = Exercise(
    "in_original_units(coef, intercept, centre, scale)", ("coef", "intercept"),
    "both models predict the same for every row",
    _draw, _same_predictions, _right,
    ((lambda w, b, m, s: (w * s, b - np.sum(m * w * s)),
      "Divide by scale: in a unit a hundred times smaller the coefficient is a hundred times "
      "smaller."),
     (lambda w, b, m, s: (w / s, b),
      "The intercept has to move too: the columns are no longer centred."),
     (lambda w, b, m, s: (w / s, b - np.sum(m * w)),
      "In the intercept the coefficients are those of the new units."),
     (lambda w, b, m, s: (w / s, b + np.sum(m * w / s)),
      "The intercept moves the other way: (x − m)/s·w has −m·w/s in it."),
     (lambda w, b, m, s: (w, b),
      "The features have been divided by scale: undo that in the coefficients.")),
    shapes=lambda coef, *_: (coef.shape, ()),
    lesson="14",
    hints=(
        "Write the prediction out for one row: intercept + ((x - centre) / scale) @ coef.",
        "What multiplies x is the new coefficient. All the rest is the new intercept.",
        "The new coef is coef / scale. The new intercept is intercept - (centre / scale) @ coef."))

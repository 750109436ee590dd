"""A small neural network on handwritten digits, some with wrong labels, under four brakes.

Weight decay, dropout and moved copies change the training; stopping is reading it early.
"""

from collections import namedtuple
from functools import lru_cache

import numpy as np

from regviz.core.validation import demand
from regviz.data.datasets import digits

ROWS, HELD_OUT, UNITS = 200, 400, 32
STEPS, EVERY, STEP = 600, 20, 0.5
# Rows are multiplied in blocks of so many: products this small stay on one core. Where other
# programs keep the cores busy, sharing them out made the training nine times slower.
BLOCK = 100
# All is float64: steps this long multiply rounding, and float32 gave other losses on other
# processors (0.55 or 0.61 for one setting).
TIMES = np.arange(0, STEPS + 1, EVERY)
KNOBS = {  # five settings each, from off to strong
    "decay": (0.0, 0.001, 0.003, 0.01, 0.03),
    "dropout": (0.0, 0.2, 0.4, 0.6, 0.8),
    "copies": (0, 1, 2, 3, 4),
}
WAYS = ((0, 0), (0, 1), (0, -1), (1, 0), (-1, 0))  # one pixel down, up, right, left

Digits = namedtuple("Digits", "images given right wrong held_images held_labels shifted")
Digits.__doc__ = """The fitted images (n, 64) with the labels given and the right ones; wrong (n,)
marks those that differ. Images held out, their right labels, and the same images moved by one pixel
all four ways, (4, m, 64)."""

Training = namedtuple("Training", "train test shifted learned accuracy")
Training.__doc__ = """Along the training, at TIMES: the mean log loss on the labels that were given,
on digits held out, and on these moved by one pixel; the share of the wrong labels that the network
repeats, and the share of the digits held out that it reads rightly."""


def moved(images, right, down):
    """Images (n, 64) moved by whole pixels; what leaves the frame of 8 x 8 is lost."""
    framed = np.pad(images.reshape(-1, 8, 8), ((0, 0), (1, 1), (1, 1)))
    return framed[:, 1 - down:9 - down, 1 - right:9 - right].reshape(-1, 64)


@lru_cache(maxsize=8)
def sample(wrong=30, seed=0):
    """`Digits` drawn with a seed: `wrong` of the 200 fitted ones get a label that is not theirs."""
    demand(isinstance(wrong, int) and 0 <= wrong <= ROWS,
           "wrong must be a whole number from 0 to {}: got {!r}", ROWS, wrong)
    data = digits()
    rng = np.random.default_rng(seed)
    images = data.X / 16
    labels = data.y.astype(int)
    fitted, held = np.split(rng.permutation(len(labels))[:ROWS + HELD_OUT], [ROWS])
    marked = np.arange(ROWS) < wrong
    given = np.where(marked, labels[fitted] + rng.integers(1, 10, ROWS), labels[fitted]) % 10
    shifted = np.stack([moved(images[held], *way) for way in WAYS[1:]])
    return Digits(images[fitted], given, labels[fitted], marked, images[held], labels[held],
                  shifted)


def blocks(rows):
    """Rows (n, k) as (n / 100, 100, k)."""
    return rows.reshape(-1, BLOCK, rows.shape[-1])


def forward(net, X, keep=1.0):
    """(hidden units, log of the chance of each digit) of the network W, a, V, c, for images
    (..., n, 64); `keep` multiplies the hidden units."""
    W, a, V, c = net
    hidden = np.maximum(X @ W + a, 0) * keep
    score = hidden @ V + c
    score = score - score.max(axis=-1, keepdims=True)
    return hidden, score - np.log(np.exp(score).sum(axis=-1, keepdims=True))


def slopes(net, X, Y, keep=1.0):
    """The slopes of the mean log loss in W, a, V, c by the chain rule, for `blocks` of images X and
    of Y, which holds a 1 in the column of the label."""
    hidden, log_chance = forward(net, X, keep)
    off = (np.exp(log_chance) - Y) / (len(X) * BLOCK)
    back = (off @ net[2].T) * (hidden > 0) * keep
    return ((np.swapaxes(X, 1, 2) @ back).sum(axis=0), back.sum(axis=(0, 1)),
            (np.swapaxes(hidden, 1, 2) @ off).sum(axis=0), off.sum(axis=(0, 1)))


def train(data, decay=0.0, dropout=0.0, copies=0, seed=0):
    """`Training` by gradient descent with all images at once.

    decay shrinks the weights, not the intercepts, in every step; dropout silences this share of the
    hidden units at random and scales the others up; copies adds the images moved in so many ways.
    """
    rng = np.random.default_rng(seed)
    X = blocks(np.vstack([moved(data.images, *way) for way in WAYS[:copies + 1]]))
    Y = blocks(np.tile(np.eye(10)[data.given], (copies + 1, 1)))
    net = [rng.standard_normal((64, UNITS)) / 6, np.zeros(UNITS),
           rng.standard_normal((UNITS, 10)) / 6, np.zeros(10)]
    seen = []
    for t in range(STEPS + 1):
        if t % EVERY == 0:
            seen.append(_look(net, data))
        keep = 1.0
        if dropout:
            kept = rng.random((len(X), BLOCK, UNITS)) >= dropout
            keep = kept / (1 - dropout)
        for part, slope in zip(net, slopes(net, X, Y, keep), strict=True):
            if part.ndim == 2:
                part *= 1 - STEP * decay
            part -= STEP * slope
    return Training(*np.array(seen).T)


def _look(net, data):
    """What `Training` holds at one time."""
    fitted, held, shifted = (forward(net, blocks(images))[1].reshape(-1, 10)
                             for images in (data.images, data.held_images, data.shifted))
    shifted = shifted.reshape(4, HELD_OUT, 10)
    rows, held_rows = np.arange(ROWS), np.arange(HELD_OUT)
    repeated = (fitted.argmax(axis=1) == data.given)[data.wrong]
    return (-fitted[rows, data.given].mean(), -held[held_rows, data.held_labels].mean(),
            -shifted[:, held_rows, data.held_labels].mean(),
            repeated.mean() if repeated.size else 0.0,
            (held.argmax(axis=1) == data.held_labels).mean())


@lru_cache(maxsize=8)
def trainings(wrong=30, seed=0):
    """{knob: the `Training` of each of its five settings}; setting 0 of all knobs is the same."""
    data = sample(wrong, seed)
    plain = train(data, seed=seed)
    return {knob: (plain, *(train(data, **{knob: value}, seed=seed) for value in values[1:]))
            for knob, values in KNOBS.items()}

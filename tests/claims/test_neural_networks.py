"""The small network: scikit-learn's loss, slopes, moved digits, decay by hand."""

import numpy as np
import pytest

pytest.importorskip("sklearn")
from regviz.claims import neural_networks as networks

DATA = networks.sample()


def random_net(seed=0):
    rng = np.random.default_rng(seed)
    return [rng.normal(size=(64, 6)) / 4, rng.normal(size=6), rng.normal(size=(6, 10)),
            rng.normal(size=10)]


def loss(net, X, labels):
    return -networks.forward(net, X)[1][np.arange(len(X)), labels].mean()


def test_the_loss_is_scikit_learns():
    from sklearn.neural_network import MLPClassifier

    mlp = MLPClassifier(8, alpha=6.0, solver="lbfgs", max_iter=3000, random_state=0)
    mlp.fit(DATA.images, DATA.given)
    net = [mlp.coefs_[0], mlp.intercepts_[0], mlp.coefs_[1], mlp.intercepts_[1]]
    assert np.allclose(np.exp(networks.forward(net, DATA.images)[1]),
                       mlp.predict_proba(DATA.images), atol=1e-5)
    penalty = 6.0 / (2 * len(DATA.images)) * sum((part**2).sum() for part in net[::2])
    assert np.isclose(mlp.loss_, loss(net, DATA.images, DATA.given) + penalty, rtol=1e-4)


@pytest.mark.parametrize("part", range(4))
def test_the_slopes_are_those_of_small_differences(part):
    net, X, Y = random_net(), DATA.images.astype(float), np.eye(10)[DATA.given]
    slope = networks.slopes(net, networks.blocks(X), networks.blocks(Y))[part]
    place = tuple(size // 2 for size in net[part].shape)
    ends = []
    for move in (-1e-6, 1e-6):
        near = [values.copy() for values in net]
        near[part][place] += move
        ends.append(loss(near, X, DATA.given))
    assert np.isclose((ends[1] - ends[0]) / 2e-6, slope[place], atol=1e-6)


def test_images_move_by_a_pixel_and_lose_what_leaves():
    image = np.arange(64.0)[None]
    right = networks.moved(image, 1, 0).reshape(8, 8)
    assert np.array_equal(right[:, 1:], image.reshape(8, 8)[:, :-1]) and not right[:, 0].any()
    up = networks.moved(image, 0, -1).reshape(8, 8)
    assert np.array_equal(up[:-1], image.reshape(8, 8)[1:]) and not up[-1].any()


@pytest.mark.parametrize("wrong", [0, 30])
def test_so_many_labels_are_wrong_and_only_those(wrong):
    data = networks.sample(wrong, 1)
    assert np.array_equal(data.given != data.right, data.wrong) and data.wrong.sum() == wrong
    assert data.shifted.shape == (4, len(data.held_labels), 64)


@pytest.mark.parametrize("wrong", [-1, 201, 3.5])
def test_a_number_of_wrong_labels_that_cannot_be_is_named(wrong):
    with pytest.raises(ValueError, match="wrong must be a whole number from 0 to 200"):
        networks.sample(wrong)


def test_decay_shrinks_the_weights_before_each_step(monkeypatch):
    """Twenty steps by hand, in the form w - step (slope + lam w), give the same losses."""
    monkeypatch.setattr(networks, "STEPS", 20)
    run = networks.train(DATA, decay=0.01)
    rng = np.random.default_rng(0)
    net = [rng.standard_normal((64, 32)) / 6, np.zeros(32),
           rng.standard_normal((32, 10)) / 6, np.zeros(10)]
    assert np.isclose(run.train[0], loss(net, DATA.images, DATA.given), rtol=1e-12)
    for _ in range(20):
        slopes = networks.slopes(net, networks.blocks(DATA.images),
                                 networks.blocks(np.eye(10)[DATA.given]))
        net = [part - 0.5 * (slope + 0.01 * part * (part.ndim == 2))
               for part, slope in zip(net, slopes, strict=True)]
    assert np.isclose(run.train[1], loss(net, DATA.images, DATA.given), rtol=1e-4)
    assert np.isclose(run.test[1], loss(net, DATA.held_images, DATA.held_labels), rtol=1e-4)


@pytest.mark.parametrize("seed", range(3))
def test_without_a_brake_the_network_learns_wrong_labels_by_heart(seed):
    runs = networks.trainings(30, seed)
    off = runs["decay"][0]
    assert off.learned[-1] > 0.9 and off.test[-1] > 1.2 * off.test.min()
    assert min(run.test[-1] for run in runs["decay"]) < 0.9 * off.test[-1]
    assert min(run.test[-1] for run in runs["dropout"]) < 0.9 * off.test[-1]
    others = [run.shifted[-1] for knob in ("decay", "dropout") for run in runs[knob]]
    assert runs["copies"][4].shifted[-1] < 0.6 * min(others)

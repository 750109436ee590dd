"""Where the shrinking enters: in the gradient, or on the weight."""

import numpy as np
import pytest

from regviz.claims.weight_decay import GRADIENTS, weights_left


@pytest.mark.parametrize("method", ["sgd", "adam"])
def test_without_a_penalty_the_weights_are_left_whole(method):
    for share in weights_left(method, 0.0, 20):
        assert share.shape == (20, GRADIENTS.size) and np.allclose(share, 1)


def test_for_plain_steps_both_places_are_the_same():
    in_gradient, on_weight = weights_left("sgd", 0.5, 50)
    assert np.allclose(in_gradient, on_weight)


def test_the_first_plain_step_multiplies_the_weight():
    in_gradient, on_weight = weights_left("sgd", 0.5, 1)
    assert np.all(in_gradient < 1) and np.all(on_weight < 1)

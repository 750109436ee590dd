"""All claims, by their letter."""

from regviz.claims.accuracy import sparse_and_dense
from regviz.claims.bump_dictionary import wiggly_curves
from regviz.claims.capacity import capacity_without_a_penalty
from regviz.claims.corners import sparse_solutions
from regviz.claims.lasso import added_lambda, binary_weights, closed_forms
from regviz.claims.ledger import Claim
from regviz.claims.losses import median_and_mean, outliers
from regviz.claims.margins import cost_and_budget
from regviz.claims.neighbours import neighbours
from regviz.claims.ridge import collinear_features, huge_lambda
from regviz.claims.smaller_weights import smaller_weights
from regviz.claims.uniqueness import how_many_solutions
from regviz.claims.weight_decay import weight_decay

LEDGER: dict[str, Claim] = {
    claim.id: claim
    for claim in (
        cost_and_budget, neighbours, huge_lambda, median_and_mean, outliers, how_many_solutions,
        closed_forms, sparse_and_dense, binary_weights, wiggly_curves, sparse_solutions,
        collinear_features, added_lambda, weight_decay, smaller_weights,
        capacity_without_a_penalty,
    )
}

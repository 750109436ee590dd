"""A finding holds plain numbers and says its verdict; a claim runs its experiment."""

from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from regviz.claims import LEDGER
from regviz.claims.ledger import Finding, claim


def test_a_finding_holds_the_numbers_of_python():
    finding = Finding({"a": np.float64(0.5), "b": np.int64(3)}, np.bool_(True))
    assert [type(value) for value in finding.figures.values()] == [float, float]
    assert finding.holds is True


@pytest.mark.parametrize("holds, said", [(True, "holds"), (False, "does not hold")])
def test_a_finding_says_its_verdict_and_its_figures(holds, said):
    finding = Finding({"size |w|": 0.25}, holds)
    assert repr(finding) == f"Finding({said}: size |w| = 0.25)"
    table = finding._repr_markdown_()
    assert f"**{said}**" in table and "size \\|w\\| | 0.25" in table


def test_a_claim_runs_its_experiment_with_the_seed():
    @claim("z", says="One.", verdict="half", right="Two.", lesson="00")
    def experiment(seed):
        return Finding({"seed": seed}, True)

    assert experiment(7).figures == {"seed": 7.0} and experiment().figures == {"seed": 0.0}
    assert experiment.share == 1.0 and repr(experiment) == "Claim z: half"


@pytest.mark.parametrize("record, name", [(Finding({}, True), "holds"), (LEDGER["a"], "verdict")])
def test_records_are_frozen(record, name):
    with pytest.raises(FrozenInstanceError):
        setattr(record, name, None)

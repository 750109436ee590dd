"""Every verdict of the ledger, repeated over many seeds."""

import pytest

from regviz.claims import LEDGER

SEEDS = range(40)
VERDICTS = {
    "true", "false", "half", "depends", "true, with conditions", "false for penalties",
    "false as said", "true for stability", "in the broad sense",
}
every_claim = pytest.mark.parametrize("claim", LEDGER.values(), ids=repr)


@every_claim
def test_verdict_holds_in_its_share_of_seeds(claim):
    findings = [claim(seed) for seed in SEEDS]
    agree = sum(finding.holds for finding in findings)
    lost = next((finding for finding in findings if not finding.holds), None)
    assert agree >= claim.share * len(SEEDS), f"{agree} of {len(SEEDS)} seeds agree; not: {lost!r}"
    for name in findings[0].figures:
        if name.endswith("/ at the best"):
            ratios = [finding.figures[name] for finding in findings]
            assert 1 <= min(ratios) < max(ratios) < 100, name


@every_claim
def test_figures_follow_the_seed_and_nothing_else(claim):
    assert claim(3).figures == claim(3).figures
    assert any(claim(3).figures[name] != claim(4).figures[name] for name in claim(3).figures)


def test_all_claims_but_our_own_name_their_source():
    assert {letter for letter, claim in LEDGER.items() if not claim.source} == {"d", "j", "m"}


@every_claim
def test_card_says_what_the_ledger_asks(claim):
    card = claim._repr_markdown_()
    assert claim.verdict in VERDICTS and 0.9 <= claim.share <= 1
    assert all(text in card for text in (claim.says, claim.verdict, claim.right))
    assert claim.lesson and claim.says.endswith(".") and claim.right.endswith(".")

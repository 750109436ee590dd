"""The audit of dependencies: nothing passes unseen, and no waiver lasts for ever."""

import datetime

import pytest
from audit import WAIVERS, complaints, waivers

TODAY = datetime.date(2027, 1, 31)
WEAK = {"name": "numpy", "version": "1.0", "vulns": [
    {"id": "PYSEC-1", "aliases": ["CVE-7", "GHSA-a"], "fix_versions": ["1.1"]}]}
SOUND = {"name": "pillow", "version": "10.0", "vulns": []}


def told(waived, *packages):
    return complaints({"dependencies": packages}, waivers(waived), TODAY)


def test_a_weakness_is_told_with_the_release_that_mends_it():
    assert told("", SOUND, WEAK) == ["numpy 1.0: PYSEC-1, mended in 1.1"]


@pytest.mark.parametrize("name", ["PYSEC-1", "CVE-7", "GHSA-a"])
@pytest.mark.parametrize("day, holds", [("2027-01-31", True), ("2027-01-30", False)])
def test_a_waiver_holds_until_its_day_by_any_name(name, day, holds):
    found = told(f"{name} {day} not reached from here", SOUND, WEAK)
    assert found == [] if holds else found == [f"numpy 1.0: the waiver of {name} ended on {day}"]


def test_a_waiver_that_nothing_needs_has_to_go():
    assert "not needed any more" in told("CVE-7 2030-01-01 old", SOUND)[0]


def test_what_was_not_looked_at_does_not_pass():
    assert told("", {"name": "six", "skip_reason": "not found"}) == [
        "six was not looked at: not found"]


@pytest.mark.parametrize("line", ["CVE-7", "CVE-7 2027-01-31", "CVE-7 soon it is mended"])
def test_a_waiver_without_a_day_or_a_reason_is_refused(line):
    with pytest.raises(ValueError, match=line):
        waivers(line)


def test_the_waivers_of_the_project_can_be_read():
    waivers(WAIVERS.read_text("utf-8"))

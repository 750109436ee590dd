"""A verdict is one sentence with its mark, as text and on a page."""

import pytest

from regviz.core.verdict import Verdict


@pytest.mark.parametrize("passed, mark", [(True, "✓ "), (False, "✗ "), (None, "")])
def test_a_verdict_says_its_sentence_with_its_mark(passed, mark):
    verdict = Verdict("a < b", passed)
    assert repr(verdict) == f"{mark}a < b"
    page = verdict._repr_html_()
    assert f"<b>{mark}</b>a &lt; b" in page and 'role="status"' in page

"""Names that come when they are asked for."""

import sys
import types

import pytest

from regviz.core.lazy import attach


def test_a_name_is_imported_when_it_is_asked_for_and_others_are_refused():
    get, names, listed = attach("json", {"decoder": "JSONDecoder", "scanner": "."})
    assert names() == listed == ["JSONDecoder", "scanner"]
    assert get("JSONDecoder").__name__ == "JSONDecoder"
    assert get("scanner") is sys.modules["json.scanner"]
    with pytest.raises(AttributeError, match="'json' has no attribute 'nothing'"):
        get("nothing")


def test_names_of_folders_are_handed_on():
    import regviz
    assert isinstance(regviz.solvers, types.ModuleType)
    assert regviz.LassoPath is regviz.solvers.LassoPath

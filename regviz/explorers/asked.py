"""What may stand in the argument of a picture's call, by its name; each call says the range."""

from pathlib import Path

from regviz.core.arguments import (
    check_flag,
    check_text,
    check_whole,
    number,
    whole,
)
from regviz.explorers.formula import check_formula

finite = number()
zero_or_more = number(0)


def _file(value, name):
    """The name of a file as text, also where it is a path."""
    return check_text(str(value) if isinstance(value, Path) else value, name)


KINDS = {
    check_whole: "d degree depth k keep length most n nonzeros p problems repeats rows sets "
    "setting shuffle sparsity steps trees turn width wrong",
    whole(0, 10**9): "seed",
    finite: "corr l1_ratio largest noise norm share spread start stretch t test_share times_best "
    "x_out y_out z",
    number(0, above=True): "lam",
    check_text: "ball first_weight kernel knob meaning method missing penalty rule truth",
    check_flag: "power",
    check_formula: "median solve threshold update",
    _file: "file",
}
CHECKS = {name: check for check, names in KINDS.items() for name in names.split()}

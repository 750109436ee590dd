"""Small changes to Python source, one at a time: what a careless hand might do to a formula.

Changed: comparisons, arithmetic, `and` and `or`, `not` and minus signs, numbers and truth values,
conditions, what a function returns, arguments of calls (those with a name, and the last), `min`
and `max` and their like, statements.
Left alone: text (strings, f-strings, what an error says, `__repr__`), type hints, imports, and what
only guards or silences: `strict` of zip, the size of a cache, `np.errstate`.
"""

import ast
import copy
from dataclasses import dataclass

OPERATORS = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,), ast.And: (ast.Or,), ast.Or: (ast.And,),
    ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.Div,), ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div,), ast.Mod: (ast.Mult,), ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,), ast.BitAnd: (ast.BitOr,), ast.BitOr: (ast.BitAnd,),
}
OPPOSITES = {
    "min": "max", "minimum": "maximum", "argmin": "argmax", "any": "all", "floor": "ceil",
    "nanmin": "nanmax", "zeros": "ones", "zeros_like": "ones_like",
}
OPPOSITES |= {other: name for name, other in OPPOSITES.items()}
SAYS = ("__repr__", "__str__")
GUARDS = ("strict", "maxsize")  # arguments
SILENT = ("errstate", "lru_cache")  # calls
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


@dataclass(frozen=True)
class Mutation:
    """One change: the bytes from `start` to `stop` become `after`.

    `first` and `last` are the lines of the statement around it. `once` says that this statement
    runs when the file is imported.
    """

    line: int
    start: int
    stop: int
    before: str
    after: str
    first: int
    last: int
    once: bool

    def __str__(self):
        return f"{self.before}  →  {self.after}"

    def apply(self, source):
        data = source.encode()
        return (data[:self.start] + self.after.encode() + data[self.stop:]).decode()


def mutations(source):
    """All changes to the source that leave it valid Python, in the order of the lines."""
    finder = Finder(source)
    finder.visit(ast.parse(source))
    found = dict.fromkeys(finder.found)
    return sorted((m for m in found if compiles(m.apply(source))), key=lambda m: m.line)


def code_lines(source):
    """The number of lines with a statement or a part of one, without docstrings."""
    lines = set()
    for node in ast.walk(ast.parse(source)):
        text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if isinstance(node, ast.stmt) and not text:
            lines |= {n.lineno for n in ast.walk(node) if hasattr(n, "lineno")}
    return len(lines)


def compiles(source):
    try:
        compile(source, "mutant", "exec")
    except SyntaxError:
        return False
    return True


def is_text(node):
    if isinstance(node, ast.BinOp):
        return is_text(node.left) or is_text(node.right)
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str))


def header(statement):
    """The last line of a statement without its body."""
    body = getattr(statement, "body", None)
    if not isinstance(body, list) or not body:
        return statement.end_lineno
    return max(statement.lineno, min(node.lineno for node in body) - 1)


class Finder(ast.NodeVisitor):
    """Collects the mutations of one source in `found`."""

    def __init__(self, source):
        self.data = source.encode()
        self.starts = [0]
        for line in self.data.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.found = []
        self.statement = None
        self.depth = 0

    def add(self, node, after):
        """The node becomes another node, or the text `after`."""
        start = self.starts[node.lineno - 1] + node.col_offset
        stop = self.starts[node.end_lineno - 1] + node.end_col_offset
        if isinstance(after, ast.expr):
            after = ast.unparse(ast.fix_missing_locations(after))
            after = after if isinstance(node, (ast.Constant, ast.Call)) else f"({after})"
        before = ast.unparse(node)
        if isinstance(node, ast.stmt) or after.strip("()") != before.strip("()"):
            self.found.append(Mutation(
                node.lineno, start, stop, before, after, self.statement.lineno,
                header(self.statement), self.depth == 0,
            ))

    def changed(self, node, **fields):
        """A copy of the node with other fields."""
        other = copy.copy(node)
        for name, value in fields.items():
            setattr(other, name, value)
        return other

    def visit(self, node):
        if isinstance(node, ast.stmt):
            outer, self.statement = self.statement, node
            super().visit(node)
            self.statement = outer
        else:
            super().visit(node)

    def function(self, node):
        if getattr(node, "name", "") in SAYS:
            return
        for part in (*getattr(node, "decorator_list", ()), *node.args.defaults,
                     *filter(None, node.args.kw_defaults)):
            self.visit(part)
        outer = self.statement
        self.depth += 1
        for part in node.body if isinstance(node.body, list) else [node.body]:
            self.statement = part
            self.visit(part)
        self.depth -= 1
        self.statement = outer

    visit_FunctionDef = visit_AsyncFunctionDef = visit_Lambda = function

    def visit_AnnAssign(self, node):
        if node.value:
            self.visit(node.value)

    def visit_JoinedStr(self, node):
        """Text."""

    def visit_Raise(self, node):
        self.add(node, "pass")

    def visit_Assert(self, node):
        self.add(node, "pass")
        self.visit(node.test)

    def visit_Break(self, node):
        self.add(node, "pass")

    visit_Continue = visit_Break

    def visit_Expr(self, node):
        if not isinstance(node.value, (ast.Constant, ast.Yield, ast.YieldFrom)):
            self.add(node, "pass")
        self.generic_visit(node)

    def visit_Assign(self, node):
        if all(isinstance(target, (ast.Attribute, ast.Subscript)) for target in node.targets):
            self.add(node, "pass")
        self.generic_visit(node)

    def visit_AugAssign(self, node):
        self.add(node, "pass")
        for operator in OPERATORS.get(type(node.op), ()):
            if not is_text(node.value):
                self.add(node, ast.unparse(self.changed(node, op=operator())))
        self.generic_visit(node)

    def visit_Return(self, node):
        if node.value and not (isinstance(node.value, ast.Constant) and node.value.value is None):
            self.add(node, "return None")
        self.generic_visit(node)

    def condition(self, node):
        name = ast.unparse(node.test)
        if name != "__name__ == '__main__'":
            for forced in (False,) if isinstance(node, ast.While) else (True, False):
                self.add(node.test, ast.Constant(forced))
            self.generic_visit(node)

    visit_If = visit_While = visit_IfExp = condition

    def visit_comprehension(self, node):
        for test in node.ifs:
            self.add(test, ast.Constant(True))
        self.generic_visit(node)

    def visit_Compare(self, node):
        for k, operator in enumerate(node.ops):
            for other in OPERATORS[type(operator)]:
                ops = [*node.ops[:k], other(), *node.ops[k + 1:]]
                self.add(node, self.changed(node, ops=ops))
        self.generic_visit(node)

    def visit_BoolOp(self, node):
        for other in OPERATORS[type(node.op)]:
            self.add(node, self.changed(node, op=other()))
        self.generic_visit(node)

    def visit_BinOp(self, node):
        if not is_text(node):
            for other in OPERATORS.get(type(node.op), ()):
                self.add(node, self.changed(node, op=other()))
        self.generic_visit(node)

    def visit_UnaryOp(self, node):
        self.add(node, node.operand)
        self.generic_visit(node)

    def visit_Constant(self, node):
        if isinstance(node.value, bool):
            self.add(node, ast.Constant(not node.value))
        elif isinstance(node.value, (int, float)):
            self.add(node, ast.Constant(node.value + 1))

    def visit_keyword(self, node):
        if node.arg not in GUARDS:
            self.visit(node.value)

    def visit_Call(self, node):
        if getattr(node.func, "attr", getattr(node.func, "id", "")) in SILENT:
            return
        if len(node.args) > 1:
            self.add(node, self.changed(node, args=node.args[:-1]))
        for k, keyword in enumerate(node.keywords):
            if keyword.arg in GUARDS:
                continue
            keywords = [*node.keywords[:k], *node.keywords[k + 1:]]
            self.add(node, self.changed(node, keywords=keywords))
        self.generic_visit(node)

    def visit_Attribute(self, node):
        if node.attr in OPPOSITES:
            self.add(node, self.changed(node, attr=OPPOSITES[node.attr]))
        self.generic_visit(node)

    def visit_Name(self, node):
        if node.id in OPPOSITES and isinstance(node.ctx, ast.Load):
            self.add(node, ast.Name(OPPOSITES[node.id], node.ctx))

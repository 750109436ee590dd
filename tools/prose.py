"""The prose of a lesson: what stands in Markdown, on cards and in comments, as plain sentences."""

import ast
import io
import re
import tokenize

CARDS = {"rv.predict": ("why",), "rv.exit_question": ("feedback",)}
NO_PROSE = re.compile(r"```.*?```|\$\$.*?\$\$|<!--.*?-->|^\|.*?$|<table.*?</table>", re.S | re.M)
HEADING = re.compile(r"^#+ .*?$", re.M)
FORMULA = re.compile(r"\$[^$]*\$|`[^`]*`")
ABBREVIATION = re.compile(r"\b([A-Z]|vs|e\.g|i\.e|cf|al|ch|chap|Chap|eq|Eq|Mr|Ms|Dr|pp|vol)\.")
MARKS = r"[\"'”’)*_]*\s+"
END = re.compile(rf"(?<=[.?!]){MARKS}|(?<=:){MARKS}(?=[\"'“‘(*_]*[A-ZÀ-Þ])|\n\s*\n")
WORD = re.compile(r"[\w†λ]", re.U)


def plain(markdown):
    """Markdown without headings, tables, code blocks and marks; a formula or code is one word."""
    text = HEADING.sub("\n\n", NO_PROSE.sub("\n\n", markdown))
    text = FORMULA.sub("x", text)
    text = re.sub(r"</?(summary|details)>", "\n\n", text)
    text = re.sub(r"<[a-z/][^>]*>", " ", text)
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"^\s*(?:[-*+>]|\d+[.)])\s+", "\n\n", text, flags=re.M)
    text = text.replace(" · ", "\n\n")  # a dot in the middle parts the items of a list
    return re.sub(r"\*+", "", text)


def sentences(text):
    """The sentences of plain text."""
    text = ABBREVIATION.sub(lambda found: found[0][:-1] + "†", text)
    parts = (" ".join(part.split()) for part in END.split(text))
    return [part.replace("†", ".") for part in parts if part]


def words(text):
    """The words of plain text; a dash or an equals sign on its own is none."""
    return [word for word in text.split() if WORD.search(word)]


def tree(cell):
    """The syntax tree of a code cell, without magics."""
    return ast.parse(re.sub(r"^\s*[%!].*$", "", cell.source, flags=re.M))


def calls(cell):
    """(name as it is written, the call) of every call in a code cell."""
    found = [node for node in ast.walk(tree(cell)) if isinstance(node, ast.Call)]
    found.sort(key=lambda node: (node.lineno, node.col_offset))
    return [(ast.unparse(node.func), node) for node in found]


def texts(node):
    """The texts written in a call, pieced together: question, choices, reasons."""
    inside = {id(part) for child in ast.walk(node) if isinstance(child, ast.JoinedStr)
              for part in child.values}
    for child in ast.walk(node):
        if isinstance(child, ast.Constant) and isinstance(child.value, str) \
                and id(child) not in inside:
            yield child.value
        elif isinstance(child, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else "x"
                          for part in child.values)


def card_texts(cell):
    """What the prediction cards and exit questions of a code cell say."""
    return [text for name, call in calls(cell) if name in CARDS for text in texts(call)]


def comments(cell):
    """The comments of a code cell; lines that follow one another are one comment."""
    source = re.sub(r"^\s*[%!].*$", "", cell.source, flags=re.M)
    found, last = [], None
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT:
            continue
        text = token.string.lstrip("# ")
        if last is not None and token.start[0] == last + 1 and not token.line.split("#")[0].strip():
            found[-1] += " " + text
        else:
            found.append(text)
        last = token.start[0]
    return found


def docstrings(cell):
    """The docstrings of the functions and classes of a code cell."""
    kinds = (ast.FunctionDef, ast.ClassDef)
    defined = [node for node in ast.walk(tree(cell)) if isinstance(node, kinds)]
    return [text for text in map(ast.get_docstring, defined) if text]


def prose(cell):
    """Everything that a cell says to a reader, as plain texts."""
    if cell.cell_type == "markdown":
        return [plain(cell.source)]
    if cell.cell_type != "code":
        return []
    return [FORMULA.sub("x", text) for text in
            (*card_texts(cell), *comments(cell), *docstrings(cell))]

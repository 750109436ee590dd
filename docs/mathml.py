"""Formulas as MathML, made when the site is built: no script, no other host, read aloud by screen
readers. A maths font is shipped beside them."""

import re

from docutils.nodes import SkipNode
from latex2mathml.converter import convert

# Browsers know no other way to these alphabets than their own letters of Unicode.
SANS = str.maketrans(
    {chr(ord("A") + i): chr(0x1D5A0 + i) for i in range(26)}
    | {chr(ord("a") + i): chr(0x1D5BA + i) for i in range(26)}
)


OPEN, CLOSE = "([{⟨⌊⌈", ")]}⟩⌋⌉"
SIZED = re.compile(r'<mo (minsize="[^"]*" maxsize="[^"]*")>(.)</mo>')


def mathml(latex, display=False):
    """The <math> element of a formula in LaTeX."""
    math = convert(latex, display="block" if display else "inline")
    math = re.sub(r"&#x([0-9A-F]+);", _letter, math)
    math = re.sub(r'<mi mathvariant="sans-serif">(.)</mi>',
                  lambda found: f"<mi>{found[1].translate(SANS)}</mi>", math)
    # A word set upright is one name, not a product of letters.
    math = re.sub(r'(?:<mi mathvariant="normal">\w</mi>){2,}',
                  lambda found: f"<mi>{re.sub('<[^>]+>', '', found[0])}</mi>", math)
    # Bars do not grow, brackets hug what is in them, dots are a letter.
    math = math.replace("<mo>‖</mo>", '<mo stretchy="false">‖</mo>')
    math = SIZED.sub(_bracket, math)
    return math.replace("<mo>…</mo>", "<mi>…</mi>").replace("\\_", "_")


def _letter(found):
    letter = chr(int(found[1], 16))
    return found[0] if letter in "<>&" else letter


def _bracket(found):
    size, sign = found.groups()
    form = "prefix" if sign in OPEN else "postfix" if sign in CLOSE else ""
    return f'<mo {size} form="{form}">{sign}</mo>' if form else found[0]


def _inline(writer, node):
    writer.body.append(mathml(node.astext()))
    raise SkipNode


def _block(writer, node):
    formula = mathml(node.astext(), display=True)
    writer.body.append(f'<div class="formula" tabindex="0">{formula}</div>\n')
    raise SkipNode


def setup(app):
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}

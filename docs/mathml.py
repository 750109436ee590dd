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
TIGHT = 'lspace="0" rspace="0"'
BIG = re.compile(r"\\[bB]ig(?=([\[(|\])]))")
PLAIN = re.compile(r'<mo(?: stretchy="false")?>([|‖/])</mo>')
SIGN = re.compile(r"(^<math[^>]*><mrow>|<mrow>|<mo[^>]*>[=<>≤≥≈([,]</mo>)<mo>−</mo>")


def mathml(latex, display=False):
    """The <math> element of a formula in LaTeX."""
    latex = _sized(latex)
    math = convert(latex, display="block" if display else "inline")
    math = re.sub(r"&#x([0-9A-F]+);", _letter, math)
    math = re.sub(r'<mi mathvariant="sans-serif">(.)</mi>',
                  lambda found: f"<mi>{found[1].translate(SANS)}</mi>", math)
    # A word set upright is one name, not a product of letters.
    math = re.sub(r'(?:<mi mathvariant="normal">\w</mi>){2,}',
                  lambda found: f"<mi>{re.sub('<[^>]+>', '', found[0])}</mi>", math)
    # No room around bars and slashes, and none after a sign; dots are a letter.
    math = PLAIN.sub(rf'<mo stretchy="false" {TIGHT}>\1</mo>', math)
    math = SIGN.sub(rf'\1<mo form="prefix" {TIGHT}>−</mo>', math)
    return math.replace("<mo>…</mo>", "<mi>…</mi>").replace("\\_", "_")


def _sized(latex):
    r"""\big and \Big as \left and \right: brackets are as high as what is in them. Of bars every
    second one closes."""
    open_bar = False

    def side(found):
        nonlocal open_bar
        closes = found[1] in ")]"
        if found[1] == "|":
            closes, open_bar = open_bar, not open_bar
        return r"\right" if closes else r"\left"

    return BIG.sub(side, latex)


def _letter(found):
    letter = chr(int(found[1], 16))
    return found[0] if letter in "<>&" else letter


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

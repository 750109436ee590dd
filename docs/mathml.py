"""Formulas as MathML, made when the site is built: no script, no other host, read aloud by screen
readers. A maths font is shipped beside them."""

import re

from latex2mathml.converter import convert

# Browsers know no other way to these alphabets than their own letters of Unicode.
SANS = str.maketrans(
    {chr(ord("A") + i): chr(0x1D5A0 + i) for i in range(26)}
    | {chr(ord("a") + i): chr(0x1D5BA + i) for i in range(26)}
)


def mathml(latex, display=False):
    """The <math> element of a formula in LaTeX."""
    math = convert(latex, display="block" if display else "inline")
    math = re.sub(r'<mi mathvariant="sans-serif">(.)</mi>',
                  lambda found: f"<mi>{found[1].translate(SANS)}</mi>", math)
    # A word set upright is one name, not a product of letters.
    return re.sub(r'(?:<mi mathvariant="normal">\w</mi>){2,}',
                  lambda found: f"<mi>{re.sub('<[^>]+>', '', found[0])}</mi>", math)


def _inline(writer, node):
    writer.body.append(mathml(node.astext()))
    raise _skip()


def _block(writer, node):
    formula = mathml(node.astext(), display=True)
    writer.body.append(f'<div class="formula" tabindex="0">{formula}</div>\n')
    raise _skip()


def _skip():
    from docutils.nodes import SkipNode

    return SkipNode()


def setup(app):
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}

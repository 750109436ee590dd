"""Sphinx: the site's pages from the lessons, the guide, the glossary and the docstrings.

`tools/site.py` lays the sources together, with site.json, which tells of lessons and pictures, and
runs this.
"""

import json
import os
import sys
from pathlib import Path

HERE = Path(__file__).parent
TOLD = json.loads((HERE / "site.json").read_text("utf-8"))
sys.path.insert(0, str(HERE))
# regviz and what it needs come from the Python that runs tools/site.py, Sphinx from site.txt.
sys.path.extend(filter(None, os.environ.get("REGVIZ_PATH", "").split(os.pathsep)))

project = "regviz"
author = "the regviz authors"
version = release = TOLD["version"]
html_title = "regviz"
root_doc = "index"
language = "en"
extensions = ["myst_nb", "sphinx.ext.autodoc", "mathml", "reference"]
exclude_patterns = ["_templates", "_static", "**/_static", "*.py"]
templates_path = ["_templates"]

nb_execution_mode = "off"
nb_number_source_lines = False
nb_code_prompt_show = "Show the code"
nb_code_prompt_hide = "Hide the code"
myst_enable_extensions = ["dollarmath", "html_image", "smartquotes"]
smartquotes = False  # in docstrings a quote is code
myst_heading_anchors = 3
html_math_renderer = "mathml"
suppress_warnings = ["myst.header", "mystnb.unknown_mime_type"]

autodoc_typehints = "none"
autodoc_member_order = "bysource"
python_use_unqualified_type_names = True
add_module_names = False

html_theme = "furo"
html_static_path = ["_static", "lessons/_static"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_copy_source = False
html_show_sourcelink = False
html_favicon = "_static/regviz.svg"
html_additional_pages = {"404": "lost.html"}
html_use_index = True
html_theme_options = {
    "top_of_page_buttons": [],
    "sidebar_hide_name": True,
    "light_css_variables": {
        "color-brand-primary": "#005a9c",
        "color-brand-content": "#005a9c",
        "color-api-name": "#1f1f1f",
        "color-api-pre-name": "#5b6770",
        "font-stack": "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', "
                      "'Helvetica Neue', Arial, sans-serif",
        "font-stack--monospace": "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', "
                                 "Menlo, Consolas, monospace",
    },
    "dark_css_variables": {
        "color-brand-primary": "#6cb8f0",
        "color-brand-content": "#6cb8f0",
        "color-api-name": "#ececec",
        "color-api-pre-name": "#a9b4bd",
    },
}
html_context = {"told": TOLD}
highlight_language = "none"  # an example in a docstring may be a table of names
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"


def _lesson_page(app, pagename, templatename, context, doctree):
    """The player, where there is something to play; how a lesson runs live; the front page."""
    folder, _, name = pagename.partition("/")
    if folder == "lessons" or pagename == "index":
        app.add_css_file("regviz-player.css")
        app.add_js_file("regviz-player.js", loading_method="defer")
    context["lesson"] = next((one for one in TOLD["lessons"] if one["name"] == name), None)
    # Sphinx gives the captions of the contents no level.
    tree = context.get("furo_navigation_tree", "")
    heading = 'role="heading"'
    context["furo_navigation_tree"] = tree.replace(heading, f'{heading} aria-level="2"')
    return "front.html" if pagename == "index" else None


def setup(app):
    app.connect("html-page-context", _lesson_page, priority=900)  # after Furo

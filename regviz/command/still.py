"""Notebooks keep still pictures, so that they open later without "model not found"."""

LIVE = "application/vnd.jupyter.widget-view+json"


def keep_still(output):
    """Drop the live widget of an output that also has a picture or a page.

    No later kernel will know it.
    """
    data = output.get("data", {})
    if "image/png" in data or "text/html" in data:
        data.pop(LIVE, None)


def before_save(model, **_):
    """Jupyter's hook before it saves: keep the still pictures."""
    if model["type"] == "notebook":
        for cell in model["content"].get("cells", ()):
            for output in cell.get("outputs", ()):
                keep_still(output)

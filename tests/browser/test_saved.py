"""What a notebook saved in JupyterLab shows when it is opened later, before anything runs."""

import json

CELLS = (
    "import numpy as np\n\nimport regviz as rv",
    "data = rv.diabetes().standardize()\npath = rv.LassoPath(data.X, data.y)\n"
    "lams = np.geomspace(path.lam_max / 1000, path.lam_max * 1.26, 250)\nfig, ax = rv.canvas(1)",
    "rv.Explorer(fig, [rv.PathView(ax, path, lams, data.names)], lambda lam: rv.Fit(lam=lam, coef=path(lam)),\n"
    "            lam=rv.lam_slider(path.lam_max))",
)


def test_a_saved_explorer_is_a_still_picture_with_words(lab, open_notebook):
    lab.write("saved.ipynb", *CELLS)
    notebook = open_notebook("saved.ipynb")
    notebook.run_all()
    words = notebook.explorer().locator(".regviz-words").inner_text()
    notebook.save()
    stored = json.loads((lab.folder / "saved.ipynb").read_text("utf-8"))
    output, = stored["cells"][-1]["outputs"]
    assert {"text/plain", "text/html", "image/png"} == set(output["data"])
    assert "widgets" not in stored["metadata"]

    # As on a reader's machine: no kernel that knows the widget, and not trusted yet.
    stored["cells"].append({"cell_type": "markdown", "id": "new", "metadata": {}, "source": "Sent by a friend."})
    (lab.folder / "sent.ipynb").write_text(json.dumps(stored), "utf-8")
    page = open_notebook("sent.ipynb").page
    image = page.locator(".jp-OutputArea-output figure img")
    image.wait_for()
    assert image.evaluate("(image) => image.complete && image.naturalWidth > 300")
    assert image.get_attribute("alt") == words
    assert page.locator("figcaption").inner_text() == words
    assert page.get_by_text("model not found").count() == 0

"""Fixtures for tests in a real browser; without a Chromium they are skipped, and this is said."""

import os
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from explorer_page import CELLS
from lab import NAMES, ROOT, Notebook, Server, find_chromium, launch

MISSING = (f"no Chromium on this machine (looked for {', '.join(NAMES)}): "
           "the browser tests did NOT run")

BESIDE = next((str(folder) for folder in ROOT.parent.glob("*/pyodide")), None)
PYODIDE = os.environ.get("PYODIDE_FOLDER") or BESIDE
NO_PYODIDE = ("no Pyodide release at PYODIDE_FOLDER, nor in a folder pyodide beside the "
              "checkout's: the tests of lessons that run live on the site did NOT run")


# The scope is one module: Playwright keeps an event loop in this thread, which the notebook tests
# must not meet.
@pytest.fixture(scope="module")
def chromium():
    if find_chromium() is None:
        pytest.skip(MISSING)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """JupyterLab over a copy of notebooks/."""
    folder = tmp_path_factory.mktemp("lab") / "notebooks"
    shutil.copytree(ROOT / "notebooks", folder, ignore=shutil.ignore_patterns(".*"))
    server = Server(folder, tmp_path_factory.mktemp("home"))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def open_notebook(chromium, lab):
    """open_notebook("06_coefficient_paths.ipynb") -> Notebook, in a window of its own."""
    contexts = []

    def opened(name, size=(1280, 800), **options):
        viewport = dict(zip(("width", "height"), size, strict=True))
        contexts.append(chromium.new_context(viewport=viewport, **options))
        return Notebook(lab, contexts[-1].new_page(), name)

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def notebook(request, lab, open_notebook):
    """The notebook of explorers after Run All, one for each module of tests."""
    name = f"{request.module.__name__}.ipynb"
    lab.write(name, *CELLS)
    notebook = open_notebook(name, size=(1280, 1000))
    notebook.run_all()
    return notebook


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """What was asked for is not printed."""


@dataclass(frozen=True)
class Site:
    """A site that is served as plain files: its folder, its address, whether lessons run live."""

    folder: Path
    address: str
    live: bool


@pytest.fixture(scope="session")
def pyodide():
    """The folder of a Pyodide release, or None."""
    return PYODIDE and Path(PYODIDE)


@pytest.fixture(scope="session")
def site(tmp_path_factory, pyodide):
    """The site as tools/site.py makes it, its pictures with few states. SITE_FOLDER names one that
    was made before."""
    folder = Path(os.environ.get("SITE_FOLDER") or tmp_path_factory.mktemp("site") / "site")
    if "SITE_FOLDER" not in os.environ:
        live = ["--pyodide", pyodide] if pyodide else []
        subprocess.run([sys.executable, ROOT / "tools" / "site.py", folder, "--draft", *live],
                       check=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Site(folder, f"http://127.0.0.1:{server.server_port}",
                   (folder / "lite").is_dir())
        server.shutdown()


def pytest_terminal_summary(terminalreporter):
    for missing in [MISSING] * (find_chromium() is None) + [NO_PYODIDE] * (PYODIDE is None):
        terminalreporter.section("BROWSER TESTS SKIPPED", sep="!", red=True, bold=True)
        terminalreporter.line(missing)

"""`regviz` lays the lessons and opens the first: loopback, a token, and nothing pops up."""

import sys
from urllib.error import HTTPError
from urllib.request import urlopen

import psutil
import pytest
from lab import Server

TOASTS = ".Toastify__toast, .jp-Dialog"
NEWS = "@jupyterlab/apputils-extension:announcements"
RESTORED = "jupyterapp.restored.then(() => new Promise(done => setTimeout(done, 500)))"


class Started(Server):
    """JupyterLab as `regviz` starts it."""

    def _command(self, prompt):
        return [sys.executable, "-m", "regviz", "--no-browser", str(self.folder)]


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    server = Started(tmp_path_factory.mktemp("start") / "lessons", tmp_path_factory.mktemp("home"))
    yield server
    server.stop()


def open_lab(chromium, server, place):
    """(page, addresses asked for) of JupyterLab in a browser that never saw it."""
    page, asked = chromium.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server.address}/{place}?token={server.token}")
    page.locator("text=00_start_here.ipynb >> visible=true").first.wait_for(timeout=60_000)
    return page, asked


def test_regviz_opens_the_lessons_and_nothing_pops_up(chromium, started):
    with pytest.raises(HTTPError, match="403"):
        urlopen(f"{started.address}/api/contents")
    page, asked = open_lab(chromium, started, "")
    page.get_by_role("heading", name="00 · ").wait_for(timeout=60_000)
    page.wait_for_load_state("networkidle")
    assert page.locator(TOASTS).count() == 0
    assert not [url for url in asked if not url.startswith((started.address, "data:", "blob:"))
                or url.split("?")[0].endswith(("/lab/api/news", "/lab/api/update"))]
    page.close()


@pytest.mark.parametrize("name", ["started", "lab"])
def test_the_server_listens_on_this_machine_alone(name, request):
    """The one of `regviz` and the one of the README's command, with all that they started."""
    server = psutil.Process(request.getfixturevalue(name).process.pid)
    open_to = {connection.laddr.ip for process in (server, *server.children(recursive=True))
               for connection in process.net_connections("inet")
               if connection.status == psutil.CONN_LISTEN}
    assert open_to == {"127.0.0.1"}


def test_the_readmes_settings_bring_no_news(chromium, lab):
    page, _ = open_lab(chromium, lab, "lab")
    page.evaluate(RESTORED)
    assert page.evaluate("jupyterapp.hasPlugin('@jupyterlab/apputils-extension:notification')")
    assert not page.evaluate(f"jupyterapp.hasPlugin('{NEWS}')")
    assert page.locator(TOASTS).count() == 0
    page.close()

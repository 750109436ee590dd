"""A real JupyterLab and a real Chromium: what the browser tests and the slider benchmark share."""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
         "msedge")
PLACES = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
          r"C:\Program Files\Google\Chrome\Application\chrome.exe",
          r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe")
QUIET = ("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")
PYTHON = {"name": "python3", "display_name": "Python 3", "language": "python"}
THUMB = 18  # pixels: the thumb of an explorer's slider
# What of an explorer lies outside the screen, whether it scrolls, how large text and picture are.
FILLED = """(root) => {
  const inside = (e) => {
    const { left, top, right, bottom, width } = e.getBoundingClientRect();
    return !width
      || (left >= 0 && top >= 0 && right <= innerWidth + 1 && bottom <= innerHeight + 1);
  };
  const parts = ".regviz-control, .regviz-picture, .regviz-words, .regviz-said, button";
  const seen = [...root.querySelectorAll(parts)]
    .filter((e) => e.checkVisibility());
  const picture = root.querySelector(".regviz-picture").getBoundingClientRect();
  const svg = root.querySelector(".regviz-layer").shadowRoot.querySelector("svg");
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  return { outside: seen.filter((e) => !inside(e)).map((e) => e.outerHTML.slice(0, 90)),
    scrolls: root.scrollHeight > root.clientHeight + 1,
    text: parseFloat(getComputedStyle(root).fontSize),
    share: picture.width * picture.height / innerWidth / innerHeight, scale };
}"""
CHANGE_THEME = "theme => jupyterapp.commands.execute('apputils:change-theme', { theme })"
SESSION = "window.jupyterapp?.shell.currentWidget?.context?.sessionContext"


def find_chromium():
    """The path of a Chromium installed on this machine, or None."""
    return next(filter(None, map(shutil.which, (*NAMES, *PLACES))), None)


def free_port():
    """A port of the loopback that nobody listens on now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def launch(playwright, *more):
    """Headless Chromium from this machine, driven by Playwright."""
    return playwright.chromium.launch(executable_path=find_chromium(), args=[*QUIET, *more])


class Server:
    """JupyterLab on the loopback, started as the README starts it, with its own token and settings.

    prompt=False leaves the project's settings file out: an ordinary `jupyter lab`.
    """

    def __init__(self, folder, home, dark=False, prompt=True):
        self.folder, self.home, self.token = Path(folder), Path(home), secrets.token_hex(16)
        self.port = free_port()
        if not prompt:
            self._setting("notification", {"fetchNews": "false", "checkForUpdates": False})
        self._setting("themes", {"theme": "JupyterLab Dark" if dark else "JupyterLab Light"})
        self.log = self.home / "server.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(self._command(prompt), cwd=ROOT,
                                            env=self._environment(), stdout=log, stderr=log)
        self._wait()

    def _command(self, prompt):
        settings = f"--config={ROOT / 'jupyter_lab_config.py'}"
        own = settings if prompt else "--ServerApp.allow_root=True"
        return [sys.executable, "-m", "jupyterlab", own, "--no-browser", "--expose-app-in-browser",
                f"--port={self.port}", "--ServerApp.port_retries=0", str(self.folder)]

    def _setting(self, name, values):
        path = self.home / "settings/@jupyterlab/apputils-extension" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values))

    def _environment(self):
        places = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_RUNTIME_DIR": "runtime",
                  "JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
                  "IPYTHONDIR": "ipython"}
        paths = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        own = {name: str(self.home / folder) for name, folder in places.items()}
        return {**os.environ, **own, "JUPYTER_TOKEN": self.token, "PYTHONPATH": paths,
                "JUPYTER_PORT": str(self.port)}

    def _wait(self, seconds=60):
        for _ in range(seconds * 5):
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.address}/api?token={self.token}", timeout=5):
                    return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError(f"JupyterLab did not start:\n{self.log.read_text()[-3000:]}")

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def write(self, name, *cells):
        """A notebook of these code cells in the folder that is served."""
        book = nbformat.v4.new_notebook()
        book.cells = [nbformat.v4.new_code_cell(cell.strip()) for cell in cells]
        book.metadata.kernelspec = PYTHON
        nbformat.write(book, self.folder / name)

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Notebook:
    """One notebook open in one page: run it, wait for it, move its sliders, see what it says."""

    def __init__(self, server, page, name):
        self.server, self.page, self.name = server, page, name
        self.errors, self.sent = [], []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._console)
        page.on("websocket", lambda ws: ws.on("framesent", lambda frame: self.sent.append(frame)))
        self.open()

    def _console(self, line):
        if line.type == "error":
            self.errors.append(line.text)

    def open(self):
        """Open, or reopen, the notebook; nothing in it is run."""
        workspace = f"{self.server.address}/lab/workspaces/{secrets.token_hex(4)}"
        self.page.goto(f"{workspace}/tree/{self.name}?token={self.server.token}")
        self.page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=60_000)
        self.page.wait_for_function(SESSION)
        self._await("context.sessionContext.ready")
        self.wait_idle()

    def _await(self, promise):
        return self.page.evaluate(f"async () => await jupyterapp.shell.currentWidget.{promise}")

    def command(self, name):
        """Run a command of JupyterLab by its id and wait for its end."""
        run = "async (name) => { await jupyterapp.commands.execute(name); }"
        return self.page.evaluate(run, name)

    def wait_idle(self, seconds=60):
        status = f"{SESSION}.session?.kernel?.status === 'idle'"
        self.page.wait_for_function(status, timeout=1000 * seconds)

    def execute(self, code):
        """Run code in the notebook's kernel, outside its cells; returns what it printed."""
        return self.page.evaluate("""async (code) => {
            const kernel = jupyterapp.shell.currentWidget.context.sessionContext.session.kernel;
            const future = kernel.requestExecute({ code, store_history: false }), printed = [];
            future.onIOPub = ({ content }) => {
              if (content.name === "stdout") printed.push(content.text);
            };
            const { content } = await future.done;
            if (content.status !== "ok") throw new Error(`${content.ename}: ${content.evalue}`);
            return printed.join("");
        }""", code)

    def run_all(self):
        """Run All; raises when a cell of the notebook fails."""
        self.command("notebook:run-all-cells")
        self.wait_idle()
        wrong = self.page.evaluate("""() =>
            jupyterapp.shell.currentWidget.content.model.sharedModel.cells
            .flatMap((cell) => cell.toJSON().outputs ?? [])
            .filter((output) => output.output_type === "error")
            .map((output) => output.traceback.join("\\n"))""")
        if wrong:
            raise AssertionError(f"{self.name}: {wrong[0][-2000:]}")

    def restart(self):
        """A fresh kernel under the open page."""
        self._await("context.sessionContext.session.kernel.restart()")
        self.wait_idle()

    def save(self):
        self._await("context.save()")

    def wants(self):
        """How many pages the browser has asked the kernel for."""
        frames = (f.encode() if isinstance(f, str) else f for f in self.sent)
        return sum(re.search(rb'"type":\s*"want"', f) is not None for f in frames)

    def explorer(self, index=0):
        found = self.page.locator(".regviz-explorer").nth(index)
        found.evaluate("""async (explorer) => {  // JupyterLab may hide cells that are out of sight
            const notebook = jupyterapp.shell.currentWidget.content;
            const holds = (cell) => cell.node.contains(explorer);
            await notebook.scrollToItem(notebook.widgets.findIndex(holds));
        }""")
        found.scroll_into_view_if_needed()
        return found

    def slider(self, label, within=None):
        """The slider with this label: an explorer's own, or one of ipywidgets."""
        within, text = within or self.page, re.compile(rf"^\s*{re.escape(label)}\s*$")
        name = self.page.locator("label").filter(has_text=text)
        own = within.locator("label").filter(has_text=text).locator("input[type=range]")
        widget = within.locator(".widget-slider").filter(has=name)
        own.or_(widget).first.wait_for()
        if own.count():
            return Slider(self.page, own.first, own.first, THUMB)
        handle, track = (widget.locator(part).first for part in (".noUi-handle", ".noUi-base"))
        return Slider(self.page, handle, track)

    def screenshot(self, path):
        self.page.screenshot(path=str(path))


class Slider:
    """One slider under a hand: keys while it has the focus, or the mouse on its handle.

    `handle` takes the keys, `track` is what the handle runs along; a native slider is both, and
    its thumb of `thumb` pixels stays inside the track.
    """

    def __init__(self, page, handle, track, thumb=0):
        self.page, self.handle, self.track, self.thumb = page, handle, track, thumb

    def focus(self):
        self.handle.scroll_into_view_if_needed()
        self.handle.focus()

    def press(self, key, times=1):
        self.focus()
        for _ in range(times):
            self.page.keyboard.press(key)

    @property
    def share(self):
        """Where the handle stands: 0 at the left end, 1 at the right."""
        if self.thumb:
            return self.handle.evaluate("(e) => (e.value - e.min) / (e.max - e.min)")
        handle, track = self.handle.bounding_box(), self.track.bounding_box()
        return (handle["x"] + handle["width"] / 2 - track["x"]) / track["width"]

    def drag(self, shares, rate=60, mouse=None):
        """Press the mouse on the handle, visit shares of the track at `rate` a second, let go.

        `shares` may be a generator: it is asked for the next place only when the last move was
        taken. The mouse is the page's own if no other is given.
        """
        mouse = mouse or self.page.mouse
        self.handle.scroll_into_view_if_needed()
        track = self.track.bounding_box()
        left, length = track["x"] + self.thumb / 2, track["width"] - self.thumb
        y = track["y"] + track["height"] / 2
        mouse.move(left + self.share * length, y)
        mouse.down()
        due = time.perf_counter()
        for share in shares:
            mouse.move(left + share * length, y)
            due = max(due + 1 / rate, time.perf_counter())
            time.sleep(max(due - time.perf_counter(), 0))
        mouse.up()

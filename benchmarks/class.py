"""A class on one server: JupyterHub, students with kernels of their own, some in real browsers.

    python benchmarks/class.py [--students 30] [--browsers 3] [--lesson 06] [--minutes 3]

In a temporary folder: a virtual environment with JupyterHub, JupyterLab and this checkout, the
hub's proxy from npm, a home for each student with a copy of the lesson. The hub has the settings of
docs/hub, and the simplest spawner in place of users of the machine. Every student logs in at once,
opens the lesson and runs all its cells. Then the class goes from picture to picture: everybody
drags its slider for two seconds and rests for four to ten, four times. Those without a browser send
what the page's script sends (hands.py). Those in a browser are measured as in slider.py while the
others play.

Printed: how long students wait for a server and for "Run All", how long a page takes that is not
there, key to pixel in the browsers, and what the server's processes need (PSS: memory with shared
parts shared out, Linux). Hub, students and browsers share this machine, so the last part says what
those who play took of it. `--folder` keeps the environment for the next run. Needs npm.
"""

import argparse
import datetime
import itertools
import json
import os
import platform
import random
import secrets
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "tests" / "browser")]

import nbformat  # noqa: E402
import psutil  # noqa: E402
import websocket  # noqa: E402
from hands import Pictures  # noqa: E402
from lab import Notebook, free_port, launch  # noqa: E402
from slider import Bench  # noqa: E402
from versions import environment  # noqa: E402

WANTED = "jupyterhub>=5\njupyterhub-idle-culler>=1.3\njupyterlab>=4.2\nscikit-learn>=1.5\n"
UNLOCK = "import regviz; regviz.teacher()"
DRAG, REST = 2.0, (4.0, 10.0)  # seconds
DRAGS = 4  # of a picture, then the next one is opened
RECIPE = ROOT / "docs" / "hub" / "jupyterhub_config.py"
SETTINGS = """
load_subconfig({recipe!r})
c = get_config()
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub_port}
c.JupyterHub.spawner_class = "jupyterhub.spawner.SimpleLocalProcessSpawner"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.ConfigurableHTTPProxy.command = {proxy!r}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api_port}"
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r}
c.Spawner.args += ["--allow-root", "--LabApp.expose_app_in_browser=True"]
c.JupyterHub.services += [{{"name": "class", "api_token": {token!r}}}]
c.JupyterHub.load_roles += [{{"name": "class", "services": ["class"],
                             "scopes": ["admin:users", "admin:servers", "access:servers"]}}]
"""


class Hub:
    """JupyterHub with its proxy in a folder, on the loopback."""

    def __init__(self, folder):
        self.folder = folder
        inside = folder / "venv" / "bin" / "python"
        if not inside.exists():
            inside = environment(folder, sys.executable, WANTED)
        self.proxy = folder / "node_modules" / ".bin" / "configurable-http-proxy"
        if not self.proxy.exists():
            command = "npm", "install", "--silent", "--prefix", folder, "configurable-http-proxy"
            subprocess.run(command, check=True)
        self.inside = inside
        self.port = free_port()
        self.token = secrets.token_hex(16)
        self.homes = folder / "homes"
        shutil.rmtree(self.homes, ignore_errors=True)
        (folder / "jupyterhub.sqlite").unlink(missing_ok=True)

    def start(self):
        settings = self.folder / "jupyterhub_config.py"
        settings.write_text(SETTINGS.format(
            port=self.port, hub_port=free_port(), api_port=free_port(), token=self.token,
            proxy=[str(self.proxy)], homes=str(self.homes / "{username}"),
            recipe=str(RECIPE)))
        words = self.inside, "-m", "jupyterhub", f"--config={settings}"
        path = os.pathsep.join([str(self.inside.parent), os.environ["PATH"]])
        with (self.folder / "hub.log").open("wb") as log:
            self.process = subprocess.Popen(
                list(map(str, words)), cwd=self.folder, stdout=log, stderr=log,
                env=os.environ | {"PATH": path, "OMP_NUM_THREADS": "1"})
        for _ in range(300):
            try:
                return self.ask("GET", "/hub/api/")
            except OSError:
                time.sleep(0.2)
        raise RuntimeError((self.folder / "hub.log").read_text()[-3000:])

    def ask(self, method, path, body=None):
        """The answer of the hub or of a student's server."""
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", data, method=method,
            headers={"Authorization": f"token {self.token}", "Content-Type": "application/json"})
        with urllib.request.urlopen(asked, timeout=600) as answer:
            return json.loads(answer.read() or b"null")

    def stop(self):
        children = psutil.Process(self.process.pid).children(recursive=True)
        self.process.terminate()
        psutil.wait_procs(children, 30)
        for child in filter(psutil.Process.is_running, children):
            child.kill()

    def costs(self):
        """{kind: (processes, MB, seconds of processor)} of everything that the hub started."""
        found = {}
        hub = psutil.Process(self.process.pid)
        for process in (hub, *hub.children(recursive=True)):
            try:
                memory, times = process.memory_full_info(), process.cpu_times()
                words = " ".join(process.cmdline())
            except psutil.NoSuchProcess:
                continue
            kind = ("kernels" if "ipykernel" in words else "proxy" if "http-proxy" in words else
                    "servers" if "singleuser" in words else "hub")
            old = found.get(kind, (0, 0, 0))
            mine = 1, getattr(memory, "pss", memory.uss) / 1e6, times.user + times.system
            found[kind] = tuple(map(sum, zip(old, mine, strict=True)))
        return found


class Student(threading.Thread):
    """One student without a browser: `waited` says for what, and how many seconds."""

    def __init__(self, hub, name, lesson, ready, end):
        super().__init__(daemon=True)
        self.hub, self.name, self.lesson = hub, name, lesson
        self.ready, self.end = ready, end
        self.waited = {}
        self.bytes = 0
        self.trouble = None
        self.pictures = Pictures(lambda comm, data: self._send(
            "comm_msg", {"comm_id": comm, "data": data}))
        self._random = random.Random(name)
        self._session = secrets.token_hex(8)

    def run(self):
        try:
            begin_server(self.hub, self.name, self.waited)
            began = time.monotonic()
            kernel = self.hub.ask("POST", f"/user/{self.name}/api/kernels", {"name": "python3"})
            self.socket = websocket.create_connection(
                f"ws://127.0.0.1:{self.hub.port}/user/{self.name}/api/kernels/{kernel['id']}"
                "/channels", header=[f"Authorization: token {self.hub.token}"], timeout=600)
            self._execute(UNLOCK)
            for cell in nbformat.read(self.lesson, as_version=4).cells:
                if cell.cell_type == "code":
                    self._execute(cell.source)
            self.waited["run all"] = time.monotonic() - began
            self.ready.wait()
            self._play()
        except Exception as error:  # told at the end, beside the figures
            self.trouble = f"{type(error).__name__}: {error}"
            self.ready.abort()

    def _play(self):
        for picture in itertools.cycle(self.pictures.sliders):
            picture.open()
            for _ in range(DRAGS):
                for pause in picture.drag(DRAG):
                    self._listen(pause)
                self._listen(self._random.uniform(*REST))
                if self.end.is_set():
                    return

    def _send(self, kind, content):
        message = {"channel": "shell", "content": content, "metadata": {}, "parent_header": {},
                   "header": {"msg_id": secrets.token_hex(8), "msg_type": kind, "username": "",
                              "session": self._session, "version": "5.3",
                              "date": datetime.datetime.now(datetime.UTC).isoformat()}}
        self.socket.send(json.dumps(message))
        return message["header"]["msg_id"]

    def _hear(self):
        """The next message, as the server's first protocol writes it: text, or with buffers."""
        text = self.socket.recv()
        self.bytes += len(text)
        buffers = []
        if isinstance(text, bytes):
            count, = struct.unpack_from("!i", text)
            ends = [*struct.unpack_from(f"!{count}i", text, 4), len(text)]
            pieces = [text[a:b] for a, b in zip(ends, ends[1:], strict=False)]
            text, buffers = pieces[0], pieces[1:]
        message = json.loads(text)
        self.pictures.hear(message["msg_type"], message["content"], buffers)
        return message

    def _listen(self, seconds):
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.socket.settimeout(left)
            try:
                self._hear()
            except websocket.WebSocketTimeoutException:
                break
        self.socket.settimeout(600)

    def _execute(self, code):
        asked = self._send("execute_request", {"code": code, "silent": False, "allow_stdin": False,
                                               "store_history": True, "user_expressions": {}})
        while True:
            message = self._hear()
            if (message["parent_header"].get("msg_id") == asked
                    and message["content"].get("execution_state") == "idle"):
                break
        if self.pictures.errors:
            raise RuntimeError(self.pictures.errors[0])


def begin_server(hub, name, waited):
    """Log a student in: the hub starts a server of theirs."""
    hub.ask("POST", f"/hub/api/users/{name}", {})
    began = time.monotonic()
    hub.ask("POST", f"/hub/api/users/{name}/server", {})
    while not hub.ask("GET", f"/hub/api/users/{name}")["servers"].get("", {}).get("ready"):
        time.sleep(0.5)
    waited["server"] = time.monotonic() - began


def look(hub, browser, port, name, lesson):
    """(bytes received to open the lesson, seconds to open it and to run it, key to pixel in ms) of
    a student in a browser, who then stays."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{hub.port}/hub/login")
    page.get_by_label("Username").fill(name)
    page.locator("#login_submit, [type=submit]").first.click()
    page.wait_for_url("**/user/**", timeout=600_000)
    page.goto("about:blank")
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    received = Counter()
    wire.on("Network.dataReceived", lambda told: received.update(b=told["encodedDataLength"]))
    began = time.monotonic()
    server = SimpleNamespace(address=f"http://127.0.0.1:{hub.port}/user/{name}", token="")
    notebook = Notebook(server, page, lesson.name)
    opened = time.monotonic()
    notebook.execute(UNLOCK)
    notebook.run_all()
    ran = time.monotonic()
    box = notebook.explorer()
    label = box.locator("label:has(input[type=range])").first.inner_text().strip()
    time.sleep(5)
    keys = Bench(notebook, "stage", box, port, label).keys(20)
    return received["b"], opened - began, ran - opened, keys


def told(title, seconds):
    middle, worst = statistics.median(seconds), max(seconds)
    print(f"{title:40}median {middle:7.2f}   worst {worst:7.2f}   of {len(seconds)}")


def table(title, before, after, seconds):
    print(f"\n{title}, {seconds:.0f} s")
    print(f"{'':12}{'processes':>10}{'MB':>8}{'MB each':>9}{'processors used':>17}")
    for kind, (count, memory, spent) in after.items():
        used = (spent - before.get(kind, (0, 0, 0))[2]) / seconds
        print(f"{kind:12}{count:10}{memory:8.0f}{memory / count:9.0f}{used:17.2f}")
    whole = sum(memory for _, memory, _ in after.values())
    print(f"{'together':12}{'':10}{whole:8.0f}")


def mine(hub):
    """Seconds of processor of this process and of the browsers it started."""
    own, theirs = psutil.Process(), psutil.Process(hub.process.pid)
    others = {theirs, *theirs.children(recursive=True)}
    times = [process.cpu_times() for process in (own, *own.children(recursive=True))
             if process not in others]
    return sum(time.user + time.system for time in times)


def hold(hub, chosen, lesson):
    from playwright.sync_api import sync_playwright

    names = [f"student{k:02}" for k in range(chosen.students)]
    for name in names:
        home = hub.homes / name
        home.mkdir(parents=True)
        shutil.copy(lesson, home)
    hub.start()
    idle = hub.costs()
    silent = names[chosen.browsers:]
    ready, end = threading.Barrier(len(silent) + 1), threading.Event()
    students = [Student(hub, name, lesson, ready, end) for name in silent]
    began = time.monotonic()
    for student in students:
        student.start()
    seeing = {name: {} for name in names[:chosen.browsers]}
    for name, waited in seeing.items():
        begin_server(hub, name, waited)
    try:
        ready.wait(900)
    except threading.BrokenBarrierError:
        raise SystemExit("\n".join({s.trouble for s in students if s.trouble})) from None
    opened = hub.costs()
    waits = [student.waited for student in students]
    told("seconds to a server", [each["server"] for each in (*waits, *seeing.values())])
    told('seconds to the end of "Run All"', [each["run all"] for each in waits])
    table("All log in and run all cells", idle, opened, time.monotonic() - began)

    with ExitStack() as stack:
        port = free_port()
        if seeing:
            playwright = stack.enter_context(sync_playwright())
            browser = launch(playwright, f"--remote-debugging-port={port}")
            stack.callback(browser.close)
        before, mine_before, began = hub.costs(), mine(hub), time.monotonic()
        sent = sum(student.bytes for student in students)
        seen = [look(hub, browser, port, name, lesson) for name in seeing]
        time.sleep(max(60 * chosen.minutes - (time.monotonic() - began), 0))
        after, seconds = hub.costs(), time.monotonic() - began
        sent = sum(student.bytes for student in students) - sent
        own = mine(hub) - mine_before
    end.set()
    for student in students:
        student.join(60)
    table("The class plays", before, after, seconds)
    print(f"those who play, on the same machine{own / seconds:14.2f} processors")
    print(f"sent to a student{sent / len(students) / seconds * 60 / 1e3:18.0f} KB a minute")
    pictures = [p for student in students for p in student.pictures.values()]
    waits = [wait for picture in pictures for wait in picture.waits]
    told("seconds for a page that was not there", waits or [0])
    troubles = [text for picture in pictures for text in picture.troubles]
    troubles += [student.trouble for student in students if student.trouble]
    print(f"errors: {len(troubles)}", *troubles[:3], sep="\n")
    if seeing:
        size, to_open, to_run, keys = zip(*seen, strict=True)
        told("browser: MB to open the lesson", [each / 1e6 for each in size])
        told("browser: seconds to open it", to_open)
        told("browser: seconds to run all", to_run)
        told("browser: key to pixel, ms", [key for each in keys for key in each])
    return 1 if troubles else 0


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--browsers", type=int, default=3)
    parser.add_argument("--lesson", default="06")
    parser.add_argument("--minutes", type=float, default=3.0)
    parser.add_argument("--folder", type=Path)
    chosen = parser.parse_args()
    lesson, = ROOT.glob(f"notebooks/{chosen.lesson}_*.ipynb")
    memory = psutil.virtual_memory().total / 1e9
    print(f"{datetime.date.today()}, {platform.system()} {platform.machine()}, {os.cpu_count()} "
          f"processors, {memory:.0f} GB; {chosen.students} students, {chosen.browsers} in a "
          f"browser, lesson {lesson.stem}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = (chosen.folder or Path(temporary)).resolve()
        folder.mkdir(exist_ok=True)
        hub = Hub(folder)
        try:
            return hold(hub, chosen, lesson)
        finally:
            if hasattr(hub, "process"):
                hub.stop()


if __name__ == "__main__":
    sys.exit(main())

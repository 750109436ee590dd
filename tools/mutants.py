"""Mutation testing: do the tests of a folder notice small changes to the code of that folder?

    python tools/mutants.py                     300 mutants from eight folders, drawn with seed 0
    python tools/mutants.py --folder solvers --sample 40 --seed 3
    python tools/mutants.py --at core/linalg.py:56 --at data/given.py:31     all mutants of a line

`tools/mutations.py` says what is changed. The sample has from each folder as many mutants as its
share of the lines of code; lines are drawn first, then one change of each line. A mutant runs
against tests/<its folder> only: the tests that reach its lines, fastest first, until one fails.
What runs at import is tested by the whole folder, a function that is called at import by all
tests that reach its file. Every mutant has a fresh process, and a test that takes ten times its
time and ten seconds counts as failed.

All happens in a temporary copy of this checkout. First the tests must pass there with a comment
at the end of every file, a change without harm. Exit 1 where fewer than --least are caught.
"""

import argparse
import importlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

import pytest  # noqa: E402
from mutations import code_lines, mutations  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("core", "data", "solvers", "selection", "claims", "exercises", "views", "page")
WARM = (  # imported once, before the tests' processes fork; nothing of regviz
    "numpy", "matplotlib.figure", "matplotlib.pyplot", "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg", "sklearn.linear_model", "sklearn.ensemble",
    "sklearn.neural_network", "sklearn.svm", "sklearn.datasets", "sklearn.model_selection",
    "sklearn.pipeline", "sklearn.preprocessing", "pandas", "scipy.optimize", "statsmodels.api",
    "ipywidgets", "anywidget", "IPython.display", "PIL.Image", "nbformat", "psutil",
)
LEFT_OUT = shutil.ignore_patterns(".*", "*.egg-info", "site", "dist", "build")
# Not unit tests: they run whole lessons, in processes of their own.
WHOLE_LESSONS = ("--ignore=tests/page/test_ends.py",)
OPTIONS = (*WHOLE_LESSONS, "-x", "-q", "-p", "no:cacheprovider", "-p", "no:nbval", "-p", "no:xdist",
           "-o", "addopts=--import-mode=importlib")
SURVIVED, FAILED, NOT_COLLECTED = 0, 1, 2


class Chosen:
    """A pytest plugin: the chosen tests in the chosen order, each within its time.

    `seconds` maps tests to what they took, or is None: then all run, and the lines of regviz that
    each one reaches are written down.
    """

    def __init__(self, package, seconds=None):
        self.package = str(package)
        self.seconds = seconds
        self.times = Counter()
        self.failed = []
        self.reached = {}
        self.lines = self.reached.setdefault("import", set())

    def trace(self, frame, event, _):
        path = frame.f_code.co_filename
        if not path.startswith(self.package):
            return None
        self.lines.add((path, frame.f_lineno, frame.f_code.co_name == "<module>"))
        return self.trace

    def pytest_collection_modifyitems(self, items):
        if self.seconds is not None:
            rank = {test: k for k, test in enumerate(self.seconds)}
            items[:] = sorted((i for i in items if i.nodeid in rank), key=lambda i: rank[i.nodeid])

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        if self.seconds is None:
            self.lines = self.reached.setdefault(item.nodeid, set())
            sys.settrace(self.trace)  # a test whose recursion has no end has turned it off
            return (yield)
        signal.setitimer(signal.ITIMER_REAL, 10 * self.seconds[item.nodeid] + 10)
        result = yield
        signal.setitimer(signal.ITIMER_REAL, 0)
        return result

    def pytest_runtest_logreport(self, report):
        self.times[report.nodeid] += report.duration
        if report.failed:
            self.failed.append(report.nodeid)


def import_all(package):
    """Import the files of the folders, so that no test is the first to run what runs at import."""
    for folder in FOLDERS:
        for path in sorted((package / folder).glob("*.py")):
            importlib.import_module(f"regviz.{folder}.{path.stem}".removesuffix(".__init__"))


def child(place, files, seconds, answer):
    """Run the tests in this forked process, write {code, failed, times, reached}, and end."""
    os.setsid()
    os.chdir(place)
    quiet = os.open(answer.with_suffix(".txt"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    sys.path[:0] = [str(place), str(place / "tests"), str(place / "tools")]
    chosen = Chosen(place / "regviz", seconds)
    if seconds is None:
        sys.dont_write_bytecode = False
        sys.settrace(chosen.trace)
        threading.settrace(chosen.trace)
        import_all(place / "regviz")
    else:
        signal.setitimer(signal.ITIMER_REAL, 120)
    code = int(pytest.main([*OPTIONS, *files], plugins=[chosen]))
    sys.settrace(None)
    reached = {test: sorted(lines) for test, lines in chosen.reached.items()}
    answer.write_text(json.dumps({
        "code": code, "failed": chosen.failed, "times": chosen.times, "reached": reached}))
    os._exit(0)


def run(place, files, seconds=None):
    """Run tests in a fork of this process, which has the libraries: what it answers."""
    answer = place.parent / "answer.json"
    answer.unlink(missing_ok=True)
    pid = os.fork()
    if pid == 0:
        try:
            child(place, files, seconds, answer)
        except BaseException:
            traceback.print_exc()
        os._exit(1)
    _, status = os.waitpid(pid, 0)
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass  # it left no processes of its own
    if answer.exists():
        return json.loads(answer.read_text())
    slow = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM
    return {"code": FAILED, "failed": [], "how": "too slow" if slow else "the process ended"}


class Room:
    """A folder of regviz with its tests, in the copy: which test reaches which line, how long."""

    def __init__(self, place, folder):
        self.place = place
        self.folder = folder
        self.sources = {p: p.read_text("utf-8")
                        for p in sorted((place / "regviz" / folder).glob("*.py"))}
        tests = [f"tests/{folder}"]
        found = run(place, tests)
        if found["code"]:
            self.stop(f"fails before anything is changed: {found['failed']}")
        self.times = {test: found["times"][test] for test in found["reached"] if test != "import"}
        self.lines = {test: set(map(tuple, lines)) for test, lines in found["reached"].items()}
        self.without_harm(tests)

    def stop(self, sentence):
        print((self.place.parent / "answer.txt").read_text("utf-8"))
        sys.exit(f"tests/{self.folder} {sentence}")

    def without_harm(self, tests):
        """The tests pass in the order of their times, with a comment added to every file."""
        for path, source in self.sources.items():
            path.write_text(source + "# a change without harm\n", "utf-8")
        found = run(self.place, tests, self.ordered(self.times))
        for path, source in self.sources.items():
            path.write_text(source, "utf-8")
        if found["code"]:
            self.stop(f"fails after a change without harm: {found['failed']}")
        self.times = found["times"]

    def ordered(self, tests):
        return {test: self.times[test] for test in sorted(tests, key=self.times.get)}

    def choose(self, path, mutation):
        """{test: seconds} of the tests for a mutant, in the order in which they run."""
        def reaching(lines):
            return self.ordered(t for t in self.times if not lines.isdisjoint(self.lines[t]))

        every = range(1, 1 + self.sources[path].count("\n"))
        near = reaching({(str(path), k, False) for k in every})
        if mutation.once:
            return near | self.ordered(set(self.times) - set(near))
        lines = {(str(path), k, False) for k in range(mutation.first, mutation.last + 1)}
        return reaching(lines) if lines.isdisjoint(self.lines["import"]) else near

    def verdict(self, path, mutation):
        """("caught" or "survived", by which test or why)."""
        seconds = self.choose(path, mutation)
        if not seconds:
            return "survived", "no test reaches it"
        path.write_text(mutation.apply(self.sources[path]), "utf-8")
        files = dict.fromkeys(test.partition("::")[0] for test in seconds)
        found = run(self.place, files, seconds)
        path.write_text(self.sources[path], "utf-8")
        if found["code"] == SURVIVED:
            return "survived", f"{len(seconds)} tests reach it"
        if found["code"] not in (FAILED, NOT_COLLECTED):
            self.stop(f"ends with {found['code']} for {path} {mutation}")
        return "caught", found.get("how") or next(iter(found["failed"]), "no import")

    def draw(self, count, random):
        """A mutant from each of `count` lines of code that can be changed."""
        by_line = {}
        for path, source in self.sources.items():
            for mutation in mutations(source):
                by_line.setdefault((path, mutation.line), []).append(mutation)
        lines = random.sample(sorted(by_line), count)
        return [(path, random.choice(by_line[path, line])) for path, line in lines]

    def at(self, name, line):
        """All mutants of a line."""
        path = self.place / "regviz" / name
        return [(path, mutation) for mutation in mutations(self.sources[path])
                if mutation.line == line]


def shares(total, weights):
    """Whole numbers with this sum, as the weights: the largest remainders are rounded up."""
    exact = [total * weight / sum(weights) for weight in weights]
    counts = [int(share) for share in exact]
    rest = sorted(range(len(exact)), key=lambda k: counts[k] - exact[k])
    for k in rest[:total - sum(counts)]:
        counts[k] += 1
    return counts


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sample", type=int, default=300, help="how many mutants")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folder", action="append", choices=FOLDERS, help="without, all eight")
    parser.add_argument("--at", action="append", metavar="FILE:LINE", help="all mutants of a line")
    parser.add_argument("--least", type=float, default=0.9, help="the share to be caught")
    return parser.parse_args()


def chosen(asked, rooms, sample):
    """[(room, path, mutation)], room after room."""
    if asked.at:
        places = [place.rsplit(":", 1) for place in asked.at]
        return [(rooms[name.partition("/")[0]], *pair) for name, line in places
                for pair in rooms[name.partition("/")[0]].at(name, int(line))]
    return [(room, *pair) for (room, count) in zip(rooms.values(), sample, strict=True)
            for pair in room.draw(count, random.Random(f"{asked.seed} {room.folder}"))]


@contextmanager
def opened(folders, warm=WARM):
    """{folder: its `Room`} in a temporary copy of this checkout."""
    sys.dont_write_bytecode = True
    os.environ |= {"PYTHONDONTWRITEBYTECODE": "1", "REGVIZ_FUZZ": "0"}
    for name in warm:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary).resolve() / "regviz"
        shutil.copytree(ROOT, place, ignore=LEFT_OUT)
        os.environ["PYTHONPATH"] = str(place)
        yield {folder: Room(place, folder) for folder in folders}


def main():
    asked = arguments()
    folders = asked.folder or FOLDERS
    if asked.at:
        folders = dict.fromkeys(place.partition("/")[0] for place in asked.at)
    count = Counter()
    with opened(folders) as rooms:
        sizes = [sum(map(code_lines, room.sources.values())) for room in rooms.values()]
        for room, path, mutation in chosen(asked, rooms, shares(asked.sample, sizes)):
            start = time.perf_counter()
            verdict, why = room.verdict(path, mutation)
            count[room.folder, verdict] += 1
            print(f"{verdict:8} {room.folder}/{path.name}:{mutation.line}  {mutation}  [{why}] "
                  f"{time.perf_counter() - start:.1f} s", flush=True)
    print("\nfolder      caught  survived")
    for folder in folders:
        print(f"{folder:10} {count[folder, 'caught']:7} {count[folder, 'survived']:9}")
    caught = sum(count[folder, "caught"] for folder in folders)
    print(f"{'all':10} {caught:7} {count.total() - caught:9}   {caught / count.total():.1%} caught")
    sys.exit(caught < asked.least * count.total())


if __name__ == "__main__":
    main()

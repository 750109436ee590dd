"""The live part of the site: JupyterLite, where Python itself runs in the page.

`build(python, pyodide, place)` returns the folder of a JupyterLite with the lessons.
`fetch(folder)` downloads the Pyodide release that `tools/site.txt` names, every file checked by its
sha256.
"""

import email
import hashlib
import json
import re
import shutil
import subprocess
import tarfile
import urllib.request
import zipfile
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[1]
PINS = ROOT / "tools" / "site.txt"
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
CONFIG = {
    "jupyter-lite-schema-version": 0,
    "jupyter-config-data": {
        "appName": "regviz",
        "exposeAppInBrowser": True,
        "litePluginSettings": {
            KERNEL: {"disablePyPIFallback": True, "loadPyodideOptions": {"packages": ["regviz"]}}
        },
    },
}

# Cells out of sight stay in the page: an explorer that comes back into view is the one that left.
SETTINGS = {
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "defer"},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
}
# What a lesson imports, and what the page's kernel cannot start without.
NEEDED = ("matplotlib", "matplotlib-pyodide", "scikit-learn", "ipython", "micropip", "ssl",
          "sqlite3")
INTERPRETER = ("pyodide.js", "pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm",
               "python_stdlib.zip", "pyodide-lock.json")
SUFFIXES = (".js", ".mjs", ".wasm", ".whl", ".zip", ".json")


def pin(name):
    """What a line `# name=...` of site.txt says."""
    return re.search(rf"^# {re.escape(name)}=+(\S+)$", PINS.read_text("utf-8"), re.M)[1]


def build(python, pyodide, place):
    """The folder of the JupyterLite, made in `place` by the tools of the Python `python`."""
    _runtime(pyodide, place / "lite" / "static" / "pyodide", python)
    _lessons(place / "contents")
    (place / "lite" / "jupyter-lite.json").write_text(json.dumps(CONFIG))
    (place / "lite" / "overrides.json").write_text(json.dumps(SETTINGS))
    folders = "--lite-dir=lite", "--contents=contents", "--output-dir=jupyterlite"
    options = [option.replace("=", f"={place}/") for option in folders]
    apps = [f"--apps={name}" for name in ("lab", "notebooks", "tree")]
    command = "-m", "jupyterlite_core", "build", "--no-sourcemaps", "--no-unused-shared-packages"
    run(python, *command, *apps, *options, cwd=place / "lite")
    return place / "jupyterlite"


def run(*command, **options):
    """Run a command; what it said is shown only where it fails."""
    done = subprocess.run(
        [str(word) for word in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **options,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))} failed:\n{done.stdout[-3000:]}")


def fetch(folder):
    """The Pyodide release of site.txt in `folder`, downloaded unless it is there.

    site.txt pins the sha256 of the interpreter's files and of the lock file; the lock file pins the
    packages, of which those stay that the lessons need. ValueError: a file is not what was pinned.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        return _whole(folder)
    except (OSError, ValueError):
        _download(pin("release"), folder)
    return _whole(folder)


def _download(address, folder):
    """The files of a release's archive, all in one folder."""
    with (
        urllib.request.urlopen(address) as answer,
        tarfile.open(fileobj=answer, mode="r|*") as packed,
    ):
        for member in packed:
            file = folder / Path(member.name).name
            if member.isfile() and file.suffix in SUFFIXES:
                file.write_bytes(packed.extractfile(member).read())


def _whole(folder):
    """The folder, once each file that is needed has its sha256; files that are not needed go."""
    wanted = {name: pin(name) for name in INTERPRETER}
    _demand_pinned(folder, wanted)
    packages = json.loads((folder / "pyodide-lock.json").read_text("utf-8"))["packages"]
    by_name = {_normal(name): entry for name, entry in packages.items()}
    needed = list(NEEDED)
    for name in needed:
        entry = by_name[_normal(name)]
        wanted[entry["file_name"]] = entry["sha256"]
        needed += [other for other in entry["depends"] if other not in needed]
    _demand_pinned(folder, wanted)
    for file in folder.iterdir():
        if file.name not in wanted:
            file.unlink()
    return folder


def _demand_pinned(folder, wanted):
    """ValueError for a file whose sha256 is not the one wanted."""
    for name, sha256 in wanted.items():
        found = _sha256((folder / name).read_bytes())
        if found != sha256:
            raise ValueError(
                f"{name} is not the file that was pinned: its sha256 is {found}, not {sha256}. "
                "Nothing of it was used."
            )


def _sha256(data):
    return hashlib.sha256(data).hexdigest()


def _normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def _lessons(folder):
    """The notebooks with every text in one piece, as the page's reader of notebooks wants it."""
    shutil.copytree(ROOT / "notebooks", folder, ignore=shutil.ignore_patterns(".*"))
    for path in folder.glob("*.ipynb"):
        path.write_text(json.dumps(nbformat.read(path, 4)), "utf-8")


def check(pyodide):
    """The lock of a Pyodide folder; ValueError where it is not the release of site.txt."""
    file = Path(pyodide) / "pyodide-lock.json"
    if not file.exists():
        raise ValueError(
            f"PYODIDE must be an unpacked Pyodide release: {pyodide} has no {file.name}."
        )
    lock = json.loads(file.read_text("utf-8"))
    if lock["info"]["version"] != pin("pyodide"):
        raise ValueError(
            f"PYODIDE must be release {pin('pyodide')}, which {PINS.name} names: {pyodide} holds "
            f"{lock['info']['version']}."
        )
    return lock


def _runtime(pyodide, folder, python):
    """Pyodide's files, with regviz and what it needs among the packages that `import` finds."""
    lock = check(pyodide)
    folder.mkdir(parents=True)
    for file in pyodide.iterdir():
        if file.suffix in (".js", ".mjs", ".wasm", ".whl", ".zip"):
            shutil.copyfile(file, folder / file.name)
    there = [k for k, v in lock["packages"].items() if (folder / v["file_name"]).exists()]
    packages = lock["packages"] = {name: lock["packages"][name] for name in there}
    needed = ["regviz"]
    for name in needed:
        if name not in packages:
            wheel = _wheel(name, folder, python)
            packages[name] = _entry(name, wheel)
            needed += packages[name]["depends"]
    (folder / "pyodide-lock.json").write_text(json.dumps(lock), "utf-8")


def _wheel(name, folder, python):
    """The wheel of a package in Python alone, put into the folder: ours made, others downloaded."""
    before = set(folder.glob("*.whl"))
    if name == "regviz":
        source = folder.parents[1] / "source"
        ignored = shutil.ignore_patterns(".*", "notebooks", "docs", "tests", "build", "*.egg-info")
        shutil.copytree(ROOT, source, ignore=ignored)
        run(python, "-m", "pip", "wheel", "--quiet", "--no-deps", f"--wheel-dir={folder}", source)
        shutil.rmtree(source)
    else:
        anywhere = ["--platform=any", "--python-version=3.12", "--implementation=py", "--abi=none"]
        pip = python, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"
        run(*pip, *anywhere, f"--constraint={PINS}", f"--dest={folder}", name)
    return (set(folder.glob("*.whl")) - before).pop()


def _entry(name, wheel):
    """What the lock file says of a package."""
    with zipfile.ZipFile(wheel) as archive:
        tops = {file.split("/")[0].removesuffix(".py") for file in archive.namelist()}
        about = next(file for file in archive.namelist() if file.endswith(".dist-info/METADATA"))
        told = email.message_from_bytes(archive.read(about))
    needs = [line for line in told.get_all("Requires-Dist", []) if "extra ==" not in line]
    depends = [re.match(r"[\w.-]+", line)[0] for line in needs]
    return {
        "name": name,
        "version": told["Version"],
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": _sha256(wheel.read_bytes()),
        "package_type": "package",
        "imports": sorted(top for top in tops if top.isidentifier()),
        "unvendored_tests": False,
        "depends": [_normal(other) for other in depends],
    }

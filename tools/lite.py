"""The live part of the site: JupyterLite, where Python itself runs in the page.

`build(python, pyodide, place)` returns the folder of a JupyterLite with the lessons.
`fetch(folder)` downloads the Pyodide release that `tools/site.txt` names, every file checked by its
sha256.
"""

import email
import hashlib
import io
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
    """Download the Pyodide release of site.txt into `folder`, unless it is there; every file is
    checked by its sha256.

    The interpreter comes from the release's npm archive, which site.txt pins. The lock file in it
    pins the packages, of which those are downloaded that the lessons need.
    ValueError: what came is not what was pinned.
    """
    archive = download(pin("interpreter"), pin("sha256"))
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        for member in packed:
            name = Path(member.name).name
            if member.isfile() and Path(name).suffix in (".js", ".mjs", ".wasm", ".zip", ".json"):
                (folder / name).write_bytes(packed.extractfile(member).read())
    packages = json.loads((folder / "pyodide-lock.json").read_text("utf-8"))["packages"]
    by_name = {_normal(name): entry for name, entry in packages.items()}
    needed = list(NEEDED)
    for name in needed:
        entry = by_name[_normal(name)]
        file = folder / entry["file_name"]
        if not (file.exists() and _sha256(file.read_bytes()) == entry["sha256"]):
            file.write_bytes(download(pin("packages") + file.name, entry["sha256"]))
        needed += [other for other in entry["depends"] if other not in needed]
    return folder


def download(address, sha256):
    """The bytes at an address; ValueError where they do not have the sha256."""
    with urllib.request.urlopen(address) as answer:
        found = answer.read()
    if _sha256(found) != sha256:
        raise ValueError(
            f"{address} is not the file that was pinned: its sha256 is {_sha256(found)}, not "
            f"{sha256}. Nothing of it was used."
        )
    return found


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

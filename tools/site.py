"""The lessons as a site that needs no install: JupyterLite, where Python itself runs in the page.

    python tools/site.py PYODIDE SITE

PYODIDE is the unpacked release archive of the Pyodide that `tools/site.txt` names, SITE the folder
that is written. Open it through a web server, if only `python -m http.server --directory SITE`: it
asks no other host for anything.
"""

import argparse
import email
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
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
SETTINGS = {"@jupyterlab/notebook-extension:tracker": {"windowingMode": "defer"}}


def build(pyodide, site):
    """Write the site; an older one is replaced once the new one is whole."""
    if site.exists() and not (site / "jupyter-lite.json").exists():
        raise ValueError(
            "SITE must be a new folder or an older site, to be replaced: "
            f"{site} holds something else."
        )
    with tempfile.TemporaryDirectory() as place:
        place = Path(place)
        venv.create(place / "venv", with_pip=True)
        python = place / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
        _run(python, "-m", "pip", "install", "--quiet", "--requirement", PINS)
        _runtime(pyodide, place / "lite" / "static" / "pyodide", python)
        _lessons(place / "lessons")
        (place / "lite" / "jupyter-lite.json").write_text(json.dumps(CONFIG))
        (place / "lite" / "overrides.json").write_text(json.dumps(SETTINGS))
        folders = "--lite-dir=lite", "--contents=lessons", "--output-dir=site"
        options = [option.replace("=", f"={place}/") for option in folders]
        command = "-m", "jupyterlite_core", "build", "--no-sourcemaps"
        _run(python, *command, *options, cwd=place / "lite")
        shutil.rmtree(site, ignore_errors=True)
        shutil.move(place / "site", site)


def _run(*command, **options):
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


def _lessons(folder):
    """The notebooks with every text in one piece, as the page's reader of notebooks wants it."""
    shutil.copytree(ROOT / "notebooks", folder, ignore=shutil.ignore_patterns(".*"))
    for path in folder.glob("*.ipynb"):
        path.write_text(json.dumps(nbformat.read(path, 4)), "utf-8")


def _runtime(pyodide, folder, python):
    """Pyodide's files, with regviz and what it needs among the packages that `import` finds."""
    lock = json.loads((pyodide / "pyodide-lock.json").read_text("utf-8"))
    wanted = re.search(r"pyodide==(\S+)", PINS.read_text("utf-8"))[1]
    if lock["info"]["version"] != wanted:
        raise ValueError(
            f"PYODIDE must be release {wanted}, which {PINS.name} names: {pyodide} holds "
            f"{lock['info']['version']}."
        )
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
        ignored = shutil.ignore_patterns(".*", "notebooks", "tests", "build", "*.egg-info")
        shutil.copytree(ROOT, source, ignore=ignored)
        _run(python, "-m", "pip", "wheel", "--quiet", "--no-deps", f"--wheel-dir={folder}", source)
        shutil.rmtree(source)
    else:
        anywhere = ["--platform=any", "--python-version=3.12", "--implementation=py", "--abi=none"]
        pip = python, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"
        _run(*pip, *anywhere, f"--constraint={PINS}", f"--dest={folder}", name)
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
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": sorted(top for top in tops if top.isidentifier()),
        "unvendored_tests": False,
        "depends": [re.sub(r"[-_.]+", "-", other).lower() for other in depends],
    }


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pyodide", type=Path, help="the unpacked Pyodide release")
    parser.add_argument("site", type=Path, help="the folder to write")
    chosen = parser.parse_args()
    try:
        build(chosen.pyodide, chosen.site)
    except (OSError, ValueError, RuntimeError) as error:
        sys.exit(f"site.py: {error}")


if __name__ == "__main__":
    main()

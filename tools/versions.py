"""The suite on the oldest and on the newest releases.

    python tools/versions.py lowest                every bound of requirements.txt, as it stands
    python tools/versions.py newest [PYTHON]       the newest releases that pip finds
    python tools/versions.py newest PYTHON -- ARGS with other arguments for pytest

Each makes a virtual environment in a temporary folder, with the Python that runs this or the one
named, installs the project from its own files there, and runs all tests but those in a browser.
Every lesson is executed as well, and its printed numbers must be those that are stored: so they are
the same on both. Ends with the exit code of pytest.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TESTS = ("--ignore=tests/browser", "-q")
TOLD = ("python", "numpy", "matplotlib", "ipywidgets", "anywidget", "jupyterlab", "scikit-learn",
        "pandas", "pytest")


def lowest(requirements: str) -> str:
    """The lines of a file of requirements, each pinned to its lower bound."""
    return re.sub(r">=\s*([0-9.]+)", r"==\1", requirements)


def virtual(folder, python=sys.executable):
    """The Python of a new virtual environment."""
    subprocess.run([python, "-m", "venv", folder], check=True)
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def environment(folder, python, requirements):
    """The Python of a new virtual environment that has these requirements and the project."""
    inside = virtual(folder / "venv", python)
    named = folder / "requirements.txt"
    named.write_text(requirements, "utf-8")
    install = inside, "-m", "pip", "install", "--quiet"
    subprocess.run([*install, "--requirement", named], check=True)
    subprocess.run([*install, "--editable", ROOT, "--constraint", named], check=True)
    return inside


def versions(python) -> str:
    """What is installed there, of what a lesson stands on."""
    code = ("import sys, platform\nfrom importlib.metadata import version\n"
            "print(', '.join(f'{name} {version(name)}' if name != 'python' else "
            "f'Python {platform.python_version()}' for name in sys.argv[1:]))")
    return subprocess.run([python, "-c", code, *TOLD], check=True, capture_output=True,
                          text=True).stdout.strip()


def main(asked):
    if not asked or asked[0] not in ("lowest", "newest"):
        sys.exit(__doc__)
    cut = asked.index("--") if "--" in asked else len(asked)
    asked, more = asked[:cut], asked[cut + 1:] or TESTS
    text = (ROOT / "requirements.txt").read_text("utf-8")
    python = asked[1] if len(asked) > 1 else sys.executable
    with tempfile.TemporaryDirectory() as folder:
        inside = environment(Path(folder), python, lowest(text) if asked[0] == "lowest" else text)
        print(f"{asked[0]}: {versions(inside)}", flush=True)
        return subprocess.run([inside, "-m", "pytest", *more], cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

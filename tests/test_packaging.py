"""What is installed: the three lists of packages agree, and the wheel is whole."""

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml

import regviz

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))["dependencies"]


def requirements():
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    return sorted(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def test_requirements_and_pyproject_agree():
    extras = [package for group in PROJECT["optional-dependencies"].values() for package in group]
    own = [package for package in extras if package.startswith("regviz[")]
    assert set(own) <= {f"regviz[{name}]" for name in PROJECT["optional-dependencies"]}
    assert requirements() == sorted(PROJECT["dependencies"] + [p for p in extras if p not in own])


def test_requirements_and_conda_agree():
    pip = next(entry["pip"] for entry in CONDA if isinstance(entry, dict))
    conda = [entry for entry in CONDA if isinstance(entry, str)]
    assert {"pip", "python=3.12"} <= set(conda) and "-e ." in pip
    assert sorted({*conda, *pip} - {"pip", "python=3.12", "-e ."}) == requirements()


@pytest.mark.parametrize("line", requirements())
def test_bounds_are_lower_bounds_that_hold_here(line):
    name, bound = re.fullmatch(r"([a-z-]+)>=([\d.]+)", line).groups()
    have, need = (tuple(map(int, re.findall(r"\d+", text)[:3])) for text in (version(name), bound))
    assert have >= need, f"{name} {version(name)} is older than {bound}"


def test_version_is_one():
    assert PROJECT["dynamic"] == ["version"] and regviz.__version__ == version("regviz")


def test_the_wheel_holds_every_file_of_the_package(tmp_path):
    """Scripts, styles and data sets included: what is installed is as whole as a checkout."""
    source = tmp_path / "source"
    shutil.copytree(ROOT / "regviz", source / "regviz",
                    ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    build = [sys.executable, "-c", "import setuptools; setuptools.setup()", "-q",
             "bdist_wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=source, check=True, capture_output=True)
    wheel, = tmp_path.glob("*.whl")
    held = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("regviz/")}
    files = [path for path in (source / "regviz").rglob("*.*") if path.is_file()]
    assert held == {path.relative_to(source).as_posix() for path in files}

"""What is installed: the three lists of packages agree, and the wheel is whole."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from PIL import Image

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


FOLDERS = ("regviz", "notebooks", "tests", "tools", "benchmarks", "docs", ".github", ".ci")
NO_SOURCE = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "*.egg-info", "_build")
BUILD = """
from setuptools import build_meta
print(build_meta.{what}({place!r}))
"""


def build(what, source, place):
    """Build as pip does, and return the path of what was built."""
    script = BUILD.format(what=what, place=str(place))
    run = subprocess.run([sys.executable, "-c", script], cwd=source, check=True,
                         capture_output=True, text=True)
    return place / run.stdout.splitlines()[-1]


def below(folder):
    """The files below a folder, as names from there."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """(the tree, the names in its sdist, the wheel that was built from the sdist)."""
    place = tmp_path_factory.mktemp("build")
    source = place / "source"
    for name in FOLDERS:
        shutil.copytree(ROOT / name, source / name, ignore=NO_SOURCE)
    for path in ROOT.iterdir():
        if path.is_file() and path.name not in (".git", ".gitignore", ".coverage"):
            shutil.copy(path, source)
    with tarfile.open(build("build_sdist", source, place)) as archive:
        names = {entry.name.partition("/")[2] for entry in archive if entry.isfile()}
        archive.extractall(place, filter="data")
    inside = place / f"regviz-{regviz.__version__}"
    return source, names, build("build_wheel", inside, place)


def test_the_sdist_holds_the_whole_tree(built):
    source, names, _ = built
    tree = {name for name in below(source) if not name.startswith("regviz.egg-info/")}
    about = {name for name in names if name.startswith("regviz.egg-info/")}
    assert names - about - {"PKG-INFO", "setup.cfg"} == tree


def test_the_wheel_holds_every_file_of_the_package_and_of_the_lessons(built):
    """Scripts, styles and data sets included: what is installed is as whole as a checkout."""
    source, _, wheel = built
    held = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("regviz/")}
    lessons = {f"regviz/lessons/{name}" for name in below(source / "notebooks")}
    assert held == {f"regviz/{name}" for name in below(source / "regviz")} | lessons


def test_the_installed_command_loses_nothing_of_a_changed_notebook(built, tmp_path):
    """In an environment that holds nothing but the wheel, before and after an update."""
    environment, folder = tmp_path / "venv", tmp_path / "lessons"
    venv.create(environment, with_pip=False)
    scripts = environment / ("Scripts" if sys.platform == "win32" else "bin")
    python = str(scripts / "python")
    alone = {"cwd": tmp_path, "check": True, "capture_output": True, "text": True,
             "env": {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}}
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--no-index", "--no-deps"]
    subprocess.run([*pip, str(built[2])], **alone)

    regviz_lessons = [str(scripts / "regviz"), "lessons", str(folder)]
    subprocess.run(regviz_lessons, **alone)
    assert below(folder) - {".regviz-lessons.json"} == below(ROOT / "notebooks")
    mine, other = folder / "06_coefficient_paths.ipynb", folder / "03_ridge.ipynb"
    mine.write_text("my work")
    said = subprocess.run(regviz_lessons, **alone).stdout
    assert mine.read_text() == "my work" and "stays as it is: 06_coefficient_paths.ipynb" in said

    for lesson in (mine, other):  # the update
        installed, = environment.rglob(f"lessons/{lesson.name}")
        installed.write_text("what is new")
    said = subprocess.run([python, "-m", "regviz", *regviz_lessons[1:]], **alone).stdout
    beside = folder / f"06_coefficient_paths (new in {regviz.__version__}).ipynb"
    assert mine.read_text() == "my work" and beside.read_text() == other.read_text()
    assert other.read_text() == "what is new" and beside.name in said


# What stands beside the package

PLACEHOLDERS = re.compile(
    r"example\.(?:com|org|net)|\b(?:TODO|FIXME|TBD|OWNER|USERNAME|YOUR[-_ ]\w+)\b"
    r"|<[A-Za-z][\w .-]*>"
)
WORKFLOWS = {path.stem: path for path in sorted((ROOT / ".github" / "workflows").glob("*.yml"))}
PUBLIC = ["pyproject.toml", "setup.py", "CITATION.cff", "README.md", "CHANGELOG.md",
          "CONTRIBUTING.md", *(path.relative_to(ROOT).as_posix() for path in WORKFLOWS.values())]


@pytest.mark.parametrize("name", PUBLIC)
def test_no_placeholder_is_published(name):
    assert PLACEHOLDERS.findall((ROOT / name).read_text("utf-8")) == []


@pytest.mark.parametrize("text", ["https://example.com/x", "OWNER/regviz", "a TODO", "<your name>"])
def test_a_placeholder_is_noticed(text):
    assert PLACEHOLDERS.search(text)


def test_the_citation_and_the_change_log_have_the_version():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["cff-version"] == "1.2.0" and citation["version"] == regviz.__version__
    assert {"message", "title", "authors"} <= set(citation)
    assert citation["license"] == PROJECT["license"]
    log = (ROOT / "CHANGELOG.md").read_text("utf-8")
    headings = re.findall(r"^## (.*)$", log, re.M)
    assert headings[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", head) for head in headings[1:])
    assert set(re.findall(r"^### (.*)$", log, re.M)) <= {
        "Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def steps(name):
    """The steps of a workflow's jobs, in order."""
    jobs = yaml.safe_load(WORKFLOWS[name].read_text("utf-8"))["jobs"]
    return [step for job in jobs.values() for step in job["steps"]]


def test_the_workflow_of_tests_runs_what_is_run_everywhere():
    commands = [step["run"] for step in steps("test") if "run" in step]
    tools = ["python tools/versions.py ${{ matrix.which }}", "python tools/audit.py"]
    assert commands == [".ci/run", *tools]
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    newest = yaml.safe_load(WORKFLOWS["test"].read_text("utf-8"))["jobs"]["test"]
    assert PROJECT["requires-python"] == f">={newest['strategy']['matrix']['python'][0]}"


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_do_only_what_it_must(name):
    workflow = yaml.safe_load(WORKFLOWS[name].read_text("utf-8"))
    assert True in workflow or "on" in workflow  # YAML reads the word `on` as true
    assert workflow["permissions"]["contents"] == "read"
    assert all({"run", "uses"} & set(step) for step in steps(name))
    for tool in re.findall(r"python (\S+\.py)", WORKFLOWS[name].read_text("utf-8")):
        assert (ROOT / tool).is_file()


def test_the_readme_opens_with_a_small_moving_picture():
    text = (ROOT / "README.md").read_text("utf-8")
    words, file = re.match(r"# .+\n\n!\[(.{40,})\]\((.+)\)\n\n(?:[^\n]+\n){3}\n", text).groups()
    picture = ROOT / file
    assert picture.stat().st_size < 1_000_000
    with Image.open(picture) as moving:
        assert moving.n_frames > 20 and moving.info["loop"] == 0


def test_links_of_the_readme_lead_somewhere():
    for name in ("README.md", "CONTRIBUTING.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / name).read_text("utf-8")):
            assert re.match(r"https?:", target) or (ROOT / target).exists(), target

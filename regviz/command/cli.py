"""`regviz` in a terminal: lay the lessons, open them, sum up a class, or build the site."""

import argparse
import sys
from importlib.util import find_spec
from pathlib import Path

import regviz
from regviz.command.lessons import PACKAGE, find_lessons, lay_lessons, read_lessons
from regviz.core.files import write_whole
from regviz.core.formatting import first_few, plural

HELP = """\
usage: regviz [FOLDER] [--no-browser]     put the lessons in FOLDER and open them in JupyterLab
       regviz lessons [FOLDER] [--student | --nbgrader]     only put them there
       regviz collect FOLDER                   sum up what a class wrote with rv.answers()
       regviz site [FOLDER] [OPTION ...]       build the web site (in a checkout of the project)
       regviz --version
       regviz --help

FOLDER is ./regviz-lessons unless you name one, and ./site for the site. `python -m regviz` does
the same.

Your work is never overwritten. Lessons that you did not change are renewed; a lesson that you
changed (or ran and saved) stays, and what is new in it is put beside it, for example as
"06_coefficient_paths (new in 0.2.0).ipynb". A lesson that you deleted comes back.

`regviz collect` reads the answers.json files in a folder and below, prints what was answered, and
writes class.html there: a page to project, with a bar for each answer and no names.

  --no-browser   start JupyterLab and print its link, but open no window
  --student      leave out the solutions and what is meant for the teacher
  --nbgrader     put them there as assignments, with cells that give points

For a folder that is called lessons, collect or site, write ./lessons, ./collect or ./site.
The exit code is 0 if all went well, 1 if it did not, and 2 for a command that is not understood.
"""
SETTINGS = Path(__file__).with_name("jupyter_lab_config.py")


class Parser(argparse.ArgumentParser):
    def format_help(self):
        return HELP

    def error(self, message):
        self.exit(2, f"regviz: {message}. `regviz --help` says what there is.\n")


def parse(words):
    """(command, folder, options, what is for the builder of the site) of the words typed."""
    parser = Parser(prog="regviz", allow_abbrev=False)
    parser.add_argument("words", nargs="*")
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--student", action="store_true")
    parser.add_argument("--nbgrader", action="store_true")
    parser.add_argument("--version", action="version", version=f"regviz {regviz.__version__}")
    command = words[0] if words and words[0] in ("lessons", "collect", "site") else "open"
    if command == "site" and not {"-h", "--help", "--version"} & {*words}:
        folder, *rest = words[1:] if words[1:] and words[1][0] != "-" else ("site", *words[1:])
        return command, Path(folder), None, rest
    options = parser.parse_intermixed_args(words[command != "open":])
    if len(options.words) > 1:
        parser.error(f"one folder at most, not {len(options.words)}: {' '.join(options.words)}")
    for given, name, where in ((options.student, "--student", "lessons"),
                               (options.nbgrader, "--nbgrader", "lessons"),
                               (options.no_browser, "--no-browser", "open")):
        if given and command != where:
            parser.error(f"{name} does not go with this command")
    if options.student and options.nbgrader:
        parser.error("--student and --nbgrader do not go together")
    if command == "collect" and not options.words:
        parser.error("collect needs the folder with the files of answers")
    if "" in options.words:
        parser.error("the folder has no name")
    folder = options.words[0] if options.words else "regviz-lessons"
    return command, Path(folder).expanduser(), options, []


def main(words=None):
    """Do what the words of the command line ask for; the exit code."""
    command, folder, options, rest = parse(sys.argv[1:] if words is None else words)
    if command == "site":
        return build_site(folder, rest)
    if command == "collect":
        return sum_up(folder)
    try:
        print(lay(folder, options.student, options.nbgrader), flush=True)
    except OSError as error:
        what = error.strerror and f"{folder} cannot be written: {error.strerror}."
        print(f"regviz: {what or error}", file=sys.stderr)
        return 1
    return open_lab(folder, options.no_browser) if command == "open" else 0


def lay(folder, student=False, nbgrader=False):
    """Lay the lessons in the folder, or a course of nbgrader; sentences on what was done."""
    source = find_lessons()
    if folder.exists() and folder.samefile(source):
        return f"{folder} is where the lessons come from: nothing was copied."
    files = read_lessons(source, student)
    if nbgrader:
        from regviz.command.course import as_course

        files = as_course(files)
    report = lay_lessons(files, folder, regviz.__version__)
    said = [f"The lessons of regviz {regviz.__version__} are in {folder.resolve()}."]
    if report.renewed:
        said.append(f"{plural(len(report.renewed), 'file')} that nobody had changed: renewed.")
    if report.kept:
        said.append(f"What you changed stays as it is: {first_few(report.kept)}.")
    if report.beside:
        said.append(f"What is new was put beside it: {first_few(report.beside)}.")
    return "\n".join(said)


def sum_up(folder):
    """Print what a class answered, and write the page to project; the exit code."""
    from regviz.exercises import collect

    if not folder.is_dir():
        print(f"regviz: {folder} is no folder.", file=sys.stderr)
        return 1
    found = collect(folder)
    print(found)
    page = folder / "class.html"
    try:
        write_whole(page, found.to_html().encode())
    except OSError as error:
        print(f"regviz: {page} was not written: {error.strerror}.", file=sys.stderr)
        return 1
    print(f"\nA page to project: {page}")
    return 0


def open_lab(folder, no_browser=False):
    """Open the folder in JupyterLab, at its first lesson, until it is stopped; the exit code."""
    if find_spec("jupyterlab") is None:
        print('regviz: JupyterLab is not installed here. `pip install "regviz[open]"` installs it.',
              file=sys.stderr)
        return 1
    from jupyterlab.labapp import main as lab

    window = ["--no-browser"] * no_browser
    first = "--LabApp.default_url=/lab/tree/00_start_here.ipynb"
    return lab([f"--config={SETTINGS}", first, *window, str(folder.resolve())]) or 0


def build_site(folder, options):
    """Build the site with the project's own tool, which a checkout has; the exit code."""
    tool = PACKAGE.parent / "tools" / "site.py"
    if not tool.is_file():
        print("regviz: the site is built in a checkout of the project, with "
              "`python tools/site.py SITE`. This installation has the package alone.",
              file=sys.stderr)
        return 1
    import subprocess

    return subprocess.call([sys.executable, str(tool), str(folder), *options])

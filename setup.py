"""Everything is said in pyproject.toml; here the wheel takes the lessons along.

They stay in notebooks/ in a checkout and are regviz/lessons in a wheel. An editable install finds
them where they are, and a tree without notebooks/ makes a wheel without lessons.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class WithLessons(build_py):
    def run(self):
        super().run()
        lessons = Path(self.build_lib, "regviz", "lessons")
        shutil.rmtree(lessons, ignore_errors=True)
        if Path("notebooks").is_dir() and not self.editable_mode:
            shutil.copytree("notebooks", lessons, ignore=shutil.ignore_patterns(".*"))


setup(cmdclass={"build_py": WithLessons})

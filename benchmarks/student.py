"""What a student costs the server: the kernel's memory and processor with each lesson run.

    python benchmarks/student.py [06 07 ...]

Every cell of a lesson is run in a kernel of its own, as "Run All" does. Printed in MB: what lies in
memory (RSS), the share of it that belongs to this kernel where others share libraries with it
(PSS, Linux), and the seconds of processor from the start of the kernel. Without a browser no pages
are filled ahead.
"""

import datetime
import os
import platform
import statistics
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))
os.environ.setdefault("OMP_NUM_THREADS", "1")

import nbformat  # noqa: E402
import psutil  # noqa: E402
from nbclient import NotebookClient  # noqa: E402

from notebooks import named  # noqa: E402

ASK = "import os; print(os.getpid())"


def cost(path):
    """(RSS, PSS, seconds of processor) of the kernel after all cells of a notebook."""
    book = nbformat.read(path, as_version=4)
    book.cells.append(nbformat.v4.new_code_cell(ASK))
    client = NotebookClient(book, timeout=300, kernel_name="python3",
                            resources={"metadata": {"path": str(path.parent)}})
    with client.setup_kernel():
        for index, cell in enumerate(book.cells):
            client.execute_cell(cell, index)
        kernel = psutil.Process(int(book.cells[-1].outputs[0].text))
        memory, times = kernel.memory_full_info(), kernel.cpu_times()
    return memory.rss / 1e6, getattr(memory, "pss", memory.uss) / 1e6, times.user + times.system


def main(names):
    told = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    print(f"{datetime.date.today()}, {told}, {os.cpu_count()} processors")
    print(f"{'lesson':26}{'RSS MB':>8}{'PSS MB':>8}{'seconds':>9}")
    costs = []
    for path in named(names):
        costs.append(cost(path))
        print(f"{path.stem:26}" + "{:8.0f}{:8.0f}{:9.1f}".format(*costs[-1]), flush=True)
    print(f"{'median':26}" + "{:8.0f}{:8.0f}{:9.1f}".format(*map(statistics.median, zip(*costs,
                                                                             strict=True))))


if __name__ == "__main__":
    main(sys.argv[1:])

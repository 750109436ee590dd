"""What a student costs the server: the kernel's memory, its processor, and bytes over the wire.

    python benchmarks/student.py [06 07 ...]

Every cell of a lesson is run in a kernel of its own, as "Run All" does. Printed in MB: what lies in
memory (RSS), the share of it that belongs to this kernel where others share libraries with it
(PSS, Linux), the seconds of processor from the start of the kernel, and what the kernel sent. Then
every picture is opened, as a browser opens it. Then a hand drags the slider of each picture for
four seconds and rests for six, with all predictions unlocked: printed are the processor while it
drags and while it rests, in per cent of one processor, and how long a page took that was not there.
"""

import datetime
import json
import os
import platform
import statistics
import sys
import time
from pathlib import Path
from queue import Empty

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "tests" / "browser")]
os.environ.setdefault("OMP_NUM_THREADS", "1")

import nbformat  # noqa: E402
import psutil  # noqa: E402
from hands import Pictures  # noqa: E402
from jupyter_client.manager import start_new_kernel  # noqa: E402

from notebooks import named  # noqa: E402

UNLOCK = "import regviz; regviz.teacher()"
DRAG, REST = 4.0, 6.0  # seconds
TITLES = "RSS MB", "PSS MB", "run s", "run MB", "play MB", "drag %", "rest %", "page ms"


class Kernel:
    """A kernel, its pictures, and the bytes it sent."""

    def __init__(self, folder):
        self.manager, self.client = start_new_kernel(cwd=str(folder), kernel_name="python3")
        self.process = psutil.Process(self.manager.provisioner.pid)
        self.sent = 0
        self.pictures = Pictures(self._tell)

    def _tell(self, comm_id, data):
        message = self.client.session.msg("comm_msg", {"comm_id": comm_id, "data": data})
        self.client.shell_channel.send(message)

    def hear(self, seconds):
        """The next message of the kernel within so many seconds, or None."""
        try:
            message = self.client.get_iopub_msg(timeout=max(seconds, 0.001))
        except Empty:
            return None
        buffers = message.pop("buffers")
        kind, content = message["header"]["msg_type"], message["content"]
        self.sent += len(json.dumps(message, default=str)) + sum(each.nbytes for each in buffers)
        self.pictures.hear(kind, content, [bytes(each) for each in buffers])
        return message

    def listen(self, seconds):
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.hear(left)

    def run(self, code):
        asked = self.client.execute(code)
        while True:
            message = self.hear(300)
            if message is None:
                raise TimeoutError(f"no end after 300 seconds:\n{code}")
            if (message["parent_header"].get("msg_id") == asked
                    and message["content"].get("execution_state") == "idle"):
                break
        if self.pictures.errors:
            raise RuntimeError(f"{self.pictures.errors[0]} in\n{code}")

    @property
    def seconds(self):
        """Of processor, until now."""
        times = self.process.cpu_times()
        return times.user + times.system

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def play(kernel):
    """(share of a processor while dragging, and while resting; seconds for each page asked for)"""
    dragged = rested = 0.0
    pictures = kernel.pictures.sliders
    for picture in pictures:
        began = kernel.seconds
        for pause in picture.drag(DRAG):
            kernel.listen(pause)
        dragged += kernel.seconds - began
        began = kernel.seconds
        kernel.listen(REST)
        rested += kernel.seconds - began
        if picture.troubles:
            raise RuntimeError(picture.troubles[0])
    waits = [wait for picture in pictures for wait in picture.waits]
    count = max(len(pictures), 1)
    return dragged / DRAG / count, rested / REST / count, waits


def cost(path):
    """The figures named in TITLES, of one lesson."""
    kernel = Kernel(path.parent)
    try:
        kernel.run(UNLOCK)
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                kernel.run(cell.source)
        memory = kernel.process.memory_full_info()
        pss = getattr(memory, "pss", memory.uss)
        ran = kernel.seconds, kernel.sent
        for picture in kernel.pictures.values():
            picture.open()
        kernel.listen(REST)
        dragged, rested, waits = play(kernel)
        return (memory.rss / 1e6, pss / 1e6, *(ran[0], ran[1] / 1e6), (kernel.sent - ran[1]) / 1e6,
                100 * dragged, 100 * rested, 1000 * statistics.median(waits or [0]))
    finally:
        kernel.stop()


def line(title, figures):
    rounded = "{:8.0f}{:8.0f}{:8.1f}{:8.2f}{:8.2f}{:8.0f}{:8.0f}{:8.0f}"
    print(f"{title:24}" + rounded.format(*figures), flush=True)


def main(names):
    told = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    print(f"{datetime.date.today()}, {told}, {os.cpu_count()} processors")
    print(f"{'lesson':24}" + "".join(f"{title:>8}" for title in TITLES))
    costs = []
    for path in named(names):
        costs.append(cost(path))
        line(path.stem, costs[-1])
    line("median", map(statistics.median, zip(*costs, strict=True)))


if __name__ == "__main__":
    main(sys.argv[1:])

"""How the README's command opens the lessons: this machine only, a token, prompt sliders, pictures.

An ordinary `jupyter lab` opens them too; nothing in the lessons depends on this file.
"""

import os
import sys
from pathlib import Path

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

sys.path.insert(0, str(Path(__file__).parent / "tools"))
from notebooks import before_save  # noqa: E402


class PromptConnection(ZMQChannelsWebsocketConnection):
    """Sends each small message at once: else TCP holds a slider's answer back for about 40 ms."""

    def connect(self):
        self.websocket_handler.set_nodelay(True)
        return super().connect()


class StillContents(AsyncLargeFileManager):
    """Saves notebooks with still pictures, so that they open later without "model not found"."""

    def __init__(self, **settings):
        super().__init__(**settings)
        self.register_pre_save_hook(before_save)


# For the kernels: on problems of teaching size the threads of linear algebra only wait for each
# other.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

c = get_config()
c.ServerApp.ip = "127.0.0.1"
c.ServerApp.allow_root = getattr(os, "geteuid", lambda: 1)() == 0
c.ServerApp.kernel_websocket_connection_class = PromptConnection
c.ServerApp.contents_manager_class = StillContents

"""How the README's command opens the lessons: this machine only, a token, prompt sliders, saved pictures.

An ordinary `jupyter lab` opens them too; nothing in the lessons depends on this file.
"""

import os
import sys
from pathlib import Path

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

sys.path.insert(0, str(Path(__file__).parent / "tools"))
from notebooks import keep_still  # noqa: E402


class PromptConnection(ZMQChannelsWebsocketConnection):
    """Sends each small message at once: without this, TCP holds a slider's answer back for about 40 ms."""

    def connect(self):
        self.websocket_handler.set_nodelay(True)
        return super().connect()


def keep_still_pictures(model, **_):
    """Before a notebook is saved: it opens later with its still pictures instead of "model not found"."""
    if model["type"] == "notebook":
        for cell in model["content"].get("cells", ()):
            for output in cell.get("outputs", ()):
                keep_still(output)


c = get_config()
c.ServerApp.ip = "127.0.0.1"
c.ServerApp.allow_root = getattr(os, "geteuid", lambda: 1)() == 0
c.ServerApp.kernel_websocket_connection_class = PromptConnection
c.FileContentsManager.pre_save_hook = keep_still_pictures

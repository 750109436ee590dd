"""How `regviz` and the README's command open the lessons.

This machine only, a token, prompt sliders, still pictures, no news.
"""

import os

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

from regviz.command.still import before_save


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


def without_news(handler, page_config):
    """JupyterLab's hook before it makes its page: the part that brings news stays out."""
    news = "@jupyterlab/apputils-extension:announcements"
    page_config["disabledExtensions"] = [*page_config.get("disabledExtensions", ()), news]
    return page_config


# For the kernels: on problems of teaching size the threads of linear algebra only wait for each
# other.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

c = get_config()
c.ServerApp.ip = "127.0.0.1"
c.ServerApp.allow_root = getattr(os, "geteuid", lambda: 1)() == 0
c.ServerApp.kernel_websocket_connection_class = PromptConnection
c.ServerApp.contents_manager_class = StillContents
# No question about news stands over a lesson, and no other host is asked for updates.
c.ServerApp.tornado_settings = {"page_config_hook": without_news}
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.handlers.announcements.NeverCheckForUpdate"

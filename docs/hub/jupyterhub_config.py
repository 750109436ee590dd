# JupyterHub on one machine, for a class with regviz. `c` is given by JupyterHub.
# Users, https and the address are yours: set them in this file, below.
import sys
from importlib.util import find_spec
from pathlib import Path

c = get_config()  # noqa: F821

# Prompt sliders, still pictures in saved lessons, no news. A student's own settings come after it.
settings = Path(find_spec("regviz").origin).with_name("command") / "jupyter_lab_config.py"
c.Spawner.args = [
    f"--config={settings}",
    # A kernel that nobody has used for an hour ends, also under an open page: pages that are
    # there still turn, and the page says what is missing.
    "--MappingKernelManager.cull_idle_timeout=3600",
    "--MappingKernelManager.cull_connected=True",
    # Thirty servers that start kernels in the same second take each other's TCP ports. Files of
    # the student's own cannot be taken, nor read by anybody else.
    "--KernelManager.transport=ipc",
]
c.Spawner.default_url = "/lab"

# One thread of linear algebra for each student: they are the ones who work side by side.
c.Spawner.environment = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

# Thirty log in within a minute.
c.JupyterHub.concurrent_spawn_limit = 30
c.Spawner.start_timeout = 300
c.Spawner.http_timeout = 300

# A server that nobody has used for an hour stops, with its kernels; files stay.
c.JupyterHub.services = [
    {
        "name": "idle-culler",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=3600"],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "services": ["idle-culler"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    }
]

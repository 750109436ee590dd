"""The settings that administrators are given can be read, and name what is there."""

from pathlib import Path

import yaml
from traitlets.config import Config

import regviz

HUB = Path(__file__).resolve().parents[1] / "docs" / "hub"


def test_the_settings_of_the_hub_lead_to_regviz_own():
    given = Config()
    path = HUB / "jupyterhub_config.py"
    exec(compile(path.read_text("utf-8"), path.name, "exec"), {"get_config": lambda: given})
    settings, = (word.removeprefix("--config=") for word in given.Spawner.args
                 if word.startswith("--config="))
    assert Path(settings).is_file()
    culler, = given.JupyterHub.services
    role, = given.JupyterHub.load_roles
    assert role["services"] == [culler["name"]] and "delete:servers" in role["scopes"]


def test_the_values_for_kubernetes_are_of_this_version():
    values = yaml.safe_load((HUB / "values.yaml").read_text("utf-8"))
    assert values["singleuser"]["image"]["tag"] == regviz.__version__
    assert {type(text) for text in values["singleuser"]["extraEnv"].values()} == {str}

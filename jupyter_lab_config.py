"""How the README's command opens the lessons: the settings that `regviz` itself uses.

An ordinary `jupyter lab` opens them too; nothing in the lessons depends on this file.
"""

load_subconfig("regviz/command/jupyter_lab_config.py")

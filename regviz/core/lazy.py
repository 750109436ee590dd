"""Names imported when they are first asked for (PEP 562), so that numerics need numpy alone."""

from importlib import import_module


def attach(package, modules, folders=()):
    """(__getattr__, __dir__, __all__) for the `__init__` of a package.

    modules maps a module of the package to its public names, written as one text; "." makes the
    module itself public. folders are packages inside it whose public names are handed on.
    """
    homes = {}
    for folder in folders:
        homes |= dict.fromkeys(import_module(f"{package}.{folder}").__all__, folder)
    for module, names in modules.items():
        homes |= {module if name == "." else name: module for name in names.split()}

    def get(name):
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module = import_module(f"{package}.{homes[name]}")
        return module if name == homes[name] else getattr(module, name)

    return get, lambda: sorted(homes), sorted(homes)

"""The small pictures of the catalogue `rv.explore`, one for each call, at its second stop.

    python tools/stills.py [CALL ...]      all when none is named

They go to regviz/explorers/stills and are shipped with the package.
"""

import argparse
import io
from pathlib import Path

from PIL import Image

import regviz as rv
from regviz.explorers.catalogue import CALLS

FOLDER = Path(rv.__file__).parent / "explorers" / "stills"
WIDTH = 360


def still(explorer):
    """The first panels of an explorer, small, as PNG bytes."""
    whole = Image.open(io.BytesIO(explorer.stop(2).png(scale=1))).convert("RGB")
    plan = explorer.plan()
    shown = plan["panels"][:plan["first"] or None]
    height = round(whole.height * max(bottom for *_, bottom in shown))
    small = whole.resize((WIDTH, round(WIDTH * height / whole.width)), Image.Resampling.LANCZOS,
                         (0, 0, whole.width, height))
    buffer = io.BytesIO()
    small.quantize(64, dither=Image.Dither.NONE).save(buffer, "png", optimize=True)
    return buffer.getvalue()


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("calls", nargs="*", help="names of calls; all when none is named")
    FOLDER.mkdir(exist_ok=True)
    names = parser.parse_args().calls or list(CALLS)
    for name in names:
        (FOLDER / f"{name}.png").write_bytes(still(getattr(rv.explore, name)()))
        print(name, flush=True)
    for old in FOLDER.glob("*.png"):
        if old.stem not in CALLS:
            old.unlink()


if __name__ == "__main__":
    main()

"""The moving picture at the top of the README: lambda goes along the lasso path and back.

    python tools/readme_gif.py [FILE]      docs/regviz.gif when none is named
"""

import argparse
import io
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

import regviz as rv
from regviz.style import NOW, ZERO

FILE = Path(__file__).resolve().parents[1] / "docs" / "regviz.gif"
FRAMES, MILLISECONDS, COLOURS = 96, 60, 128
BAR, RADIUS = 44, 10  # pixels: the strip with the slider, and its thumb


def states(explorer):
    """The states of one turn: from the middle to the right end, to the left end, and back."""
    values = explorer.plan()["controls"][0]["values"]
    turn = np.sin(np.linspace(0, 2 * np.pi, FRAMES, endpoint=False))
    places = np.rint((len(values) - 1) * (1 + turn) / 2).astype(int)
    return [(place / (len(values) - 1), values[place]) for place in places]


def frame(explorer, share, lam):
    """The first row of panels at lam, and below it the slider, its thumb at a share of the way."""
    explorer.set(lam=lam)
    whole = Image.open(io.BytesIO(explorer.png(scale=1))).convert("RGB")
    height = round(whole.height * explorer.plan()["panels"][0][3])
    picture = Image.new("RGB", (whole.width, height + BAR), "white")
    picture.paste(whole.crop((0, 0, whole.width, height)))
    draw = ImageDraw.Draw(picture)
    left, right, middle = 65, whole.width - 7, height + BAR // 2
    thumb = left + share * (right - left - 2 * RADIUS) + RADIUS
    draw.text((left - 14, middle), "lam", NOW, font_size=16, anchor="rm")
    draw.rounded_rectangle((left, middle - 2, right, middle + 2), 2, ZERO)
    draw.circle((thumb, middle), RADIUS, NOW)
    return picture


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", type=Path, default=FILE)
    file = parser.parse_args().file
    explorer = rv.explore.coefficient_paths("diabetes")
    pictures = [frame(explorer, *state) for state in states(explorer)]
    most_bars = pictures[3 * FRAMES // 4]
    palette = most_bars.quantize(COLOURS, dither=Image.Dither.NONE)
    pictures = [each.quantize(palette=palette, dither=Image.Dither.NONE) for each in pictures]
    file.parent.mkdir(parents=True, exist_ok=True)
    pictures[0].save(file, save_all=True, append_images=pictures[1:], loop=0,
                     duration=MILLISECONDS, optimize=True)
    print(f"{file}: {len(pictures)} frames, {file.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()

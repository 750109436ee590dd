"""A file that is there whole or not at all."""

import os
import secrets
from pathlib import Path


def write_whole(path, content: bytes) -> None:
    """Write a file in one step: who reads it sees the old one or the new one, whole.

    A link in its place is replaced. OSError, with the file's name and the reason, where it cannot
    be written: then what was there before is there still, and nothing else.
    """
    path = Path(path)
    place = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with place.open("xb") as file:
            file.write(content)
        os.replace(place, path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        place.unlink(missing_ok=True)

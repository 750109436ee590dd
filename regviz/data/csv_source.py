"""The text of what a person hands over: a path, bytes, an open file, an upload."""

import os
import re
from pathlib import Path

from regviz.core.validation import demand

LARGEST = 1_000_000_000  # bytes: such a file takes about 3 GB of memory while it is read

BYTE_ORDER_MARKS = (  # the longer ones first: UTF-32 begins like UTF-16
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
UNPACK = "unpack it and give the CSV file inside"
EXPORT = "export it as CSV first"
OTHER_FORMATS = (
    (b"PK", f"is a spreadsheet or a zip archive, not text: {EXPORT} (or unpack the archive)"),
    (b"\xd0\xcf\x11\xe0", f"is an old Excel workbook, not text: {EXPORT}"),
    (b"\x1f\x8b", f"is compressed by gzip: {UNPACK}"),
    (b"BZh", f"is compressed by bzip2: {UNPACK}"),
    (b"\xfd7zXZ", f"is compressed by xz: {UNPACK}"),
    (b"\x28\xb5\x2f\xfd", f"is compressed by zstd: {UNPACK}"),
    (b"7z\xbc\xaf", f"is a 7z archive: {UNPACK}"),
    (b"PAR1", f"is a Parquet file, not text: read it with pandas.read_parquet, or {EXPORT}"),
    (b"ARROW1", f"is an Arrow file, not text: read it with pandas.read_feather, or {EXPORT}"),
    (b"\x89HDF", f"is an HDF5 file, not text: {EXPORT}"),
    (b"\x93NUMPY", "is an array of numpy: numpy.load reads it"),
    (b"SQLite", f"is a database, not text: {EXPORT}"),
    (b"$FL", f"is an SPSS file, not text: {EXPORT}"),
    (b"<stata_dta>", f"is a Stata file, not text: {EXPORT}"),
    (b"%PDF", "is a PDF, not a table: ask for the table as CSV"),
    (b"<", "is a web page or XML, not CSV: download the table itself"),
    (b"{", f"is JSON, not CSV: {EXPORT}"),
    (b"[{", f"is JSON, not CSV: {EXPORT}"),
)
KINDS = "a path, bytes, an open file or the value of an upload"


def text_of(source, encoding):
    """(text, label, notes): the text with plain line ends, what it came from, what is to be said.

    source: a path, bytes, an open file (of text or bytes), or the value of a FileUpload. A
    byte-order mark settles the encoding. ValueError or TypeError where there is no text.
    """
    content, label = _content(source)
    size = len(content)
    demand(
        size <= LARGEST,
        "the file has {:.0f} MB, more than {:.0f}: keep fewer rows or columns",
        size / 1e6,
        LARGEST / 1e6,
    )
    text, notes = (content, []) if isinstance(content, str) else _decoded(content, encoding)
    demand(
        not text.startswith("\u00ef\u00bb\u00bf"),
        "the file was opened with another encoding than UTF-8: give its path, or open it with 'rb'",
    )
    demand(
        "\0" not in text,
        "the file holds zero bytes, so it is not a CSV text: export it as CSV first",
    )
    text = text.lstrip("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, label, notes


def laid_bare(text, sep, skip, footer):
    """(text, start of the table in it, number of its first row, sep, notes)."""
    notes = []
    said = re.match('"?sep=(\\\\t|[^\\n"])"?[,;\\t]*\\n', text, re.IGNORECASE)
    start = 0
    if said:
        named = said[1].replace("\\t", "\t")
        demand(
            sep in (",", named),
            "the first line says sep={!r}: pass that, or take the line away",
            named,
        )
        sep, start = named, said.end()
        notes.append(f"Its first line says sep={named!r}.")
    for _ in range(skip - bool(said)):
        start = text.find("\n", start) + 1 or len(text)
    if skip:
        notes.append(f"Lines left out at the top: {skip}.")
    if footer:
        text = text.rstrip("\n")
        for _ in range(footer):
            text = text[: max(text.rfind("\n"), 0)].rstrip("\n")
        notes.append(f"Lines left out at the end: {footer}.")
    if sep == " ":
        text = "\n".join(line.strip() for line in text[start:].replace("\t", " ").split("\n"))
        start = 0
    return text, start, max(skip, bool(said)) + 1, sep, notes


def _content(source):
    """(bytes or str, what it came from)."""
    if hasattr(source, "value") and not hasattr(source, "read"):
        source = source.value  # the widget of an upload itself
    if isinstance(source, (tuple, list, dict)):
        return _uploaded(source)
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source), "an upload"
    if hasattr(source, "read"):
        return _read(source)
    if isinstance(source, (str, os.PathLike)):
        return _from_disk(source)
    frame = "; a data frame goes to regviz as it is" if hasattr(source, "columns") else ""
    raise TypeError(f"source must be {KINDS}: got a {type(source).__name__}{frame}")


def _uploaded(value):
    """The one file of an upload: ipywidgets 8 gives dictionaries with names, 7 names them."""
    if isinstance(value, dict) and "content" not in value:
        value = [{"name": name, **item} for name, item in value.items() if isinstance(item, dict)]
    files = [value] if isinstance(value, dict) else list(value)
    demand(len(files) > 0, "the upload holds no file yet: choose one, then run this cell again")
    demand(len(files) == 1, "the upload holds {} files: give one of them, value[0]", len(files))
    content = files[0].get("content") if isinstance(files[0], dict) else None
    if not isinstance(content, (bytes, bytearray, memoryview)):
        raise TypeError(f"source must be {KINDS}: got a {type(value).__name__} without a file")
    return bytes(content), f"an upload ({files[0].get('name', 'without a name')})"


def _read(file):
    """What an open file holds, from its beginning."""
    try:
        begun = file.seekable() and file.tell() > 0
        content = None if begun else file.read()
    except UnicodeDecodeError as error:
        raise ValueError(
            f"the open file is not {error.encoding}: open it with 'rb', and pass encoding="
        ) from error
    except (OSError, ValueError) as error:
        raise ValueError(f"the open file cannot be read: {error}") from error
    demand(not begun, "the open file has been read already: call its seek(0) first")
    if not isinstance(content, (str, bytes)):
        raise TypeError(f"the open file must give text or bytes: got a {type(content).__name__}")
    name = getattr(file, "name", None)
    return content, Path(name).name if isinstance(name, str) else "an open file"


def _from_disk(source):
    """The bytes of a file on the disk. Nothing is downloaded, and the file is never written to."""
    name = os.fspath(source)
    demand(
        "://" not in str(name),
        "{!r} is an address, and nothing is downloaded: save the file, and give its path",
        name,
    )
    demand(
        "\n" not in str(name),
        "source is text with lines, not a path: give the text as io.StringIO(text)",
    )
    path = Path(os.fsdecode(name)).expanduser()
    demand(path.exists(), "there is no file {!r} in {}: check its name", name, path.parent)
    demand(path.is_file(), "{!r} is a folder: give the file", name)
    size = path.stat().st_size
    demand(
        size <= LARGEST,
        "the file has {:.0f} MB, more than {:.0f}: keep fewer rows or columns",
        size / 1e6,
        LARGEST / 1e6,
    )
    try:
        return path.read_bytes(), path.name
    except OSError as error:
        raise ValueError(f"{name!r} cannot be read: {error.strerror}") from error


def _decoded(raw, encoding):
    """(text, notes) of bytes, refused where they are another format or another encoding."""
    start = raw[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    for mark, sentence in OTHER_FORMATS:
        demand(not start.startswith(mark), "this {}", sentence)
    demand(isinstance(encoding, str), "encoding must be a name such as 'utf-8': got {!r}", encoding)
    marked = next((name for mark, name in BYTE_ORDER_MARKS if raw.startswith(mark)), None)
    notes = []
    asked = encoding.lower().replace("_", "-")
    if marked and asked[:5] != marked[:5]:
        notes.append(f"Its byte-order mark says {marked.removesuffix('-sig')}.")
    if marked is None:
        wide = _wide(raw)
        told = asked.endswith(("le", "be")) and asked[:5] in ("utf-1", "utf-3")
        demand(
            wide is None or told,
            "the file is not UTF-8: pass encoding={!r}, or save it as UTF-8",
            wide,
        )
    try:
        return raw.decode(marked or encoding), notes
    except LookupError as error:
        raise ValueError(f"encoding={encoding!r} is unknown: {error}") from error
    except UnicodeDecodeError as error:
        other = "cp1252" if asked != "cp1252" else "latin-1"
        raise ValueError(
            f"byte {error.start} is not {marked or encoding}: pass encoding={other!r} (or the "
            "right one), or save the file as UTF-8"
        ) from error


def _wide(raw):
    """The UTF-16 or UTF-32 without a mark that the zero bytes speak of, None for other text."""
    head = raw[:4000]
    zeros = [head[k::4].count(0) * 4 > 0.8 * len(head) for k in range(4)]
    patterns = {
        (False, True, True, True): "utf-32-le",
        (True, True, True, False): "utf-32-be",
        (False, True, False, True): "utf-16-le",
        (True, False, True, False): "utf-16-be",
    }
    return patterns.get(tuple(zeros))

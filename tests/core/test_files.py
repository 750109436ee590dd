"""A file is there whole or as it was, on a disk that is full, in a folder that is none."""

import os

import pytest
from disk import full

from regviz.core import files
from regviz.core.files import write_whole

OLD, NEW = b"old", 100_000 * b"n"


@pytest.mark.parametrize("there", [False, True])
def test_a_file_is_written_and_an_older_one_replaced(tmp_path, there):
    path = tmp_path / "a.txt"
    if there:
        path.write_bytes(OLD)
    write_whole(path, NEW)
    assert path.read_bytes() == NEW and os.listdir(tmp_path) == ["a.txt"]


def test_a_disk_that_is_full_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(OLD)
    with full(), pytest.raises(OSError, match="a.txt"):
        write_whole(path, NEW)
    assert path.read_bytes() == OLD and os.listdir(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("step", ["secrets.token_hex", "os.replace"])
def test_whatever_stops_it_nothing_half_written_stays(tmp_path, monkeypatch, step):
    def stop(*_):
        raise KeyboardInterrupt

    module, name = step.split(".")
    monkeypatch.setattr(getattr(files, module), name, stop)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a.txt", NEW)
    assert os.listdir(tmp_path) == []


def test_a_folder_that_may_not_be_written_is_told_by_the_name_that_was_asked_for(tmp_path,
                                                                                monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied", "a hidden name")

    monkeypatch.setattr(files.os, "replace", refuse)
    with pytest.raises(PermissionError, match="Permission denied: .*a.txt"):
        write_whole(tmp_path / "a.txt", NEW)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("folder, kind", [("gone", FileNotFoundError),
                                          ("file", NotADirectoryError)])
def test_what_is_no_folder_is_told(tmp_path, folder, kind):
    (tmp_path / "file").write_bytes(OLD)
    with pytest.raises(kind, match="a.txt"):
        write_whole(tmp_path / folder / "a.txt", NEW)


def test_a_link_is_replaced_and_what_it_leads_to_stays(tmp_path):
    (tmp_path / "far").write_bytes(OLD)
    (tmp_path / "a.txt").symlink_to(tmp_path / "far")
    write_whole(tmp_path / "a.txt", NEW)
    assert (tmp_path / "far").read_bytes() == OLD and not (tmp_path / "a.txt").is_symlink()

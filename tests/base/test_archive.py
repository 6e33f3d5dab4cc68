"""The raw archive keeps bytes as they came, once, and notices damage."""

import pytest

from majakka.base.archive import Archive, hash_bytes


def test_what_is_kept_comes_back_as_it_came(tmp_path):
    archive = Archive(tmp_path)
    data = b"<Notice>\r\n\xc3\xa4</Notice>" * 100
    sha256 = archive.keep(data)
    assert sha256 == hash_bytes(data)
    assert Archive(tmp_path).read(sha256) == data


def test_the_same_bytes_are_kept_once(tmp_path):
    archive = Archive(tmp_path)
    first = archive.path_of(archive.keep(b"one"))
    written = first.stat().st_mtime_ns
    archive.keep(b"one")
    assert first.stat().st_mtime_ns == written
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [first]


def test_a_damaged_file_is_noticed(tmp_path):
    archive = Archive(tmp_path)
    sha256 = archive.keep(b"one")
    archive.path_of(sha256).write_bytes(archive.path_of(archive.keep(b"two")).read_bytes())
    with pytest.raises(ValueError, match="does not match its hash"):
        archive.read(sha256)


def test_a_file_that_was_never_kept_is_not_found(tmp_path):
    with pytest.raises(FileNotFoundError):
        Archive(tmp_path).read("0" * 64)

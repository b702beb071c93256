"""A large file laid out past the system's cache is the same file."""

import errno
import os
import resource

import pytest

from schoolgate.couriers import laying_out
from schoolgate.couriers.laying_out import PART, LaidOut
from schoolgate.feeds.parcel import sha256

SIZES = (0, 1, 511, 4096, PART - 1, PART, PART + 1, 2 * PART, 3 * PART + 4097)


def laid_out(path, parts):
    with LaidOut(path) as file:
        for one in parts:
            file.write(one)
        return file.finish(), file.size


@pytest.mark.parametrize("size", SIZES)
def test_it_holds_what_was_written_whatever_its_size(tmp_path, size):
    content = os.urandom(size)
    parts = [content[:7], memoryview(content)[7:5000], b"", content[5000:]]

    told = laid_out(tmp_path / "all.csv", parts)

    assert (tmp_path / "all.csv").read_bytes() == content
    assert told == (sha256(content), size)
    assert (tmp_path / "all.csv").stat().st_mode & 0o777 == 0o600


def test_a_disk_that_knows_only_its_cache_gets_the_same_file(tmp_path, monkeypatch):
    monkeypatch.setattr(laying_out, "PAST_THE_CACHE", 0)
    content = os.urandom(PART + 5)

    laid_out(tmp_path / "all.csv", [content])

    assert (tmp_path / "all.csv").read_bytes() == content


def test_nothing_is_written_over(tmp_path):
    (tmp_path / "all.csv").write_bytes(b"another")

    with pytest.raises(FileExistsError):
        LaidOut(tmp_path / "all.csv")

    assert (tmp_path / "all.csv").read_bytes() == b"another"


@pytest.mark.parametrize("parts", [1, 2, 5])
def test_what_the_disk_does_not_take_is_told_of_before_the_file_is_finished(tmp_path, parts):
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (PART // 2 + 1, most))
    try:
        with pytest.raises(OSError, match="too large") as failure:
            laid_out(tmp_path / "all.csv", [b"a" * PART] * parts)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    assert failure.value.errno == errno.EFBIG

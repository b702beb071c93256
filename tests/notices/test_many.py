"""Ten thousand notices: each in a process of its own, all cores used, one bad file stopping none."""

import itertools

from schoolgate.domain.reading import Reading
from schoolgate.notices.errors import NoticeError
from schoolgate.notices.isolate import read_isolated
from schoolgate.notices.many import Nursery, read_many
from schoolgate.samples import notice_files

SAMPLES = [(path.name, path.read_bytes()) for path in notice_files()]
BAD = ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)


def test_many_read_as_each_reads_alone():
    found = dict(read_many(SAMPLES, workers=2))

    assert found == {name: read_isolated(data, name) for name, data in SAMPLES}


def test_readings_come_in_the_order_of_the_files_and_bad_ones_stop_none():
    documents = [SAMPLES[0], BAD, ("notice.xyz", b"We use CPOMS"), *SAMPLES[1:], ("empty.txt", b"")]
    found = list(read_many(documents, workers=2))

    assert [name for name, _ in found] == [name for name, _ in documents]
    assert [isinstance(answer, Reading) for _, answer in found] == [
        True,
        False,
        False,
        *(True for _ in SAMPLES[1:]),
        False,
    ]
    assert all(isinstance(answer, Reading | NoticeError) for _, answer in found)


def test_no_more_documents_are_taken_into_memory_than_are_being_read():
    taken = 0

    def endless():
        nonlocal taken
        for name, data in itertools.cycle(SAMPLES[:1]):
            taken += 1
            yield name, data

    first = list(itertools.islice(read_many(endless(), workers=2), 3))

    assert len(first) == 3
    assert taken <= 3 + 4


def test_a_nursery_that_was_killed_loses_one_reading_and_goes_on():
    name, data = SAMPLES[0]
    with Nursery() as nursery:
        nursery.read(data, name)
        nursery._process.kill()
        nursery._process.wait()
        try:
            nursery.read(data, name)
            lost = None
        except NoticeError as error:
            lost = str(error)

        assert lost == f"{name} was not read: its reading broke off. {lost.split('off. ')[1]}"
        assert nursery.read(data, name) == read_isolated(data, name)


def test_a_document_that_takes_too_much_memory_stops_none_of_the_others():
    """Confined as a single reading is: what breaks one child leaves the next as it was."""
    deep = ("deep.html", b"<div>" * 5000 + b"We use CPOMS" + b"</div>" * 5000)
    found = list(read_many([deep, *SAMPLES[:2]], workers=1))

    assert isinstance(found[0][1], NoticeError)
    assert all(isinstance(answer, Reading) for _, answer in found[1:])

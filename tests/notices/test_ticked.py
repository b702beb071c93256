"""Tables of ticks, whichever way the services stand."""

import pytest

from schoolgate.notices.read import read_notice

DOWN = """Information given to suppliers

\tArbor\tSumdog\tTapestry
Supplier\tArbor Education\tSumdog Ltd\tFSF Ltd
Pupil name\t{yes}\t{yes}\t{yes}
Date of birth\t{yes}\t{no}\t{no}
Photographs\t{no}\t{no}\t{yes}
"""
ACROSS = """Information given to suppliers

System\tSupplier\tPupil name\tDate of birth\tPhotographs
Arbor\tArbor Education\t{yes}\t{yes}\t{no}
Sumdog\tSumdog Ltd\t{yes}\t{no}\t{no}
Tapestry\tFSF Ltd\t{yes}\t{no}\t{yes}
"""


@pytest.mark.parametrize("table", [DOWN, ACROSS])
@pytest.mark.parametrize(("yes", "no"), [("Y", "N"), ("✓", "x"), ("x", "-"), ("Yes", "No")])
def test_a_tick_gives_a_service_the_data_of_its_line_or_column(table, yes, no):
    reading = read_notice(table.format(yes=yes, no=no).encode(), "notice.txt")
    found = {one.name: ({item.item for item in one.items}, one.organisation) for one in reading.entries}
    assert found == {
        "Arbor": ({"full_name", "date_of_birth"}, "Arbor Education"),
        "Sumdog": ({"full_name"}, "Sumdog Ltd"),
        "Tapestry": ({"full_name", "photo"}, "FSF Ltd"),
    }


def test_a_mark_that_hangs_on_consent_leaves_the_item_uncertain():
    table = DOWN.format(yes="Y", no="N").replace("Photographs\tN\tN\tY", "Photographs\tN\tN\tC")
    reading = read_notice(table.encode(), "notice.txt")
    (tapestry,) = (one for one in reading.entries if one.name == "Tapestry")
    assert {item.item: item.certain for item in tapestry.items} == {"full_name": True, "photo": False}

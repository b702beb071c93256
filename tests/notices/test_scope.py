import pytest

from schoolgate.notices.scope import scope_of


@pytest.mark.parametrize(
    ("printed", "years"),
    [
        ("Y2 - Y6", ("2", "3", "4", "5", "6")),
        ("Y1 to Y6", ("1", "2", "3", "4", "5", "6")),
        ("Years 7-9", ("7", "8", "9")),
        ("Reception, Y1", ("R", "1")),
        ("Nursery & Reception", ("N1", "N2", "R")),
        ("EYFS", ("N1", "N2", "R")),
        ("KS1 and KS2", ("1", "2", "3", "4", "5", "6")),
        ("R-Y2", ("R", "1", "2")),
        ("Year 11", ("11",)),
        ("Years 13 and 14", ("13", "14")),
        ("P1-P3", ("P1", "P2", "P3")),
        ("P6/7", ("P6", "P7")),
        ("Primary 4, 5 and 6", ("P4", "P5", "P6")),
        ("P7 to S2", ("P7", "S1", "S2")),
        ("S1-3 & S6", ("S1", "S2", "S3", "S6")),
        ("Senior phase", ("S4", "S5", "S6")),
        ("Nursery to P1", ("N1", "N2", "P1")),
    ],
)
def test_printed_years_become_year_groups(printed, years):
    assert scope_of(printed).year_groups == years
    assert scope_of(printed).stated == printed


@pytest.mark.parametrize("printed", ["All", "all pupils", "Whole school", "All years"])
def test_all_is_everyone(printed):
    assert scope_of(printed).everyone


@pytest.mark.parametrize(
    "printed",
    [
        "Selected Students",
        "where needed",
        "",
        None,
        "Y2 and some others",
        "P8",
        "P3 to P1",
        "Reception to P7",
        "P1, Year 4",  # two countries' counts
        "Y6 - Y2",
        "All (from Sept)",
    ],
)
def test_words_that_do_not_decide_stay_unknown(printed):
    assert not scope_of(printed).is_known()

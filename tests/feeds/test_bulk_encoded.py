"""The encoder compiled into the query writes the very bytes of the encoder in Python."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schoolgate.domain.agreement import KeyKind, Scope
from schoolgate.feeds.bulk import together
from schoolgate.feeds.bulk.authority import open_authorities, open_authority
from schoolgate.feeds.bulk.doubts import Doubts, doubts
from schoolgate.feeds.bulk.encoded import can_encode, lines_of
from schoolgate.feeds.bulk.folder import open_folder
from schoolgate.feeds.bulk.kept import kept
from schoolgate.feeds.bulk.making import make_all, make_lines
from schoolgate.feeds.bulk.on_duckdb import OnDuckdb
from schoolgate.feeds.bulk.parcels import ask, parcels
from schoolgate.feeds.generator import generate
from schoolgate.feeds.read_already import ReadAlready
from schoolgate.feeds.tables import tables_of
from tests.feeds import cases
from tests.feeds.folders import write_folder, write_together

ITEMS = ("full_name", "date_of_birth", "year_group", "class", "home_address", "dietary_needs")
EVERYONE = cases.agreement(cases.clause(*cases.sent(*ITEMS)))
SOME = cases.agreement(
    cases.clause(*cases.sent("full_name")),
    cases.clause(
        *cases.sent("date_of_birth", "looked_after"),
        id="2",
        scope=Scope(everyone=False, year_groups=("1", "4")),
    ),
)
GROUPS = cases.agreement(
    cases.clause(
        *cases.sent("full_name"), scope=Scope(everyone=False, groups=("Phonics year 1", "Maths year 5"))
    ),
    cases.clause(*cases.sent("date_of_birth"), id="2"),
)
KNOWN = cases.agreement(
    cases.clause(*cases.sent("full_name", "username")),
    key=KeyKind.EXISTING,
    key_field="username",
    key_reason="accounts are there",
)
HOSTILE = [
    'say "hi"', "a,b", "a\nb", "a\r\nb", "\r", "ß", "ﬁ", "ŉ", "", " ", " leading", "trailing ", "=cmd()",
    "+1", "-1", "@x", "＝full", "#hash", "back\\slash", "\t", "\x00", "\x1d", "\x1e", "\x1f", "\ue000",
    "\ue000=", "😀", "שלום", "مرحبا", "Anne-Marie", '"', '""', ",", "\u2028", "\ufeff", "null", "NULL",
]  # fmt: skip
NAMES = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=6), st.none())


def asked_of(of, folder):
    empty = ReadAlready(digest="", columns=dict(folder.columns), drawn={})
    return ask(cases.request(of, empty))


def both(of, folder, keep):
    """What is made the fast way and the ordinary way, and the schools that the fast way left to it."""
    asked, authority, engine = asked_of(of, folder), open_authority(folder, "201"), OnDuckdb()
    assert can_encode(asked)
    (fast,) = make_all([(asked, authority)], engine, keep)
    names = asked.request.names()
    field = of.key_field
    keys = kept(keep, authority, lambda school: replace(names, school_id=school), field)
    (lines,) = lines_of(asked, [authority], [keys], engine)
    left = [one for one in lines if isinstance(one, str)]
    return fast, [*parcels(asked, authority, engine)], left


def test_two_hundred_schools_get_the_same_bytes_either_way(tmp_path):
    rolls = {f"{seed:03d}": generate(8, seed, cases.ON) for seed in range(200)}
    folder = open_folder(write_together(tmp_path / "nation", "201", rolls))

    for of in (EVERYONE, SOME, GROUPS, KNOWN):
        fast, ordinary, left = both(of, folder, tmp_path / "kept")
        assert fast == ordinary
        assert len(left) < 100


@given(st.lists(st.tuples(NAMES, NAMES, NAMES), min_size=1, max_size=4))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_a_cell_the_bytes_are_the_same(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("hostile")
    pupils = [
        cases.ANN | {"id": f"p{n}", "username": f"u{n}", "legal_forename": one, "legal_surname": two,
                     "preferred_forename": None, "dietary_needs": three}
        for n, (one, two, three) in enumerate(rows)
    ]  # fmt: skip
    folder = open_folder(write_together(path / "nation", "201", {"s1": roll(pupils)}))

    for of in (EVERYONE, KNOWN):
        fast, ordinary, _ = both(of, folder, path / "kept")
        assert fast == ordinary


def test_quotes_and_commas_need_no_second_way(tmp_path):
    names = [
        'say "hi"',
        "a,b",
        " leading",
        "trailing ",
        "#hash",
        "ß",
        "😀",
        "שלום",
        "Anne-Marie",
        '"',
        "",
        None,
    ]
    pupils = [
        cases.ANN | {"id": f"p{n}", "legal_surname": one, "username": f"u{n}"} for n, one in enumerate(names)
    ]
    folder = open_folder(write_together(tmp_path / "nation", "201", {"s1": roll(pupils)}))

    fast, ordinary, left = both(EVERYONE, folder, tmp_path / "kept")

    assert (fast, left) == (ordinary, [])


def test_what_is_kept_is_whole_though_many_make_it_at_once(tmp_path):
    folder = open_folder(write_together(tmp_path / "nation", "201", {"s1": generate(30, 1, cases.ON)}))
    authority, names = open_authority(folder, "201"), asked_of(KNOWN, folder).request.names()

    def make(_):
        return kept(tmp_path / "kept", authority, lambda school: replace(names, school_id=school), "username")

    with ThreadPoolExecutor(8) as threads:
        found = {*threads.map(make, range(16))}

    assert [*(tmp_path / "kept").iterdir()] == [*found]


def test_a_key_that_two_pupils_share_goes_the_ordinary_way_and_is_refused(tmp_path):
    pupils = [cases.ANN, cases.BEN | {"username": cases.ANN["username"]}]
    folder = open_folder(write_together(tmp_path / "nation", "201", {"s1": roll(pupils)}))

    fast, ordinary, left = both(KNOWN, folder, tmp_path / "kept")

    assert (fast, left) == (ordinary, ["s1"])
    assert fast[0].reasons[0].startswith("2 pupils share 'Username'")


def test_the_order_of_a_roll_shows_in_no_byte_that_leaves(tmp_path):
    rolls = {f"{seed:03d}": generate(30, seed, cases.ON) for seed in range(4)}
    turned = {school: turned_round(one) for school, one in [*rolls.items()][::-1]}
    there = [
        open_folder(write_together(tmp_path / name, "201", given))
        for name, given in (("as-it-is", rolls), ("turned", turned))
    ]

    for of in (EVERYONE, SOME, KNOWN):
        one, other = (both(of, folder, tmp_path / "kept")[0] for folder in there)
        assert [parcel.files for parcel in one] == [parcel.files for parcel in other]
        assert [parcel.members for parcel in one] == [parcel.members for parcel in other]


def test_two_recipients_of_pseudonyms_have_their_rows_in_orders_of_their_own(tmp_path):
    folder = open_folder(write_together(tmp_path / "nation", "201", {"s1": generate(200, 1, cases.ON)}))
    names = []
    for recipient in ("Sums Ltd", "Maths Ltd"):
        of = replace(EVERYONE, recipient=recipient)
        (parcel,) = both(of, folder, tmp_path / "kept")[0]
        lines = parcel.files["pupils.csv"].decode().splitlines()[1:]
        names.append([line.partition(",")[2] for line in lines])

    one, other = names
    assert sorted(one) == sorted(other)
    assert sum(a == b for a, b in zip(one, other, strict=True)) < 20


def test_a_doubtful_cell_sends_a_school_the_ordinary_way_only_where_it_is_sent(tmp_path):
    pupils = [cases.ANN | {"username": "u1", "legal_surname": "=Hill", "preferred_surname": None}, cases.BEN]
    folder = open_folder(
        write_together(tmp_path / "nation", "201", {"s1": roll(pupils), "s2": roll([cases.BEN])})
    )
    ages = cases.agreement(cases.clause(*cases.sent("date_of_birth")))

    assert [both(of, folder, tmp_path / "kept")[2] for of in (EVERYONE, ages)] == [["s1"], []]


def test_what_is_doubtful_is_looked_for_once_in_a_roll(tmp_path):
    folder = open_folder(write_together(tmp_path / "nation", "201", {"s1": roll([cases.ANN])}))
    authority, keep = open_authority(folder, "201"), tmp_path / "kept"
    first = doubts(keep, authority, {"legal_surname"})

    class Nobody:
        ask = None

    again = doubts(keep, replace(authority, reader=Nobody()), {"legal_surname"})
    assert again == first == {"legal_surname": Doubts((), is_quoted=False)}


def turned_round(tables):
    by_name = {name: replace(one, rows=one.rows[::-1]) for name, one in tables.by_name.items()}
    return replace(tables, by_name=by_name)


def roll(pupils):
    records = {"pupil": pupils, "contact": [cases.MUM], "staff": [cases.TEACHER], "class": [cases.CLASS]}
    return tables_of({**records, "enrolment": ()})


def test_authorities_asked_together_give_what_each_gives_alone(tmp_path):
    """Also where two have a school of the same id, and where what is asked needs classes."""
    for number, name in enumerate(("201", "a b", "a%20b")):
        rolls = {f"s{school}": generate(20, 10 * number + school, cases.ON) for school in range(4)}
        write_together(tmp_path / "nation", name, rolls)
    no = [cases.decision(f"p0000{n}", "no") for n in range(1, 8)]
    write_folder(tmp_path / "nation", {}, [("a b", "s1", one) for one in no])
    folder, engine = open_folder(tmp_path / "nation"), OnDuckdb()
    authorities = open_authorities(folder, folder.authorities, engine)

    for of in (EVERYONE, SOME, GROUPS, KNOWN):
        wanted = [(asked_of(of, folder), one) for one in authorities]
        alone = [made for one in wanted for made in make_all([one], engine, tmp_path / "kept")]
        assert make_all(wanted, engine, tmp_path / "kept") == alone
        assert alone == [[*parcels(*one, engine)] for one in wanted]
        bodies = [
            [lines.body for lines in of_one] for of_one in make_lines(wanted, engine, tmp_path / "kept")
        ]
        assert bodies == [
            [made.files["pupils.csv"].partition(b"\r\n")[2] for made in of_one] for of_one in alone
        ]


def test_authorities_are_cut_where_too_many_pupils_would_be_asked_for_at_once(monkeypatch, tmp_path):
    for name, schools in (("201", 2), ("202", 2), ("203", 5), ("204", 1)):
        rolls = {f"s{number}": roll([cases.ANN]) for number in range(schools)}
        write_together(tmp_path / "nation", name, rolls)
    folder = open_folder(tmp_path / "nation")
    found = open_authorities(folder, folder.authorities, OnDuckdb())

    def cut(pupils, schools):
        monkeypatch.setattr(together, "PUPILS", pupils)
        monkeypatch.setattr(together, "SCHOOLS", schools)
        return [[one.name for one in some] for some in together.stretches((one, one) for one in found)]

    assert cut(99, 4) == cut(4, 99) == [["201", "202"], ["203"], ["204"]]
    assert cut(99, 99) == [["201", "202", "203", "204"]]

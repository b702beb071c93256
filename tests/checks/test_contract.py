"""What programs and people build on: the JSON, the order, the list of checks, the published page."""

import ast
import inspect
import json
import pkgutil
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate import checks
from schoolgate.checks import (
    CHECKS,
    findings_json,
    run,
    statute_unnamed,
    subject_of_reading,
    upn_to_learning_app,
)
from schoolgate.checks.knowledge import mechanisms, places, table, wording
from schoolgate.checks.law import law_since, laws
from schoolgate.domain.catalogue import known
from schoolgate.domain.finding import SEVERITIES, Severity
from schoolgate.domain.reading import DocumentKind, Entry, ItemRead, Reading, Source, Statement
from schoolgate.domain.school import School
from schoolgate.domain.vocabulary import ChoiceKind, EntryState, Flow, Kind, Nation, SchoolType

ROOT = Path(__file__).parents[2]
ROOM = Path(inspect.getfile(checks)).parent
# What the questions share. Every other file of the room asks one.
SHARED = {
    "as_json",
    "claims",
    "companies",
    "days",
    "from_reading",
    "from_register",
    "knowledge",
    "judging",
    "law",
    "outputs",
    "learning_apps",
    "outdated_names",
    "quotes",
    "records",
    "rule",
    "sentences",
    "silence",
    "subject",
}
FIRST = ["check", "severity", "entry", "quotes", "absent", "message", "citation", "fix"]
KEYS = [*FIRST, "id", "url", "authority", "agreement", "entries", "remedy", "question"]


def test_every_question_of_the_room_is_listed_once():
    files = {info.name for info in pkgutil.iter_modules(checks.__path__)}
    listed = [check.__name__.rsplit(".", 1)[1] for check in CHECKS]
    assert sorted(listed) == sorted(files - SHARED)
    assert len({check.RULE.id for check in CHECKS}) == len(CHECKS)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.RULE.id)
def test_a_check_says_its_number_and_has_the_one_signature(check):
    assert check.__doc__ == f"{check.RULE.id}."
    assert str(inspect.signature(check.check)) == (
        "(subject: schoolgate.checks.subject.Subject) -> "
        "collections.abc.Iterator[schoolgate.domain.finding.Finding]"
    )
    assert re.fullmatch(r"[A-Z]+-\d{3}", check.RULE.id)
    assert check.RULE.question.endswith("?")
    assert check.RULE.fix.endswith(".")
    assert check.RULE.citation
    assert check.RULE.why.endswith(".")
    assert check.RULE.laws
    assert all(laws()[name].url.startswith("https://") for name in check.RULE.laws)


def test_every_wording_that_is_kept_is_used():
    source = "".join(path.read_text("utf-8") for path in ROOM.glob("*.py"))
    used = set(re.findall(r'wording\(\s*"(\w+)", "(\w+)"\s*\)', source))
    used |= {("open_ended", key) for key in re.findall(r'_matching\([^"]*?"(\w+)"\)', source)}
    used |= {("nation", nation.value) for nation in Nation}
    whole = set(re.findall(r'wording\(\s*"(\w+)", key', source))
    used |= {(section, key) for section in whole for key in table("words")[section]}
    kept = {(section, key) for section, rows in table("words").items() for key in rows}
    assert kept - used - {("open_ended", key) for key in ("bare", "data", "purpose", "examples")} == set()
    for section, key in sorted(kept):
        wording(section, key)


def test_every_claim_that_is_kept_is_looked_for():
    asking = [path.read_text("utf-8") for path in ROOM.glob("*.py")]
    kept = [(section, key) for section, rows in table("claims").items() for key in rows]
    assert [
        (section, key)
        for section, key in kept
        if not any(f'"{section}"' in text and f'"{key}"' in text for text in asking)
    ] == []


def test_each_company_and_former_owner_is_of_services_we_know_and_has_its_source():
    rows = table("companies")
    products = [name for row in rows["company"] for name in row["products"]]
    products += [row["product"] for row in rows["former"]]
    assert [name for name in products if known(name) is None or known(name).name != name] == []
    assert all(row["source"] for row in (*rows["company"], *rows["former"]))


def test_special_categories_are_items_and_their_file_is_whole():
    items = tomllib.loads((ROOT / "src/schoolgate/domain/items.toml").read_text("utf-8"))
    text = json.dumps(items)
    assert [
        key for key in (*table("special")["is"], *table("special")["may"]) if f'"{key}"' not in text
    ] == []
    assert mechanisms()
    assert places("form")
    assert places("place")
    assert law_since("gdpr") < law_since("uk-gdpr") < law_since("complaints")


def test_what_is_not_asked_yet_says_why_and_is_not_asked():
    rows = table("not_yet")["check"]
    assert {row["id"] for row in rows}.isdisjoint(check.RULE.id for check in CHECKS)
    assert all(row["why"].endswith(".") and row["question"].endswith("?") for row in rows)
    assert all(name in laws() for row in rows for name in row["laws"])


def test_each_wording_of_a_law_ends_the_day_before_the_one_that_replaced_it_began():
    for law in laws().values():
        if law.replaced_by:
            assert law.until is not None
            assert (laws()[law.replaced_by].since - law.until).days == 1, law.id


def test_no_law_is_kept_that_nothing_cites():
    cited = {name for check in CHECKS for name in check.RULE.laws}
    cited |= {name for row in table("not_yet")["check"] for name in row["laws"]}
    source = "".join(path.read_text("utf-8") for path in ROOM.glob("*.py"))
    by_day = set(re.findall(r'law_since\("([\w-]+)"\)', source))
    earlier = {law.id for law in laws().values() if law.replaced_by}
    assert set(laws()) - cited - by_day - earlier == set()


@pytest.mark.parametrize(
    ("on", "cited"),
    [
        (date(2016, 1, 1), "Data Protection Act 1998, third principle; DfE, Unique pupil numbers"),
        (date(2019, 1, 1), "GDPR Art 5(1)(c); DfE, Unique pupil numbers"),
        (date(2026, 1, 1), "UK GDPR Art 5(1)(c); DfE, Unique pupil numbers"),
        (date(2026, 11, 22), "UK GDPR Art 5(1)(c); DfE, Unique pupil numbers"),
    ],
)
def test_a_finding_cites_the_law_of_the_day(on, cited):
    assert upn_to_learning_app.RULE.cited(on).startswith(cited)


def test_guidance_of_england_is_not_cited_in_belfast():
    rule = statute_unnamed.RULE
    assert "Education Act 1996" in rule.cited(date(2026, 11, 22), Nation.ENGLAND)
    assert rule.cited(date(2026, 11, 22), Nation.NORTHERN_IRELAND) == "UK GDPR Art 6(3); UK GDPR Art 13(2)(e)"
    english = {law.title for law in laws().values() if law.nations == {Nation.ENGLAND}}
    for check in CHECKS:
        if check.RULE.nations is None:
            cited = check.RULE.cited(date(2026, 11, 22), Nation.NORTHERN_IRELAND)
            assert cited
            assert [title for title in english if title in cited] == []


WORDS = st.sampled_from(
    [
        "Mathsy",
        "DoJo",
        "Twitter",
        "Capita SIMS",
        "Department of Education",
        "Scratch Inc",
        "all pupil information etc.",
        "UPN, DOB",
        "medical needs",
        "All providers have been checked.",
        "under GDPR",
        "Article 6(1)(b)",
        "(Privacy Notice)",
        "http://x.example",
        "Data Privacy Officer: 01632 960 871",
        "stored in the USA",
        "\n",
        "\t",
        ". ",
        "December 2016",
    ]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)


@st.composite
def readings(draw):
    """Any notice that a reader could give: spans within the text, values of every kind."""
    text = draw(TEXTS)
    bounds = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = bounds.map(sorted).map(tuple).filter(lambda one: one[0] < one[1])
    fields = (
        "name",
        "purposes",
        "risk_assessed",
        "year_groups",
        "website",
        "choice",
        "organisation",
        "basis",
    )
    maybe = st.none() | TEXTS
    entries = [
        Entry(
            name=draw(WORDS),
            canonical=draw(st.none() | st.sampled_from(["Scratch", "ClassDojo", "SIMS", "CPOMS"])),
            organisation=draw(maybe),
            kind=draw(st.none() | st.sampled_from(list(Kind))),
            purposes=tuple(draw(st.lists(TEXTS, max_size=2))),
            items=tuple(
                ItemRead(
                    item=draw(st.sampled_from(["upn", "date_of_birth", "medical", "all_pupil_data", "sen"])),
                    flow=draw(st.sampled_from(list(Flow))),
                    evidence=(draw(spans),),
                )
                for _ in range(draw(st.integers(0, 3)))
            ),
            risk_assessed=draw(st.sampled_from([None, "awaiting", "2016-12", "2025-11", "2031-01"])),
            website=draw(st.sampled_from([None, "http://x.example", "https://x.example"])),
            state=draw(st.sampled_from(list(EntryState))),
            choice=draw(st.none() | st.sampled_from(list(ChoiceKind))),
            basis=draw(maybe),
            storage=draw(maybe),
            blanks=draw(st.sampled_from([(), ("year_groups",)])),
            evidence={name: (draw(spans),) for name in fields if draw(st.booleans())},
        )
        for _ in range(draw(st.integers(0, 4)))
    ]
    said = [
        Statement(kind=draw(st.sampled_from(["lawful_basis", "retention", "transfer"])), value=draw(WORDS))
        for _ in range(draw(st.integers(0, 2)))
    ]
    return Reading(
        source=Source(name="n.txt", sha256="0" * 64, encoding="utf-8"),
        text=text,
        school=None,
        document_kind=draw(st.sampled_from(list(DocumentKind))),
        entries=tuple(entries),
        statements=tuple(said),
    )


SCHOOLS = st.none() | st.builds(
    School,
    id=st.just("s"),
    controller_id=st.just("c"),
    name=st.just("Any"),
    nation=st.none() | st.sampled_from(list(Nation)),
    type=st.none() | st.sampled_from(list(SchoolType)),
)
DAYS = st.dates(date(2010, 1, 1), date(2040, 1, 1))


@given(readings(), SCHOOLS, DAYS)
def test_whatever_is_read_each_quote_holds_its_words_and_each_silence_has_none(reading, school, on):
    rules = {check.RULE.id: check.RULE for check in CHECKS}
    order = list(rules)
    found = run(subject_of_reading(reading, school, on))
    for one in found:
        assert one.absent is (one.quotes == ())
        assert all(quote.value and reading.text[slice(*quote.span)] == quote.value for quote in one.quotes)
        assert SEVERITIES.index(one.severity) >= SEVERITIES.index(rules[one.check].severity)
        assert one.message.endswith((".", "?"))
        assert one.fix
        assert one.citation
    assert [order.index(one.check) for one in found] == sorted(order.index(one.check) for one in found)
    assert found == run(subject_of_reading(reading, school, on))


@given(readings(), DAYS)
def test_a_rule_of_england_is_never_asked_elsewhere_nor_charged_where_the_nation_is_unknown(reading, on):
    belfast = School(id="s", controller_id="c", name="Any", nation=Nation.NORTHERN_IRELAND)
    english = {check.RULE.id for check in CHECKS if check.RULE.nations}
    assert english.isdisjoint(one.check for one in run(subject_of_reading(reading, belfast, on)))
    unknown = run(subject_of_reading(reading, None, on))
    assert {one.severity for one in unknown if one.check in english} <= {Severity.QUESTION}


@given(readings(), SCHOOLS, DAYS)
def test_the_json_is_the_published_contract(reading, school, on):
    found = run(subject_of_reading(reading, school, on))
    said = json.loads(json.dumps(findings_json(found)))
    assert list(said) == ["schema", "findings"]
    assert said["schema"] == "schoolgate.findings/1"
    assert len(said["findings"]) == len(found)
    for one in said["findings"]:
        assert list(one) == KEYS
        assert one["severity"] in SEVERITIES
        assert one["absent"] is (one["quotes"] == [])
        assert all(list(quote) == ["value", "span"] for quote in one["quotes"])


def test_no_check_knows_another():
    """Each can be taken out by deleting its file and its line."""
    questions = {info.name for info in pkgutil.iter_modules(checks.__path__)} - SHARED
    for path in ROOM.glob("*.py"):
        if path.stem == "__init__":
            continue
        nodes = ast.walk(ast.parse(path.read_text("utf-8")))
        imported = {node.module.rsplit(".", 1)[-1] for node in nodes if isinstance(node, ast.ImportFrom)}
        assert imported & questions == set()

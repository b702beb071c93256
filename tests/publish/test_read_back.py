"""What a school publishes can be read back, in every layout.

"The register back" means, for agreements of one clause (a page with several decisions for one recipient names
the data of each in words, which a notice's reader does not take apart):

- a recipient on the page is an entry, in the page's order, with nobody else beside them; one that is told
  nothing is an entry that says so; a service not used is denied, and nothing else is;
- of each: the company, the purposes, every item with its flow, whose it is, whether it is certain and on
  which conditions (an item with a condition is not certain), what is left out, year groups, where it is kept,
  where it goes on to, how long, through whom, who looks at it, the kind of choice, what is offered instead,
  the Article 6 letter and the Article 9(2) letter, the website, and whether a privacy notice is linked, are
  those of the register;
- what the register does not say, the entry does not say either.

Words are compared without regard to a capital at their beginning and a full stop at their end. What an entry
has no place for (adverts, how to tell us, how little of a field leaves) is on the page in words, and is
compared as words there. A blank that the page says aloud ("Not written down yet") is a blank.
"""

import lxml.html
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from schoolgate.actions.drafts import basis_of, condition_of
from schoolgate.domain.agreement import Choice, Scope, Term
from schoolgate.domain.items import load_items
from schoolgate.domain.roll import STAGES, YEARS
from schoolgate.domain.vocabulary import Basis, ChoiceKind, Condition, Flow, choices_for
from schoolgate.notices.read import read_notice
from schoolgate.notices.scope import scope_of
from schoolgate.publish.document import document_of_page
from schoolgate.publish.docx import as_docx
from schoolgate.publish.layouts import Layout
from schoolgate.publish.layouts.plain import as_markdown, as_text
from schoolgate.publish.page import render_page
from schoolgate.publish.pdf import as_pdf, is_installed
from schoolgate.publish.rows import rows_of
from schoolgate.publish.sheet import sheet_of
from tests.publish.cast import WHOLE, agreement, clause, page, sent

FORMATS = {
    "html": lambda facts, layout: render_page(facts, layout=layout),
    "txt": lambda facts, layout: as_text(sheet_of(facts), layout),
    "md": lambda facts, layout: as_markdown(sheet_of(facts), layout),
}
# What schools type, in words of their own kind; an agreement draws from each.
NAMES = (
    "Tables Rock",
    "Lunch Box",
    "Till Touch",
    "Maths Meadow",
    "Stone Harbour",
    "Quill Club",
    "Bee Spelling",
)
COMPANIES = ("Maths Round Ltd", "Harbour Learning Ltd", "Meadow Interactive Limited", "Quaver Hall CIC")
PURPOSES = (
    "practising times tables at school and at home",
    "ordering school meals",
    "paying for trips",
    "sending messages home",
    "learning to spell",
)
KEPT = ("servers in Ireland", "the United Kingdom", "a data centre in London", "Germany")
ONWARD = ("the United States, under the UK's standard terms", "Canada")
HOW_LONG = ("one year after your child leaves", "until the end of Year 6", "30 days", "7 years")
ADVERTS = ("no; its terms say so", "no", "the company does not say")
VIA = ("Gatepost", "Data Bridge")
ACCESS = ("to mend faults, when we ask", "to help us by telephone")
INSTEAD = ("the same work on paper", "a card", "a quiet activity in class")
ROUTES = ("fill in the form in the book bag", "write to the office")
CONDITIONS = ("if you told us", "where given", "if your child stays for lunch")
SITES = ("https://tables.example/", "https://harbour.example/about")
# "Next steps" is also what nurseries call progress; "(visitors)" is read as their details too.
ITEMS = sorted(set(load_items()) - {"destinations", "vehicle_registration", "visitor_details"})

# Two that side by side are one to any reader: "first name, full name", "staff records, e-mail address".
ONE = [{"first_name", "full_name"}]
ONE += [
    {staffs, pupils}
    for staffs in ("staff_employment", "staff_email", "staff_name")
    for pupils in ("contact_email", "first_name", "full_name")
]


def maybe(values):
    return st.none() | st.sampled_from(values)


@st.composite
def terms(draw):
    items = draw(st.lists(st.sampled_from(ITEMS), min_size=1, max_size=6, unique=True))
    drawn = tuple(draw(term(item)) for item in items)
    assume(not any(pair <= {one.item for one in drawn if one.flow is flow} for pair in ONE for flow in Flow))
    return drawn


@st.composite
def term(draw, item):
    flow = draw(st.sampled_from(Flow))
    known = load_items()[item]
    if flow is Flow.DENIED:
        return Term(item=item, flow=flow)
    return Term(
        item=item,
        flow=flow,
        certain=draw(st.booleans()),
        transform=known.transform,
        subjects=(known.subjects[0],),
        conditions=draw(st.just(()) | st.sampled_from(CONDITIONS).map(lambda words: (words,))),
    )


@st.composite
def scopes(draw):
    count = draw(st.sampled_from([YEARS[2:], STAGES]))  # England's, or Scotland's
    years = draw(st.sets(st.sampled_from(count), min_size=1))
    return draw(
        st.sampled_from(
            [Scope(), Scope(everyone=True), Scope(year_groups=tuple(y for y in count if y in years))]
        )
    )


@st.composite
def agreements(draw, name):
    basis = draw(maybe(list(Basis)))
    kind = draw(maybe(sorted(choices_for(basis)) if basis else list(ChoiceKind)))
    offered = kind not in (None, ChoiceKind.NONE, ChoiceKind.OBJECT)
    said = clause(
        *draw(terms()),
        basis=basis,
        condition=draw(maybe(list(Condition))) if basis else None,
        scope=draw(scopes()),
        purposes=tuple(draw(st.lists(st.sampled_from(PURPOSES), max_size=2, unique=True))),
        choice=Choice(
            kind=kind,
            alternative=draw(maybe(INSTEAD)) if offered else None,
            route=draw(maybe(ROUTES)) if offered else None,
        ),
    )
    fields = {
        "recipient": COMPANIES, "storage": KEPT, "transfer": ONWARD, "retention": HOW_LONG,
        "adverts": ADVERTS, "via": VIA, "access": ACCESS, "website": SITES, "privacy_notice": SITES,
    }  # fmt: skip
    return agreement(name, said, **{field: draw(maybe(values)) for field, values in fields.items()})


@st.composite
def registers(draw):
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True))
    made = [draw(agreements(name)) for name in names[1:]]
    quiet = agreement(names[0], clause(Term(item="none", flow=Flow.SENT)), nothing_shared=True)
    return [*made, quiet], draw(st.sampled_from([(), ("Old Register",), ("Old Register", "Picture Wall")]))


def plain(words):
    return words and words[:1].lower() + words[1:].rstrip(".")


def said_by_entry(entry):
    return {
        "company": entry.organisation if entry.organisation != entry.name else None,
        "purposes": [plain(one) for purpose in entry.purposes for one in purpose.split("; ")],
        "data": {data(one) for one in entry.items},
        "years": (scope_of(entry.year_groups).everyone, scope_of(entry.year_groups).year_groups),
        "kept": plain(entry.storage),
        "onward": plain(entry.transfer),
        "how long": plain(entry.retention),
        "via": plain(entry.via),
        "access": plain(entry.access),
        "choice": entry.choice,
        "instead": plain(entry.alternative),
        "rule": (basis_of(entry.basis), condition_of(entry.basis)),
        "website": entry.website,
        "notice": entry.privacy_notice_linked,
        "nothing": entry.nothing_shared,
        "open": entry.open_ended,
    }


def said_by_register(one):
    (only,) = one.clauses
    return {
        "company": one.recipient,  # a body's own name may stand in place of a company's
        "purposes": [plain(words) for words in only.purposes],
        "data": set() if one.nothing_shared else {data(term) for term in only.terms},
        "years": (only.scope.everyone, only.scope.year_groups),
        "kept": plain(one.storage),
        "onward": plain(one.transfer),
        "how long": plain(one.retention),
        "via": plain(one.via),
        "access": plain(one.access),
        "choice": only.choice.kind,
        "instead": plain(only.choice.alternative),
        "rule": (only.basis, only.condition),
        "website": one.website or one.privacy_notice,  # where there is nothing else, its notice is on it
        "notice": one.privacy_notice is not None,
        "nothing": one.nothing_shared,
        "open": any(term.item == "all_pupil_data" for term in only.terms),
    }


def data(one):
    """Whose it is is not said of what is left out, and is a parent's where families type it in."""
    told = one.flow not in (Flow.DENIED, Flow.ENTERED_BY_FAMILIES)
    always_made_there = one.flow is Flow.UNKNOWN and one.item in ("user_content", "usage_logs")
    flow = Flow.CREATED if always_made_there else one.flow
    certain = one.certain and not one.conditions
    return (one.item, flow, one.subjects if told else None, certain, one.conditions)


def differences(register, not_used, layout, form):
    facts = page(*register, not_used=not_used)
    reading = read_notice(FORMATS[form](facts, layout).encode(), f"page.{form}")
    cards = [card.name for _, group in facts.groups for card in group]
    by_name = {one.service: one for one in register}
    found = [entry.name for entry in reading.entries]
    if found != [*cards, *facts.told_nothing]:
        return {"names": (found, [*cards, *facts.told_nothing])}
    wrong = {"denied": ([one.name for one in reading.denied], list(facts.not_used))}
    for entry in reading.entries:
        said, meant = said_by_entry(entry), said_by_register(by_name[entry.name])
        if entry.name in facts.told_nothing:
            said, meant = {"nothing": said["nothing"]}, {"nothing": True}
        wrong |= {f"{entry.name}: {key}": (said[key], meant[key]) for key in said}
    return {key: pair for key, pair in wrong.items() if pair[0] != pair[1]}


@pytest.mark.parametrize("layout", Layout)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(register=registers())
def test_what_is_published_is_read_back(layout, register):
    assert {form: differences(*register, layout, form) for form in FORMATS} == {form: {} for form in FORMATS}


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("form", FORMATS)
def test_every_row_of_the_page_is_in_every_layout_and_format(layout, form):
    facts = page(*WHOLE, not_used=("Zoom",))
    text = read_notice(FORMATS[form](facts, layout).encode(), f"page.{form}").text
    words = " ".join(text.split())
    for card in (card for _, group in facts.groups for card in group):
        assert card.name in words
        for row in rows_of(card):
            if row.is_known and row.key not in ("website", "privacy_notice"):
                assert row.label in words
                assert all(run.text.strip(" .") in words for line in row.lines for run in line)
                assert all(one.name in words for one in row.data)


@pytest.mark.parametrize("layout", Layout)
def test_markdown_takes_what_a_school_types_as_words(layout):
    typed = "Sums *and* [more](https://evil.example) <b>| `x` _y_ #1"
    facts = page(agreement("Tables Rock", storage=typed))
    source = as_markdown(sheet_of(facts), layout)
    shown = lxml.html.fragment_fromstring(
        MarkdownIt("commonmark").enable("table").render(source), create_parent=True
    )
    assert typed in shown.text_content()
    assert "evil.example" not in " ".join(shown.xpath("//@href"))


@pytest.mark.parametrize("form", FORMATS)
def test_a_value_that_is_a_label_elsewhere_heads_no_table(form):
    two = [agreement(name, clause(sent("year_group"), kind=None)) for name in ("Lunch Box", "Maths Meadow")]
    quiet = agreement("Tables Rock", clause(Term(item="none", flow=Flow.SENT)), nothing_shared=True)
    facts = page(*two, quiet)
    reading = read_notice(FORMATS[form](facts, Layout.TABLE).encode(), f"page.{form}")
    assert [one.name for one in reading.entries] == ["Lunch Box", "Maths Meadow", "Tables Rock"]


@pytest.mark.parametrize("write", [as_pdf, as_docx])
@pytest.mark.parametrize("layout", [Layout.CARDS, Layout.TABLE])
def test_cards_on_paper_are_read_back_by_their_own_names(write, layout):
    if write is as_pdf and not is_installed():
        pytest.skip("typst is not installed: pip install 'schoolgate[pdf]'")
    facts = page(
        *(agreement(name, recipient=company) for name, company in zip(NAMES, COMPANIES, strict=False))
    )
    ending = "pdf" if write is as_pdf else "docx"
    reading = read_notice(write(document_of_page(facts, layout=layout)), f"page.{ending}")
    cards = [(card.name, card.run_by) for _, group in facts.groups for card in group]
    assert [(entry.name, entry.organisation) for entry in reading.entries] == cards

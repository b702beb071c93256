"""The next day: pupils leave and come, accounts keep their keys, pages open, many schools are sent."""

from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.test import Client
from django.utils import timezone

from schoolgate.actions import feeds, roll
from schoolgate.domain.agreement import KeyKind, WhenEnded
from schoolgate.feeds.engines import ENGINES
from tests.actions.cast import DEPUTY, HEAD, OFFICE, Clock, approve, changed, in_force, roll_file, sending
from tests.actions.day import AT, ON
from tests.feeds import oracle
from tests.feeds.cases import clause, sent
from tests.feeds.folders import write_folder
from tests.feeds.proofs.evidence import NOTHING
from tests.feeds.proofs.printing import printed
from tests.feeds.proofs.unique_school import ID, unique_school
from tests.postgresql import is_here
from tests.tools import is_importable

LATER = "later"  # the folder of this day's parcels
TOMORROW = AT + timedelta(days=1)
AGAIN = ("oneroster-csv-1p1-delta", "oneroster-csv-1p2-delta", "sds-v2p1-csv", "scim-json", "chosen")
# One agreement for each engine.
OF_MANY = {"duckdb": "purple-mash-csv", "postgresql": "lexia-core5-csv", "spark": "ttrockstars-csv"}
LEFT = 5
PAGES = ("/", "/register/", "/checks/", "/checks/papers", "/deletions/", "/ledger/", "/page/", "/notices/")


def tomorrow(day):
    gone = leavers()
    tables = changed(day.tables, lambda row: row | {"leaving_date": ON} if row["id"] in gone else row)
    return replace(day, tables=tables, on=ON + timedelta(days=1))


def leavers():
    """Ids of some who were in yesterday's parcels."""
    tables, _ = unique_school()
    return [one["id"] for one in tables["pupil"].records() if oracle.on_roll(one, ON)][-LEFT:]


def next_day(day):
    """What the office sees may stand on its pages; in what is masked, listed or refused nothing may."""
    day = tomorrow(day)
    load_again(day)
    send_again(day)
    keep_accounts(day)
    send_many_schools(day)
    open_pages(replace(day, on=timezone.localdate()))


def command(day, *words, may=NOTHING):
    import pytest

    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SCHOOLGATE_HOME", str(day.office.home))
        told = printed(words)
    day.evidence.add(f"printed on the next day: {' '.join(map(str, words[:2]))}", told, may)
    return told.decode()


def load_again(day):
    told = roll.load(day.office, roll_file(day.folder / "given", day.tables), at=TOMORROW, on=day.on)
    day.evidence.add("what a second load says", repr(told) + "".join(told.notes))


def send_again(day):
    for slug in AGAIN:
        command(day, "feed", "diff", slug, "--on", day.on)
        command(day, "feed", "diff", slug, "--on", day.on, "--json")
        ran = feeds.run_one(day.office, slug, sending(day.folder / LATER, clock=Clock(TOMORROW)))
        assert ran.outcome == "delivered", (slug, ran)
        day.evidence.add(f"what a second run says: {slug}", repr(ran) + str(feeds.ran_as_json(ran)))
        day.evidence.folder(f"second parcel: {slug}", day.folder / LATER / slug, day.allowed(slug))


def keep_accounts(day):
    """A list of accounts by admission number; then the service's own keys leave, and no number does."""
    in_force(day.office, "accounted", clause(*sent("first_name", "class", "attainment")), key=KeyKind.UNKNOWN)
    path = day.folder / "given" / "accounts.csv"
    numbers = [
        one["admission_number"] for one in day.tables["pupil"].records() if oracle.on_roll(one, day.on)
    ]
    lines = [f"acct-{n},{number}" for n, number in enumerate(numbers)]
    path.write_text("\n".join(["Login,Admission number", *lines]) + "\n", "utf-8")
    rekey = ("feed", "rekey", "accounted", "--mapping", path)
    ids = of_fields(ID)
    command(day, *rekey, "--dry-run", may=ids)
    told = command(day, *rekey, "--dry-run", "--json", may=ids)
    digest = told.partition('"digest": "')[2].partition('"')[0]
    kept = ("--rehearsed", digest, "--accept-lost", "--by", OFFICE, "--confirmed-by", HEAD)
    command(day, *rekey, *kept)
    approve(day.office, "accounted", at=TOMORROW)
    ran = feeds.run_one(day.office, "accounted", sending(day.folder / LATER, clock=Clock(TOMORROW)))
    assert ran.outcome == "delivered", ran
    day.evidence.folder("parcel of accounts", day.folder / LATER / "accounted", day.allowed("accounted"))


def send_many_schools(day):
    """The same school in a folder of many, by each engine that is here."""
    folder = write_folder(day.folder / "given" / "nation", {("201", "s1"): day.tables})
    for engine in engines_here():
        slug, out = OF_MANY[engine], day.folder / "many" / engine
        run = ("feed", "run", slug, "--from-parquet", folder, "--out", out, "--engine", engine)
        master = ("--master", day.postgresql) if engine == "postgresql" else ()
        told = command(day, *run, *master, "--by", OFFICE, "--confirmed-by", DEPUTY)
        assert any(out.rglob("*.csv")), told
        day.evidence.folder(f"parcel of many by {engine}", out, day.allowed(slug))


def engines_here():
    there = {"duckdb": True, "postgresql": is_here(), "spark": is_importable("pysail")}
    return [one for one in ENGINES if there.get(one)]


def open_pages(day):
    """Every page of the office: what is masked shows no cell, what is shown only those that may leave."""
    office = opened()
    for path in PAGES:
        look(day, office, path)
    for slug in (*AGAIN, "accounted", "learned"):
        look(day, office, f"/register/{slug}/")
        look(day, office, f"/register/{slug}/feed")
        look(day, office, f"/register/{slug}/feed?rows=show", may=day.allowed(slug))
    ask_about_leavers(day, office)
    for path in ("/nothing", "/register/no-such/feed", "/deletions/99/", "/open/no-such-token"):
        look(day, office, path)
    for name, morsel in office.cookies.items():
        day.evidence.add("cookie", f"{name} {morsel.value}")


def opened():
    client = Client(raise_request_exception=False)
    session = client.session
    session["opened_for"], session["name"] = True, OFFICE
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def look(day, office, path, *, may=NOTHING, **form):
    told = office.post(path, form) if form else office.get(path)
    day.evidence.add(f"page: {path.partition('?')[0]}", told.content, may)
    day.evidence.add("page: fields", str(dict(told.headers)))
    return told


def ask_about_leavers(day, office):
    """The office sees whom it asks about; the recipient is told what it knows them by."""
    in_force(day.office, "left", clause(*sent("full_name", "class")), when_ended=WhenEnded.DELETE)
    before = replace(day, tables=unique_school()[0], on=ON)
    roll.load(day.office, roll_file(day.folder / "given", before.tables), at=TOMORROW, on=ON)
    feeds.run_one(day.office, "left", sending(day.folder / "out", clock=Clock(AT)))
    load_again(day)
    names = of_fields(
        ID, *(f"{how}_{name}" for how in ("legal", "preferred") for name in ("forename", "surname"))
    )
    look(day, office, "/deletions/")
    assert look(day, office, "/deletions/left/ask", may=names).status_code == 200
    form = {"pupils": leavers(), "asking": "letter", "no_hold": HEAD, "more": ""}
    assert look(day, office, "/deletions/left/ask", **form).status_code == 302
    look(day, office, "/deletions/1/")
    assert b"Please delete" in look(day, office, "/deletions/1/paper").content
    look(day, office, "/deletions/1/answer", outcome="done", said="gone")
    command(day, "deletion", "list")
    command(day, "deletion", "list", "--json", may=of_fields(ID))


def of_fields(*fields):
    _, cells = unique_school()
    return frozenset(text for text, (_, _, field) in cells.items() if field in fields)

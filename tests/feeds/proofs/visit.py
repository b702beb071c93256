"""One school's whole day: its roll is loaded, and goes out in every format and by every door."""

import gc
import io
import logging
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path

from django.conf import settings

from schoolgate.actions import doors, feeds, hosts, keys, ledger, profiles, roll
from schoolgate.actions import school as schools
from schoolgate.api import place as provider
from schoolgate.domain.agreement import Scope
from schoolgate.domain.vocabulary import ChoiceKind, Subject
from schoolgate.feeds.formats import FORMATS, profile_for
from schoolgate.feeds.formats.learn import Corrections
from schoolgate.feeds.formats.profile import load_profile
from schoolgate.feeds.pseudonym import pseudonyms
from schoolgate.store import decisions, register
from tests.actions.cast import DEPUTY, OFFICE, Clock, answer, found_office, in_force, roll_file, sending
from tests.actions.day import AT, ON
from tests.api.conftest import V1P1, V1P2, Supplier
from tests.couriers import https_place, scim_place, sftp_place
from tests.egress import place as web
from tests.feeds import oracle
from tests.feeds.cases import clause, sent
from tests.feeds.proofs.every_format import least_clause, own_texts
from tests.feeds.proofs.evidence import NOTHING, WATCH
from tests.feeds.proofs.next_day import LATER, next_day, tomorrow
from tests.feeds.proofs.printing import printed
from tests.feeds.proofs.searching import texts_in
from tests.feeds.proofs.unique_school import ID, unique_school
from tests.feeds.proofs.wrong import go_wrong

SOME_YEARS = Scope(year_groups=("1", "2", "4"))
SAMPLE = b"Forename,Class,Parent phone\r\nZaphod,Gold,07700 900001\r\n"
BY_SFTP = "clever-csv"
PULLED = ("users", "classes", "enrollments", "demographics", "orgs")


@dataclass(frozen=True)
class Day:
    """What the steps of a visit share."""

    office: object
    folder: Path
    evidence: object
    tables: object
    on: date = ON
    postgresql: str | None = None  # the address of a database for its engine, where there is one

    def allowed(self, slug):
        """Every text that a plain reading of the agreement lets out to this recipient."""
        return allowed(self.office, slug, self.tables, self.on)


def allowed(office, slug, tables, on):
    agreement = register.standing(office.tenant, slug)
    said = decisions.for_agreement(office.tenant, slug)
    names = pseudonyms(
        office.keys.pseudonym,
        controller_id=office.tenant.controller_id,
        recipient=agreement.recipient,
        school_id=office.tenant.school_id,
    )
    profile = profile_for(agreement, profiles.own(office))
    told = oracle.cells(agreement, tables, said, on, names, apart=profile.names_apart)
    texts = " ".join(text for rows in told.values() for row in rows.values() for text in row.values() if text)
    return frozenset(as_known(one) for one in texts_in(texts.lower().encode()))


def as_known(text):
    """A UPN is found by its digits and known with its letter."""
    _, cells = unique_school()
    return text if text in cells else upns().get(text, text)


@cache
def upns():
    _, cells = unique_school()
    return {text[1:]: text for text, (_, _, field) in cells.items() if field in ("upn", "former_upn")}


def slug_of(name):
    return name.replace("_", "-")


def visit(place, folder, evidence, postgresql=None):
    """All of it; what was seen on the way is in `evidence`."""
    day = Day(found_office(place), folder, evidence, unique_school()[0], postgresql=postgresql)
    with everything_watched(day):
        load_the_roll(day)
        agree(day)
        send_every_format(day)
        send_through_doors(day)
        let_suppliers_pull(day)
        go_wrong(day)
        ask_on_the_command_line(day)
        next_day(day)
        gc.collect()  # what is removed when it is forgotten is removed while somebody looks
    evidence.folder("passing files", folder / "passing")
    evidence.folder("a person's folder", folder / "person")
    look_at_home(day)
    return day


@contextmanager
def everything_watched(day):
    """Passing files and caches have folders of their own; every logger speaks."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        with own_folders(day.folder), WATCH.on(day.evidence, partial(passing, day)):
            yield
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    day.evidence.add("log", lines.getvalue())


@contextmanager
def own_folders(folder):
    import pytest

    with pytest.MonkeyPatch.context() as patched:
        for name, value in {"TMPDIR": "passing", "HOME": "person", "XDG_CACHE_HOME": "person/cache"}.items():
            (folder / value).mkdir(parents=True, exist_ok=True)
            patched.setenv(name, str(folder / value))
        patched.setattr(tempfile, "tempdir", None)
        yield


def passing(day, path):
    """A parcel's own folder may hold, under a passing name, what the parcel may."""
    out = day.folder / "out"
    if path.is_relative_to(day.folder / "sftp"):
        return day.allowed(BY_SFTP)
    if path.is_relative_to(day.folder / LATER):
        return tomorrow(day).allowed(path.relative_to(day.folder / LATER).parts[0])
    return day.allowed(path.relative_to(out).parts[0]) if path.is_relative_to(out) else NOTHING


def load_the_roll(day):
    tables, _ = unique_school()
    given = day.folder / "given"
    given.mkdir()
    told = roll.load(day.office, roll_file(given, tables), at=AT, on=ON)
    day.evidence.add("what a load says", repr(told) + "".join(told.notes))


def agree(day):
    """An agreement for each format, half of them for some years; one whose families choose; one learned."""
    schools.set_value(day.office, "laestab", "8239999")
    for n, name in enumerate(FORMATS):
        profile = load_profile(name)
        whose = SOME_YEARS if n % 2 else Scope(everyone=True)
        texts = own_texts(profile)
        in_force(day.office, slug_of(name), least_clause(profile, whose), format=None if texts else name)
        if texts:
            own_format(day, name, texts)
    parents = sent("emergency_contact", subjects=(Subject.PARENT,))
    asked = clause(*sent("full_name", "address", "year_group"), *parents, choice=ChoiceKind.OPT_OUT)
    in_force(day.office, "chosen", asked, format="plain_csv")
    for pupil in on_roll_ids()[:12]:
        answer(day.office, pupil, "no", "chosen")
    learned(day)


def own_format(day, name, texts):
    making = profiles.Making(service=slug_of(name), by=OFFICE, at=AT)
    profiles.changed(day.office, name, making, Corrections(fixed=texts))


def learned(day):
    in_force(day.office, "learned", clause(*sent("first_name", "class"), scope=SOME_YEARS))
    making = profiles.Making(service="learned", by=OFFICE, at=AT)
    more = Corrections(empty=("Parent phone",))
    profiles.from_sample(day.office, SAMPLE, "sample.csv", making, more)


def on_roll_ids():
    tables, _ = unique_school()
    return [one["id"] for one in tables["pupil"].records() if oracle.on_roll(one, ON)]


def send_every_format(day):
    """All in one run; and one more by itself."""
    names = {slug_of(name) for name in FORMATS} | {"chosen", "learned"}
    ran = list(feeds.run_all(day.office, sending(day.folder / "out")))
    assert {one.slug for one in ran} == names
    for one in [*ran, feeds.run_one(day.office, "chosen", sending(day.folder / "out"))]:
        expect(one, "delivered")
        day.evidence.add(f"what a run says: {one.slug}", repr(one) + str(feeds.ran_as_json(one)))
    for name in names:
        day.evidence.folder(f"parcel: {name}", day.folder / "out" / name, day.allowed(name))


def send_through_doors(day):
    authority = web.Authority(made(day.folder / "authority"), [web.HOST])
    by_sftp(day)
    by_https(day, authority)
    by_scim(day, authority)


def made(folder):
    folder.mkdir(parents=True)
    return folder


def through(day, slug, network):
    way = feeds.Sending(out=None, by=OFFICE, confirmed_by=DEPUTY, clock=Clock(), network=network)
    ran = feeds.run_one(day.office, slug, way)
    day.evidence.add(f"what a run says: {slug}", repr(ran) + str(feeds.ran_as_json(ran)))
    return ran


def expect(ran, outcome):
    assert ran.outcome == outcome, (ran.slug, ran.outcome, ran.refused, ran.warnings)


def door(day, slug, host, **asked):
    hosts.allow(day.office.home, host)
    doors.add(day.office, slug, doors.Asked(by=OFFICE, **asked), at=AT)


def by_sftp(day):
    """To a real SSH server: one that shows another key, one whose disk is full, and one that takes it."""
    slug = BY_SFTP
    server = sftp_place.Server(made(day.folder / "sftp"))
    secret = sftp_place.PASSWORD.encode()
    address = {"address": f"sftp://{sftp_place.HOST}/", "user": sftp_place.USER, "secret": secret}
    try:
        door(day, slug, sftp_place.HOST, host_key=sftp_place.pin(sftp_place.OTHER_KEY), **address)
        expect(through(day, slug, sftp_place.network(server.port)), "failed")
        door(day, slug, sftp_place.HOST, host_key=sftp_place.pin(), **address)
        server.room = 0
        expect(through(day, slug, sftp_place.network(server.port)), "failed")
        server.room = None
        expect(through(day, slug, sftp_place.network(server.port)), "delivered")
        day.evidence.folder("SFTP server", server.folder, day.allowed(slug))
    finally:
        server.close()


def by_https(day, authority):
    slug = slug_of("purple_mash_csv")
    recipient = https_place.Recipient(authority.chain)
    recipient.answers = [https_place.saying(200), https_place.saying(400)]
    secret = https_place.SECRET.encode()
    try:
        door(day, slug, web.HOST, address=f"https://{web.HOST}/hook", secret=secret)
        expect(through(day, slug, web.network(recipient, authority)), "delivered")
        expect(through(day, slug, web.network(recipient, authority)), "failed")
    finally:
        recipient.close()
    for fields, body in recipient.taken:
        day.evidence.add("HTTPS fields", str(fields))
        day.evidence.add("HTTPS body", body, day.allowed(slug))


def by_scim(day, authority):
    """Some classes' accounts: a server of others, so it takes its time."""
    slug = "accounts"
    few = Scope(classes=("4 Oak",))
    in_force(day.office, slug, least_clause(load_profile("scim_json"), few), format="scim_json")
    recipient = scim_place.Recipient(authority.chain)
    secret = scim_place.TOKEN.encode()
    try:
        door(day, slug, web.HOST, address=f"scim+https://{web.HOST}{scim_place.BASE}", secret=secret)
        expect(through(day, slug, web.network(recipient, authority)), "delivered")
        recipient.faults = [scim_place.saying(500)] * 50
        through(day, slug, web.network(recipient, authority))
    finally:
        recipient.close()
    for verb, path, body in recipient.asked:
        day.evidence.add("SCIM address", f"{verb} {path}")
        day.evidence.add("SCIM body", body, day.allowed(slug))
    assert recipient.asked


def let_suppliers_pull(day):
    settings.SCHOOLGATE_OFFICE = lambda: day.office
    for cached in (provider._provider_of, provider.pages, provider.tokens):
        cached.cache_clear()
    of_some = clause(*sent("full_name", "class", "username"), scope=Scope(classes=("2 Oak",)))
    for slug, base in {"pulled-v1p2": V1P2, "pulled-v1p1": V1P1}.items():
        in_force(day.office, slug, of_some)
        key = keys.make(day.office, slug, by=OFFICE, confirmed_by=DEPUTY, at=provider.now())
        pull(day, slug, Supplier(key, base))


def pull(day, slug, supplier):
    may = day.allowed(slug)
    for path in PULLED:
        told = supplier.get(path, limit=100)
        day.evidence.add(f"provider {supplier.base}: fields", str(dict(told.headers)))
        day.evidence.add(f"provider {supplier.base}: {path}", told.body, may)
    for parameters in ({"limit": "x"}, {"filter": "phone='1'"}, {"sort": "password"}):
        day.evidence.add("provider: asked amiss", supplier.get("users", **parameters).body, may)
    supplier.token = "another"
    day.evidence.add("provider: no", supplier.get("users").body)


def ask_on_the_command_line(day):
    """As the office does it: what is printed is looked at."""
    import pytest

    slug = slug_of("scratch_csv")
    bad = day.folder / "given" / "codes that are none.zip"
    commands = [
        (("roll", "show", "--json"), NOTHING),
        (("roll", "load", bad, "--on", ON, "--report", day.folder / "report.csv"), NOTHING),
        (("feed", "preview", slug, "--json", "--on", ON), NOTHING),
        (("feed", "preview", slug, "--rows", "3", "--on", ON), day.allowed(slug)),
        (("feed", "run", slug, "--dry-run", "--out", day.folder / "out", "--by", OFFICE, "--json"), NOTHING),
        (("feed", "table"), NOTHING),
        (("ledger", "verify"), NOTHING),
        (("ledger", "export"), NOTHING),
    ]
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SCHOOLGATE_HOME", str(day.office.home))
        for words, may in commands:
            day.evidence.add(f"printed: {' '.join(map(str, words[:2]))}", printed(words), may)
    day.evidence.add("report of faults", (day.folder / "report.csv").read_bytes())


def look_at_home(day):
    """Only the sealed roll holds cells. The database knows pupils by the home's own ids alone."""
    _, cells = unique_school()
    ids = frozenset(text for text, (_, _, field) in cells.items() if field == ID)
    for one in sorted(day.office.home.rglob("*")):
        if one.is_file():
            may = ids if ".sqlite3" in one.name else NOTHING
            day.evidence.add(f"home: {one.name}", one.read_bytes(), may)
    day.evidence.add("ledger", ledger.export(day.office))

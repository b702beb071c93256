"""An agreement read in plain Python, with no query: which text stands in which cell of a plain CSV."""

from schoolgate.domain.agreement import Depends
from schoolgate.domain.decision import Answer, permits
from schoolgate.domain.items import load_items
from schoolgate.domain.roll import roll_field
from schoolgate.domain.vocabulary import ChoiceKind, Flow, Transform
from schoolgate.feeds.transforms import fits, transformed

IN_USE = {
    "First name": ("pupil.preferred_forename", "pupil.legal_forename"),
    "Surname": ("pupil.preferred_surname", "pupil.legal_surname"),
}


def cells(agreement, tables, decisions, on, names, *, apart=False):
    """table → person → {(fields, transform): text or None}: every row and cell that may leave.

    apart  the format has a place for the legal name beside the one in use
    """
    found = {"pupil": {}, "contact": {}, "staff": {}, "assessment": {}}
    pupils = [one for one in tables["pupil"].records() if on_roll(one, on)]
    contacts, staff = whose(tables["contact"].records()), list(tables["staff"].records())
    results = whose(tables["assessment"].records()) if "assessment" in tables.by_name else {}
    hidden = Hidden(tables["pupil"].records(), contacts)
    sending = [(c, t) for c in agreement.clauses for t in c.terms if t.flow is Flow.SENT and settled(c, t)]
    for clause, term in sending:
        for pupil in [one for one in pupils if in_scope(clause.scope, one, tables, on)]:
            if not permits(clause.choice.kind, told(agreement, clause, pupil, decisions)):
                continue
            add(found["pupil"], "pupil", term, pupil, pupil, on, names, apart, hidden)
            for n, result in enumerate(results.get(pupil["id"], ())):
                row = {**result, "id": f"{pupil['id']}#{n}"}
                add(found["assessment"], "assessment", term, row, pupil, on, names, apart, hidden)
            for contact in contacts.get(pupil["id"], ()):
                if contact["court_order"] is False:
                    add(found["contact"], "contact", term, contact, pupil, on, names, apart, hidden)
        for person in staff:
            if permits(clause.choice.kind, ()) and teaches(clause.scope, person, tables):
                add(found["staff"], "staff", term, person, None, on, names, apart, hidden)
    return found


class Hidden:
    """Children whose address is withheld or whose contact a court order limits, and where those live."""

    def __init__(self, pupils, contacts):
        self.children, self.homes = set(), set()
        for pupil in pupils:
            own = contacts.get(pupil["id"], ())
            if any(one["court_order"] for one in own):
                self.children.add(pupil["id"])
                self.homes.add(pupil["address_lines"])
            if pupil["address_withheld"] is True:
                self.homes |= {one["address_lines"] for one in (pupil, *own)}
        self.homes.discard(None)

    def holds(self, row, pupil):
        return (
            pupil["address_withheld"] is not False
            or pupil["id"] in self.children
            or bool({row["address_lines"], pupil["address_lines"]} & self.homes)
        )


def whose(contacts):
    """Pupil → their contacts."""
    found = {}
    for one in contacts:
        found.setdefault(one["pupil_id"], []).append(one)
    return found


def settled(clause, term):
    """Does what it was made to depend on, if anything, let it into a feed?"""
    if term.depends is None:
        return not term.conditions
    asks = clause.choice.kind in (ChoiceKind.PERMISSION, ChoiceKind.CONSENT, ChoiceKind.BIOMETRIC)
    return term.depends is Depends.ALWAYS or (term.depends is Depends.PERMISSION and asks)


def told(agreement, clause, pupil, decisions):
    """What was said of this clause, and every no to a clause that is not there any more."""
    gone = decisions.keys() - {one.id for one in agreement.clauses}
    earlier = [one for name in gone for one in decisions[name].get(pupil["id"], ())]
    own = decisions.get(clause.id, {}).get(pupil["id"], ())
    return [*(one for one in earlier if one.answer is not Answer.YES or one.withdrawn_at), *own]


def on_roll(pupil, on):
    left, came = pupil.get("leaving_date"), pupil.get("entry_date")
    return (left is None or left > on) and (came is None or came <= on)


def in_scope(scope, pupil, tables, on):
    return (
        scope.everyone
        or pupil["year_group"] in scope.year_groups
        or pupil["registration_class"] in scope.classes
        or pupil["id"] in scope.pupils
        or any(sits_in(group, pupil, tables, on) for group in scope.groups)
    )


def sits_in(group, pupil, tables, on):
    ids = [one["id"] for one in tables["class"].records() if one["name"] == group]
    return any(
        (one["from_date"] is None or one["from_date"] <= on)
        and (one["to_date"] is None or one["to_date"] >= on)
        for one in tables["enrolment"].records()
        if one["person_id"] == pupil["id"] and one["class_id"] in ids
    )


def teaches(scope, person, tables):
    taught = [one for one in tables["class"].records() if one["teacher_id"] == person["id"]]
    return scope.everyone or any(
        one["year_group"] in scope.year_groups or one["name"] in (*scope.classes, *scope.groups)
        for one in taught
    )


def add(found, table, term, row, pupil, on, names, apart, hidden):
    item = load_items()[term.item]
    wanted = [f for f in item.fields_about(term.subjects) if f.startswith(f"{table}.")]
    how = term.transform if item.transform is Transform.AS_IS else item.transform
    for fields in grouped(wanted, apart):
        if all(fits(how, one) for one in fields):
            told = found.setdefault(row["id"], {})
            told[fields, how] = text(fields, how, row, pupil, on, names, hidden)


def grouped(wanted, apart):
    for pair in IN_USE.values():
        if not apart and set(pair) <= set(wanted):
            yield pair
            wanted = [one for one in wanted if one not in pair]
    yield from ((one,) for one in wanted)


def text(fields, how, row, pupil, on, names, hidden):
    if fields[0].endswith(("address_lines", "postcode")) and hidden.holds(row, pupil):
        return None
    values = [row[one.partition(".")[2]] for one in fields]
    value = next((one for one in values if one is not None), None)
    return transformed(value, how, fields[0], on, names)


def heading(fields, how):
    plain = next((h for h, pair in IN_USE.items() if pair == fields), None) or roll_field(fields[0]).label
    return plain if how is Transform.AS_IS else f"{plain} ({how.value.replace('_', ' ')})"

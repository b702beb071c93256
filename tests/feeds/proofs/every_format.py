"""For each format the least agreement that it can be written from: what its required headings need."""

from dataclasses import replace

from schoolgate.domain.agreement import Scope
from schoolgate.domain.vocabulary import Condition, Subject
from schoolgate.feeds.formats import FORMATS
from schoolgate.feeds.formats.profile import load_profile
from tests.feeds.cases import clause, sent

OF_STAFF = {"staff_name", "staff_email"}
USUAL = ("first_name", "class")  # where a format requires nothing


def least_items(profile):
    """The first item of each required heading: what it is filled from, and nothing beside."""
    needed = [one for file in profile.files for one in file.headings if one.required and one.of_roll()]
    return tuple(dict.fromkeys(one.items[0] for one in needed if one.items)) or USUAL


def least_clause(profile, scope=None, also=()):
    """also  items of parents, sent as well"""
    items = least_items(profile)
    terms = [
        *sent(*[one for one in items if one not in OF_STAFF], reason="they match pupils by it"),
        *sent(*[one for one in items if one in OF_STAFF], subjects=(Subject.STAFF,)),
        *sent(*also, subjects=(Subject.PARENT,)),
    ]
    made = clause(*terms, scope=scope or Scope(everyone=True))
    return replace(made, condition=Condition.SUBSTANTIAL_PUBLIC_INTEREST)


def own_texts(profile):
    """Headings that only a school can fill, with a text for each."""
    required = [one for file in profile.files for one in file.headings if one.required]
    lacking = [one for one in required if not (one.takes or one.or_key or one.fixed)]
    return {one.heading: "8239999"[: one.longest or 3] for one in lacking}


def with_own_texts(profile):
    """The profile, each such heading filled."""
    texts = own_texts(profile)
    return replace(profile, files=tuple(replace(one, headings=filled(one, texts)) for one in profile.files))


def filled(file, texts):
    return tuple(replace(one, fixed=texts.get(one.heading, one.fixed)) for one in file.headings)


def profiles():
    return [load_profile(name) for name in FORMATS]

"""An agreement's page says how its feed ran by itself, and in the office's words what to do."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.template.loader import render_to_string

from schoolgate.actions.by_itself import ByItself
from schoolgate.actions.scheduling import Standing
from schoolgate.couriers import scim_troubles, sftp_troubles, trouble
from schoolgate.couriers.trouble import Trouble
from schoolgate.domain.schedule import Rhythm, Schedule, Turn
from schoolgate.domain.step import Reason, Step
from schoolgate.web.templatetags.words import cause, load_words
from tests.feeds.cases import agreement, clause, sent
from tests.web.conftest import plain

NIGHT = datetime(2026, 11, 24, 2, tzinfo=UTC)
SCHEDULE = Schedule(slug="sums", rhythm=Rhythm.NIGHTLY, at="02:00", set_by="O. Office", set_at=NIGHT)
LAST = Turn(slug="sums", due_at=NIGHT, started_at=NIGHT, ended_at=NIGHT, outcome="refused")
EXPIRED = Reason(
    "The key of its door expired on 2026-11-01.", Step.RENEW_KEY, "schoolgate door rotate sums takes one."
)


def shown(outcome, **more):
    standing = Standing(
        schedule=SCHEDULE, next_due=NIGHT, last=replace(LAST, outcome=outcome) if outcome else None, missed=()
    )
    words = render_to_string(
        "register_agreement.html",
        {
            "agreement": agreement(clause(*sent("full_name"))),
            "by_itself": ByItself(standing=standing, **more),
        },
    )
    return plain(re.search(r"<h2>Sent by itself</h2>(.*?)<h2", words, re.DOTALL)[1])


@pytest.mark.parametrize(
    ("outcome", "more", "words"),
    [
        ("", {}, "Every night, next on 24 November 2026, 02:00."),
        ("delivered", {}, "On 24 November 2026, 02:00 it was delivered."),
        ("refused", {}, "On 24 November 2026, 02:00 nothing was sent. What was in the way is put right."),
        ("failed", {"detail": "no-answer"}, "The service’s computer could not be reached."),
        ("unknown", {"detail": "http-500"}, "On 24 November 2026, 02:00 nobody knows whether it arrived."),
        ("refused", {"why": (EXPIRED,)}, "expired on 2026-11-01. Agree on a new one with the service;"),
    ],
)
def test_the_page_says_how_it_went(outcome, more, words):
    said = shown(outcome, **more)

    assert words in said
    assert "schoolgate " not in said


def test_every_code_of_a_door_with_words_here_is_a_code_of_a_door():
    modules = (trouble, scim_troubles, sftp_troubles)
    codes = {one.detail for room in modules for one in vars(room).values() if isinstance(one, Trouble)}

    assert set(load_words()["trouble"]) <= codes | {"key-expired"}
    assert not [words for words in load_words()["trouble"].values() if "schoolgate " in words]


def test_of_what_is_past_only_the_cause_is_said():
    assert cause("no-answer") == "The service’s computer could not be reached."
    assert cause("http-500") == ""

"""Going through what was read, then taking it into the register."""

import json
import re
import sqlite3
import urllib.parse

import pytest

NOTICE = """Hill Primary School

Services for pupils and parents

Name of service: My Maths
Purpose: Homework
Data shared: full name, class
Year groups: All
Date of risk assessment: March 2026
Website: https://mymaths.example

Name of service: Seesaw
Purpose: Showing work to families
Data shared: first name, class
Year groups: All
Date of risk assessment: May 2026
Website: https://seesaw.example

Name of service: Beanstack Reading Club
Year groups: All
Date of risk assessment: May 2026
"""


class Review:
    """One notice of NOTICE's, being gone through by an office."""

    def __init__(self, office, title):
        self.office = office
        self.words = f"{title}\n\n{NOTICE}"
        address = office.post("/notices/new", words=self.words).address
        self.path = urllib.parse.urlsplit(address).path
        # A paper of its own: else what another test decided on the same words would hold here too.
        self.post("follows", last="0")

    def get(self, rest=""):
        return self.office.get(self.path + rest)

    def post(self, rest, **fields):
        return self.office.post(self.path + rest, seen_on=self.path, **fields)

    def decided(self, entry, action, **more):
        return self.post("decide", entry=str(entry), action=action, **more)

    def changed(self, entry, **fields):
        return self.post(f"entries/{entry}", **{**form_of(self.get(f"entries/{entry}")), **fields})


@pytest.fixture
def review(brook_office, request):
    return Review(brook_office, f"Brook School {request.node.name}")


@pytest.fixture
def review_of_new(new_school):
    return Review(new_school.opened(), "Brook School")


def rows(answer):
    """Entry number → its name and its tag."""
    found = re.findall(
        r'<bdi id="name-(\d+)">(.*?)</bdi> <span><span class="tag [\w_]+">(.*?)</span>', answer.words
    )
    return {int(number): (name, tag) for number, name, tag in found}


def test_each_recipient_stands_beside_the_notice_with_how_sure_the_reader_is(review):
    found = rows(review.get())

    assert found[1] == ("My Maths", "Sure")
    assert found[3] == ("Beanstack Reading Club", "Missing")


def test_every_link_to_words_points_to_a_mark_in_the_notice(review):
    words = review.get().words
    marks = dict(re.findall(r'<mark id="(words-\d+)"[^>]*>(.*?)</mark>', words))
    links = re.findall(r'href="#(words-\d+)"', words)

    assert links
    assert set(links) <= set(marks)
    assert "My Maths" in marks.values()


def test_the_notice_is_shown_whole_as_it_was_written(review):
    words = review.get().words
    shown = re.search(r'<p class="written"[^>]*>(.*?)</p>', words, re.DOTALL).group(1)

    assert re.sub(r"<[^>]+>", "", shown).strip() == review.words.strip()


def test_only_those_to_check_leaves_out_the_sure_ones(review):
    assert 1 not in rows(review.get("?only=check"))
    assert 3 in rows(review.get("?only=check"))


def test_a_decision_is_shown_and_leaves_the_list_of_those_to_check(review):
    assert rows(review.decided(3, "reject"))[3] == ("Beanstack Reading Club", "Left out")
    assert 3 not in rows(review.get("?only=check"))
    assert rows(review.decided(3, "accept"))[3] == ("Beanstack Reading Club", "Accepted")


def test_all_sure_ones_are_accepted_at_once_and_no_other(review):
    found = rows(review.post("accept-sure"))

    assert found[1][1] == "Accepted"
    assert found[3][1] == "Missing"


def test_a_correction_stands_over_what_was_read_and_the_machines_answer_is_kept(review, brook):
    found = rows(review.changed(1, name="MyMaths", retention="One year"))

    assert found[1] == ("MyMaths", "Edited")
    answer = kept(brook, "SELECT answer FROM store_document ORDER BY number")[-1][0]
    assert json.loads(answer)["entries"][0]["name"] == "My Maths"
    assert "One year" not in answer


def form_of(answer):
    """What the edit page's form holds, as a browser would send it back."""
    words = answer.words.split('name="action"')[0]
    fields = dict(re.findall(r'<input type="text" name="([\w-]+)"(?: value="([^"]*)")?', words))
    fields |= dict(re.findall(r'<textarea name="([\w-]+)"[^>]*>\s*(.*?)</textarea>', words, re.DOTALL))
    for name, options in re.findall(r'<select name="([\w-]+)"[^>]*>(.*?)</select>', words, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        fields[name] = chosen.group(1) if chosen else re.search(r'value="([^"]*)"', options).group(1)
    return fields


def kept(site, question):
    with sqlite3.connect(site.home / "schoolgate.sqlite3") as database:
        return database.execute(question).fetchall()


def test_saving_the_form_untouched_changes_nothing(review_of_new, new_school):
    review_of_new.changed(1)

    assert kept(new_school, "SELECT count(*) FROM store_review") == [(0,)]


def test_an_item_the_reader_missed_is_added_with_the_way_it_gets_there(review):
    answer = review.changed(3, **{"new-1": "upn", "flow-1": "sent"})

    assert "Unique pupil number" in answer.words
    assert rows(answer)[3][1] == "Edited"


def test_an_empty_name_is_not_saved_and_what_was_typed_is_kept(review):
    answer = review.changed(1, name=" ", retention="One year")

    assert answer.status == 422
    assert "Nothing was saved: the name is empty. Write who receives the data." in answer.words
    assert "One year" in answer.words


def test_a_recipient_printed_twice_is_put_into_the_other(review):
    assert rows(review.decided(3, "merge", into="1"))[3][1] == "Merged"


@pytest.mark.parametrize(
    ("entry", "action", "status"),
    [("9", "accept", 422), ("x", "accept", 422), ("1", "burn", 422), ("1", "merge", 422)],
)
def test_a_decision_that_cannot_be_carried_out_changes_nothing(entry, action, status, review):
    assert review.decided(entry, action).status == status
    assert rows(review.get())[1][1] == "Sure"


def test_an_entry_that_is_not_there_cannot_be_corrected(review):
    answer = review.get("entries/9")

    assert answer.status == 404
    assert "There is no entry 9 in this notice. Go back to the notice, and choose one there." in answer.words


def test_taking_a_notice_into_the_register_says_first_what_will_happen(review):
    review.decided(3, "reject")
    answer = review.get("adopt")

    assert answer.heading() == "Take 2 recipients into the register?"
    assert "2 have not been gone through. They are taken in as read, as drafts." in answer.words


def test_what_was_accepted_becomes_drafts_and_what_was_left_out_does_not(review_of_new):
    review_of_new.decided(3, "reject")
    answer = review_of_new.post("adopt")

    assert answer.address.endswith("/register/")
    assert "2 drafts made. Nothing is in force until a person approves it." in answer.words
    assert "My Maths" in answer.words
    assert "Beanstack" not in answer.words


def test_a_notice_is_checked_before_it_is_taken_in(review):
    assert "Of the notice as it stands, before it is taken into the register." in review.get("checks").words

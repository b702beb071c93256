"""Questions beside their answers."""

from schoolgate.notices.read import read_notice

PAGE = """<h1>Who we share with</h1>
<ul><li>Arbor - name, class</li><li>Tapestry - name, photographs</li></ul>
<h2>Questions</h2>
<dl>
<dt>What about the parents' WhatsApp group?</dt><dd>Nothing to do with us.</dd>
<dt>Is my child's information kept abroad?</dt><dd>No. It stays in the United Kingdom.</dd>
<dt>Who hears a complaint?</dt><dd>The Information Commissioner's Office.</dd>
</dl>
"""


def test_questions_of_a_list_are_no_recipients_and_their_answers_are_the_pages_own_words():
    reading = read_notice(PAGE.encode(), "notice.html")
    assert [one.name for one in reading.entries] == ["Arbor", "Tapestry"]
    assert {"storage_region", "complaint_route"} <= {one.kind for one in reading.statements}


def test_cards_whose_labels_are_questions_stay_cards():
    page = (
        "| Name | Arbor |\n|---|---|\n| What is it for? | records |\n| What do they get? | name |\n\n"
        "| Name | Tapestry |\n|---|---|\n| What is it for? | play |\n| What do they get? | photos |\n"
    )
    reading = read_notice(page.encode(), "notice.md")
    assert [one.name for one in reading.entries] == ["Arbor", "Tapestry"]

"""What pages say at their foot in a few plain words: how long, what one may ask, to whom to complain."""

import pytest

from schoolgate.notices.read import read_notice


def kinds(words):
    page = f"Who we share data with\n\nSeesaw: name, class.\nArbor: name, class.\n\n{words}\n"
    return {statement.kind for statement in read_notice(page.encode(), "page.txt").statements}


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Three years after a child leaves.", "retention"),
        ("Pupil files go when a student reaches 25.", "retention"),
        ("Date of birth + 23, DE disposal schedule.", "retention"),
        ("Kept for: the current year and one more.", "retention"),
        ("See, correct, blot out.", "rights"),
        ("You may see it, have it mended or ask that it be thrown away.", "rights"),
        ("Access, rectification, erasure, objection.", "rights"),
        ("The ICO is the last resort.", "complaint_route"),
        ("ICO Wales, 2nd floor, Churchill House, Cardiff.", "complaint_route"),
        ("After that the Information Commissioner.", "complaint_route"),
        ("All in the UK save Quizlet and Nearpod (United States).", "storage_region"),
        ("Where? All of it is in the UK.", "storage_region"),
        ("We do not sell or swap lists.", "marketing"),
        ("We never give lists to baby-product firms, though they ask.", "marketing"),
        ("We fulfil our duties under the Education (NI) Orders.", "lawful_basis"),
        ("Ask Mrs Dhillon in the office.", "contact"),
    ],
)
def test_a_few_plain_words_say_it(said, kind):
    assert kind in kinds(said)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Parents can see the diary and correct the pick-up time in the app.", "rights"),
        ("The school is registered with the Information Commissioner (ZA000000).", "complaint_route"),
        ("Our choir sings in Germany and Ireland.", "storage_region"),
        ("Trutex sells uniform; we have no part in it.", "marketing"),
        ("Support is given to young people until they are ready.", "retention"),
    ],
)
def test_words_that_are_like_them_do_not(said, kind):
    assert kind not in kinds(said)


def test_the_foot_of_a_web_page_may_be_the_end_of_the_notice():
    page = """<html><body><h1>Who we share data with</h1><main><h2>Apps</h2><ul><li>Seesaw: name, class</li>
    <li>Arbor: name, class, address, and what we need to run the school day from registers to lunch, trips,
    clubs, lockers, lost property and so on for each of our nine hundred pupils in both buildings</li></ul>
    </main><footer><p>Nothing here is sold. You may see it or have it mended.</p></footer></body></html>"""
    plain = page.replace("<main>", "").replace("</main>", "")
    found = {one.kind for one in read_notice(plain.encode(), "page.html").statements}
    assert {"marketing", "rights"} <= found

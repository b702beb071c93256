from schoolgate.checks import subject_of_reading
from schoolgate.notices.read import read_notice
from tests.spec.a_notice import ON, SCHOOL
from tests.spec.story import Story, told

HERE = "Target Tracker\nService Provider: {owner}\nPurpose: tracking progress\nData shared: names\n"
ELSEWHERE = HERE.format(owner="Juniper Education")


def beside_another(owner):
    words = HERE.format(owner=owner)
    mine, other = (read_notice(text.encode("utf-8"), "notice.txt") for text in (words, ELSEWHERE))
    return told(
        f"Here:\n\n{words}\nIn another school's notice:\n\n{ELSEWHERE}",
        subject_of_reading(mine, SCHOOL, ON, [other]),
    )


STORY = Story(
    check="NAME-004",
    raises=beside_another("Essex County Council"),
    settles=beside_another("Juniper Education"),
)

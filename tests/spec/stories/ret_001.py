from tests.spec.story import Story, register

STORY = Story(
    check="RET-001",
    raises=register({"retention": ""}),
    settles=register({"retention": "until 60 days after the school year"}),
)

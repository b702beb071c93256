from tests.spec.story import Story, notice

STORY = Story(
    check="LAW-007",
    raises=notice("""
You may object to processing that is likely to cause damage or distress.
"""),
    settles=notice("""
You may object to our use of the data, and we will stop unless we can show a good reason.
"""),
)

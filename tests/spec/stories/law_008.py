from tests.spec.story import Story, notice

STORY = Story(
    check="LAW-008",
    raises=notice("""
We look after data under GDPR.
"""),
    settles=notice("""
We look after data under the UK GDPR and the Data Protection Act 2018.
"""),
)

from tests.spec.story import Story, notice

STORY = Story(
    check="LAW-006",
    raises=notice("""
We are required by law to pass certain information about our pupils to the local authority.
"""),
    settles=notice("""
We are required by law (Education Act 1996, section 537A) to pass the school census to the local authority.
"""),
)

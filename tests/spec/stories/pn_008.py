from tests.spec.story import Story, notice

STORY = Story(
    check="PN-008",
    raises=notice("""
We answer the school census and the early years' census.
"""),
    settles=notice("""
We answer the school census.
"""),
)

from tests.spec.story import Story, notice

STORY = Story(
    check="PN-005",
    raises=notice("""
We share data with third-party organisations, as allowed by law.
"""),
    settles=notice("""
We share data with Arbor, our school system.
"""),
)

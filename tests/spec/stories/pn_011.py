from tests.spec.story import Story, notice

STORY = Story(
    check="PN-011",
    raises=notice("""
We do not share information with any company for marketing.
"""),
    settles=notice("""
Our contracts say that no company may use it for marketing.
"""),
)

from tests.spec.story import Story, notice

STORY = Story(
    check="PN-006",
    raises=notice("""
The National Pupil Database is held in electronic format for statistical purposes.
"""),
    settles=notice("""
How Government uses your data: what the department receives underpins school funding.
"""),
)

from tests.spec.story import Story, notice

STORY = Story(
    check="PN-009",
    raises=notice("""
Some of the information is provided on a voluntary basis.
"""),
    settles=notice("""
Some of the information is provided on a voluntary basis, such as ethnicity and first language.
"""),
)

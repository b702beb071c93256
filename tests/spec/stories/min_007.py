from tests.spec.story import Story, notice

STORY = Story(
    check="MIN-007",
    raises=notice("""
We collect characteristics (such as ethnicity, nationality and country of birth).
"""),
    settles=notice("""
We collect characteristics (such as ethnicity and first language).
"""),
)

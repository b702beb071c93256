from tests.spec.story import Story, notice

STORY = Story(
    check="NAME-003",
    raises=notice("""
We share data with the Department of Education for the school census.
"""),
    settles=notice("""
We share data with the Department for Education for the school census.
"""),
)

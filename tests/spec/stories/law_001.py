from tests.spec.story import Story, register

STORY = Story(
    check="LAW-001",
    raises=register({"clause.1.basis": ""}),
    settles=register({"clause.1.basis": "6(1)(e)"}),
)

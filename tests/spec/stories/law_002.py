from tests.spec.story import Story, register

STORY = Story(
    check="LAW-002",
    raises=register({"clause.1.basis": "6(1)(b)"}),
    settles=register({"clause.1.basis": "6(1)(e)"}),
)

from tests.spec.story import Story, register

STORY = Story(
    check="LAW-009",
    raises=register({"clause.1.basis": "6(1)(f)"}),
    settles=register({"clause.1.basis": "6(1)(e)"}),
)

from tests.spec.story import Story, register

STORY = Story(
    check="LAW-003",
    raises=register({"clause.1.basis": "6(1)(a)", "clause.1.choice": "consent"}),
    settles=register({"clause.1.basis": "6(1)(e)", "clause.1.choice": "permission"}),
)

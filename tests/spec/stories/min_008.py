from tests.spec.story import Story, register

STORY = Story(
    check="MIN-008",
    raises=register({"clause.1.items": "full_name:sent; class:sent"}),
    settles=register({"clause.1.items": "first_name:sent; surname_initial:sent; class:sent"}),
)

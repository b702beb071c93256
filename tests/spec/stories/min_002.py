from tests.spec.story import Story, register

STORY = Story(
    check="MIN-002",
    raises=register({"clause.1.items": "first_name:sent; upn:sent"}),
    settles=register({"clause.1.items": "first_name:sent"}),
)

from tests.spec.story import Story, register

STORY = Story(
    check="MIN-005",
    raises=register({"clause.1.items": "first_name:sent; gender:sent"}),
    settles=register({"clause.1.items": "first_name:sent"}),
)

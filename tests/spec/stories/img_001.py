from tests.spec.story import Story, register

PAGE = {
    "service": "School Facebook page",
    "kind": "public",
    "clause.1.items": "photo:sent",
}
STORY = Story(
    check="IMG-001",
    raises=register(PAGE),
    settles=register(PAGE | {"clause.1.choice": "permission"}),
)

from tests.spec.story import Story, register

STORY = Story(
    check="ROLE-002",
    raises=register({"contract": ""}),
    settles=register(
        {"contract": "signed 2026-01-12, in the office; its sub-processors looked at 2026-03-01"}
    ),
)

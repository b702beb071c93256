from tests.spec.story import Story, register

ABROAD = {"service": "Seesaw", "recipient": "Seesaw Learning, Inc.", "storage": "United States"}
STORY = Story(
    check="XFER-001",
    raises=register(ABROAD),
    settles=register(ABROAD | {"transfer": "UK-US data bridge"}),
)

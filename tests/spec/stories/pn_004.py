from tests.spec.story import Story, notice

STORY = Story(
    check="PN-004",
    raises=notice("""
You may see your child's educational record: ask the office.
"""),
    settles=notice("""
You may see your child's educational record within 15 school days: ask the office.
"""),
)

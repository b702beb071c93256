from tests.spec.story import Story, notice

STORY = Story(
    check="ENTRY-010",
    raises=notice("""
We use these services, such as:
- Purple Mash
- Times Tables Rock Stars
- Our auditors
- Police forces
"""),
    settles=notice("""
We use these services, such as:
- Purple Mash
- Times Tables Rock Stars

Bodies that may ask us for data:
- Our auditors
- Police forces
"""),
)

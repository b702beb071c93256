from tests.spec.story import Story, notice

STORY = Story(
    check="ENTRY-003",
    raises=notice("""
We share data with these companies:

- Purple Mash
- Times Tables Rock Stars
"""),
    settles=notice("""
Purple Mash
Purpose: maths practice
Data shared: first name, class
Year groups: Y1 to Y6
Risk assessment date: May 2026
"""),
)

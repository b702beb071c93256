from tests.spec.story import Story, notice

STORY = Story(
    check="ENTRY-011",
    raises=notice("""
Mathsy
Purpose: maths practice
Data shared: first name, class
Year groups: Y1 to Y6
Risk assessment date: May 2026
Status: no longer used
"""),
    settles=notice("""
Mathsy
Purpose: maths practice
Data shared: first name, class
Year groups: Y1 to Y6
Risk assessment date: May 2026
Status: no longer used. Everything was deleted in July 2026.
"""),
)

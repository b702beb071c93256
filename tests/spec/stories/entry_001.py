from tests.spec.story import Story, notice

STORY = Story(
    check="ENTRY-001",
    raises=notice("""
Mathsy
Purpose: maths practice
Data shared: first name, class
Year groups:
Risk assessment date: May 2026
"""),
    settles=notice("""
Mathsy
Purpose: maths practice
Data shared: first name, class
Year groups: Y1 to Y6
Risk assessment date: May 2026
"""),
)

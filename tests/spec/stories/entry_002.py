from tests.spec.story import Story, notice

STORY = Story(
    check="ENTRY-002",
    raises=notice("""
Mathsy
Purpose: maths practice
Data shared: all pupil information etc.
Year groups: Y1 to Y6
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

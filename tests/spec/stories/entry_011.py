from tests.spec.story import Story, notice

STORY = Story(
    check="ENTRY-011",
    raises=notice("""
Mathsy
Purpose: maths practice. Our older account is still open.
Data shared: first name, class
Year groups: Y1 to Y6
Risk assessment date: May 2026
"""),
    settles=notice("""
Mathsy
Purpose: maths practice. Our older account was deleted in July 2026.
Data shared: first name, class
Year groups: Y1 to Y6
Risk assessment date: May 2026
"""),
)

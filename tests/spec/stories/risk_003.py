from tests.spec.story import Story, notice

STORY = Story(
    check="RISK-003",
    raises=notice("""
Mathsy
Purpose: maths practice
Data shared: first name, class
Year groups: Y1 to Y6
Risk assessment date: Awaiting assessment (not currently approved for use)
"""),
    settles=notice("""
Mathsy
Purpose: maths practice
Data shared: first name, class
Year groups: Y1 to Y6
Risk assessment date: May 2026
"""),
)

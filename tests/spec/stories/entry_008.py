from tests.spec.story import Story, notice

STORY = Story(
    check="ENTRY-008",
    raises=notice("""
Mathsy
Website: http://mathsy.example
Purpose: maths practice
Data shared: first name, class
Year groups: Y1 to Y6
Risk assessment date: May 2026
"""),
    settles=notice("""
Mathsy
Website: https://mathsy.example
Purpose: maths practice
Data shared: first name, class
Year groups: Y1 to Y6
Risk assessment date: May 2026
"""),
)

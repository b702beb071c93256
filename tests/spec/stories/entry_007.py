from tests.spec.story import Story, notice

STORY = Story(
    check="ENTRY-007",
    raises=notice("""
Mathsy
Purpose: maths practice
Data shared: first name, class
Year groups: Selected students
Risk assessment date: May 2026
"""),
    settles=notice("""
Mathsy
Purpose: maths practice
Data shared: first name, class
Year groups: Y2 to Y6
Risk assessment date: May 2026
"""),
)

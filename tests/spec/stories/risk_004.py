from tests.spec.story import Story, notice

STORY = Story(
    check="RISK-004",
    raises=notice("""
We use these services. All our online providers have been checked.

Mathsy
Purpose: maths practice
Data shared: first name, class
Year groups: Y1 to Y6
"""),
    settles=notice("""
We use these services. All our online providers were checked in May 2026.

Mathsy
Purpose: maths practice
Data shared: first name, class
Year groups: Y1 to Y6
"""),
)

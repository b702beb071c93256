from tests.spec.story import Story, notice

STORY = Story(
    check="ENTRY-012",
    raises=notice("""
DoJo
Purpose: maths practice
Data shared: first name, class
Year groups: Y1 to Y6
Risk assessment date: May 2026
"""),
    settles=notice("""
ClassDojo
Purpose: maths practice
Data shared: first name, class
Year groups: Y1 to Y6
Risk assessment date: May 2026
"""),
)

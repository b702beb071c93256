from tests.spec.story import Story, notice, register

STORY = Story(
    check="ENTRY-009",
    raises=notice("""
Wonde
Purpose: a data integrator which moves data to services such as Mathsy etc.
Data shared: first name, class
Year groups: Y1 to Y6
Risk assessment date: May 2026
"""),
    settles=register({"service": "Wonde", "via": ""}),
)

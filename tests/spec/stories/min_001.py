from tests.spec.story import Story, notice

STORY = Story(
    check="MIN-001",
    raises=notice("""
CPOMS
Purpose: recording child protection concerns
Data shared: first name, class
Year groups: Y1 to Y6
Risk assessment date: May 2026
"""),
    settles=notice("""
CPOMS
Purpose: recording child protection concerns
Data shared: first name, class, safeguarding concerns
Year groups: Y1 to Y6
Risk assessment date: May 2026
"""),
)

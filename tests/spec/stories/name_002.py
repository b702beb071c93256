from tests.spec.story import Story, notice

STORY = Story(
    check="NAME-002",
    raises=notice("""
SIMS
Service Provider: Capita
Purpose: our school system
Data shared: first name, class
Year groups: Y1 to Y6
Risk assessment date: May 2026
"""),
    settles=notice("""
SIMS
Service Provider: Education Software Solutions Ltd
Purpose: our school system
Data shared: first name, class
Year groups: Y1 to Y6
Risk assessment date: May 2026
"""),
)

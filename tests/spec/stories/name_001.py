from tests.spec.story import Story, notice

STORY = Story(
    check="NAME-001",
    raises=notice("""
Twitter
Purpose: news of the school
Data shared: first name, class
Year groups: Y1 to Y6
Risk assessment date: May 2026
"""),
    settles=notice("""
X
Purpose: news of the school
Data shared: first name, class
Year groups: Y1 to Y6
Risk assessment date: May 2026
"""),
)

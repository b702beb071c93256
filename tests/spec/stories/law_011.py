from tests.spec.story import Story, notice

STORY = Story(
    check="LAW-011",
    raises=notice("""
Quizzo
Purpose: Pupils create their own account after they agree to its terms
Data shared: first name
Year groups: Y5
Risk assessment date: May 2026
"""),
    settles=notice("""
Quizzo
Purpose: Pupils create their own account after a parent agrees to its terms
Data shared: first name
Year groups: Y5
Risk assessment date: May 2026
"""),
)

from tests.spec.story import Story, notice

STORY = Story(
    check="ROLE-003",
    raises=notice(
        """
Suppliers we use

Mathsy
Purpose: maths practice
Data shared: first name, class
Year groups: Y1 to Y6
Service type: Free
"""
    ),
    settles=notice(
        """
Suppliers we use

Mathsy
Purpose: maths practice
Data shared: first name, class
Year groups: Y1 to Y6
Service type: Free
Contract: its terms of service of May 2026, kept in the office
"""
    ),
)

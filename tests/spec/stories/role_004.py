from tests.spec.story import Story, notice

STORY = Story(
    check="ROLE-004",
    raises=notice(
        """
Suppliers we use

Mathsy
Purpose: maths practice
Data shared: first name, class
Year groups: Y1 to Y6
Service type: Purchased (contract through local authority)
"""
    ),
    settles=notice(
        """
Suppliers we use

Mathsy
Purpose: maths practice
Data shared: first name, class
Year groups: Y1 to Y6
Service type: Purchased (contract through local authority, copy in the office)
"""
    ),
)

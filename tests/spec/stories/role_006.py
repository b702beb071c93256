from tests.spec.story import Story, notice

STORY = Story(
    check="ROLE-006",
    raises=notice(
        """
Suppliers we use

Mathsy
Purpose: maths practice
Data shared: first name, class
Year groups: Y1 to Y6
"""
    ),
    settles=notice(
        """
Suppliers we use

The list of each supplier's sub-processors, looked at every September, is in the office.

Mathsy
Purpose: maths practice
Data shared: first name, class
Year groups: Y1 to Y6
"""
    ),
)

from tests.spec.story import Story, notice

STORY = Story(
    check="ROLE-001",
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

Each of these acts for us as our processor.

Mathsy
Purpose: maths practice
Data shared: first name, class
Year groups: Y1 to Y6
"""
    ),
)

from tests.spec.story import Story, notice

STORY = Story(
    check="SEC-001",
    raises=notice(
        """
Suppliers we use

Your child's information will always be encrypted.

Mathsy
Purpose: maths practice
Data shared: first name, class
Year groups: Y1 to Y6
"""
    ),
    settles=notice(
        """
Suppliers we use

Your child's information is encrypted on the way and where it is kept; see our security policy of May 2026.

Mathsy
Purpose: maths practice
Data shared: first name, class
Year groups: Y1 to Y6
"""
    ),
)

from tests.spec.story import Story, notice

STORY = Story(
    check="ROLE-007",
    raises=notice(
        """
Suppliers we use

Mathsy – maths practice. First name. The company may use pupils' answers to improve its own products.
"""
    ),
    settles=notice(
        """
Suppliers we use

Mathsy – maths practice. First name. The company may not use pupils' answers to improve its own products.
"""
    ),
)

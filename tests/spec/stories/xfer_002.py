from tests.spec.story import Story, notice

STORY = Story(
    check="XFER-002",
    raises=notice(
        """
Companies we share data with

All our data is stored within Europe.

Mathsy
Purpose: maths practice
Data shared: first name, class
Year groups: Y1 to Y6
"""
    ),
    settles=notice(
        """
Companies we share data with

All our data is stored within Europe.

Mathsy
Purpose: maths practice
Data shared: first name, class
Year groups: Y1 to Y6
Location: Ireland, by their statement of March 2026
"""
    ),
)

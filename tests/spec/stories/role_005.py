from tests.spec.story import Story, notice

STORY = Story(
    check="ROLE-005",
    raises=notice(
        """
Ashdown Primary School Privacy Notice

Ashdown Primary School is part of the Weald Academy Trust.

Who we share information with

Mathsy – maths practice
"""
    ),
    settles=notice(
        """
Ashdown Primary School Privacy Notice

The Weald Academy Trust is the data controller for Ashdown Primary School.

Who we share information with

Mathsy – maths practice
"""
    ),
)

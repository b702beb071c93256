from tests.spec.story import Story, notice

STORY = Story(
    check="XREG-002",
    raises=notice(
        """
Ashdown Primary School Privacy Notice

Programs used by pupils

Mathsy
Purple Mash

Who do we share pupil information with?

- Ashdown Council
- The Department for Education
"""
    ),
    settles=notice(
        """
Ashdown Primary School Privacy Notice

Who do we share pupil information with?

- Mathsy
- Purple Mash
- Ashdown Council
- The Department for Education
"""
    ),
)

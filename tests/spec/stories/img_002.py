from tests.spec.story import Story, notice

STORY = Story(
    check="IMG-002",
    raises=notice(
        """
Who we share data with

Facebook – photographs of events. Our older page has historical photos of pupils and is closed.
Mathsy – maths practice. First name and class.
"""
    ),
    settles=notice(
        """
Who we share data with

Facebook – photographs of events. Historical photos of pupils are deleted after two years.
Mathsy – maths practice. First name and class.
"""
    ),
)

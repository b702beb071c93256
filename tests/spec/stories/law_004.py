from tests.spec.story import Story, notice

STORY = Story(
    check="LAW-004",
    raises=notice("""
Mathsy
Purpose: maths practice
Data shared: first name, class
Year groups: Y2 (subject to individual consent)
Risk assessment date: May 2026
"""),
    settles=notice("""
Mathsy
Purpose: maths practice
Data shared: first name, class
Year groups: Y2 (subject to individual consent)
Risk assessment date: May 2026

Consent is kept with the day it was given. You can withdraw it at any time by telling the office.
"""),
)

from tests.spec.story import Story, notice

STORY = Story(
    check="MIN-004",
    raises=notice("""
Payrollers
Purpose: payroll, for which they have access to school systems. They do not require pupil level data
Data shared: staff names
Risk assessment date: May 2026
"""),
    settles=notice("""
Payrollers
Purpose: payroll, with an account that shows staff only
Data shared: staff names
Risk assessment date: May 2026
"""),
)

from tests.spec.story import Story, notice

STORY = Story(
    check="XREG-001",
    raises=notice("""
Suppliers we use

Times Tables Rock Stars
Purpose: maths practice
Data shared: full name, class, UPN, date of birth
"""),
    settles=notice("""
Suppliers we use

Times Tables Rock Stars
Purpose: maths practice
Data shared: full name, class
"""),
)

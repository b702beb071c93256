from tests.spec.story import Story, notice

STORY = Story(
    check="RISK-005",
    raises=notice("""
Sayitwell
Purpose: Speech and Language Therapy
Data shared: first name, class
Year groups: Y1 to Y6
Risk assessment date: May 2026
"""),
    settles=notice("""
Sayitwell
Purpose: Speech and Language Therapy
Data shared: first name, class
Year groups: Y1 to Y6
Risk assessment date: May 2026

We made a data protection impact assessment of Sayitwell in May 2026.
"""),
)

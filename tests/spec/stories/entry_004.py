from tests.spec.story import Story, notice

STORY = Story(
    check="ENTRY-004",
    raises=notice("""
Services for pupils

Parents will be asked to opt in to these services before we enrol their child.

Google Classroom
Purpose: file storage
Data shared: first name
Year groups: Y1 to Y6
Risk assessment date: May 2026

ClassDojo
Purpose: rewards
Data shared: first name
Year groups: Y1 to Y6
Risk assessment date: May 2026

Services for school management

There is no option to opt out of these services.

Google Classroom
Purpose: file storage
Data shared: first name
Year groups: Y1 to Y6
Risk assessment date: May 2026

Arbor
Purpose: our school system
Data shared: full name
Year groups: Y1 to Y6
Risk assessment date: May 2026
"""),
    settles=notice("""
Services for school management

There is no option to opt out of these services.

Google Classroom
Purpose: file storage
Data shared: first name
Year groups: Y1 to Y6
Risk assessment date: May 2026
"""),
)

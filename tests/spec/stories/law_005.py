from schoolgate.domain.reading import DocumentKind
from tests.spec.story import Story, notice

STORY = Story(
    check="LAW-005",
    raises=notice(
        """
Swimmy
Purpose: maths practice
Data shared: first name, medical needs
Year groups: Y1 to Y6
Risk assessment date: May 2026
""",
        kind=DocumentKind.PRIVACY_NOTICE,
    ),
    settles=notice(
        """
Swimmy
Purpose: maths practice
Data shared: first name, medical needs
Year groups: Y1 to Y6
Risk assessment date: May 2026

For health data we rely on Article 9(2)(g) and Schedule 1 paragraph 18.
""",
        kind=DocumentKind.PRIVACY_NOTICE,
    ),
)

from schoolgate.domain.reading import DocumentKind
from tests.spec.story import Story, notice

STORY = Story(
    check="PN-001",
    raises=notice(
        """
Data Privacy Officer: 01632 960 871
""",
        kind=DocumentKind.PRIVACY_NOTICE,
    ),
    settles=notice(
        """
Data protection officer: dpo@school.example
""",
        kind=DocumentKind.PRIVACY_NOTICE,
    ),
)

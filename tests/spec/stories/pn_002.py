from schoolgate.domain.reading import DocumentKind
from tests.spec.story import Story, notice

STORY = Story(
    check="PN-002",
    raises=notice(
        """
We look after personal data.
""",
        kind=DocumentKind.PRIVACY_NOTICE,
    ),
    settles=notice(
        """
To complain, please contact our school office; we say that it has come within 30 days.
You can also complain to the Information Commissioner.
""",
        kind=DocumentKind.PRIVACY_NOTICE,
    ),
)

from schoolgate.domain.reading import DocumentKind
from tests.spec.story import Story, notice

STORY = Story(
    check="PN-010",
    raises=notice(
        """
This notice says how we use data.
""",
        kind=DocumentKind.PRIVACY_NOTICE,
    ),
    settles=notice(
        """
This notice says how we use data. Last reviewed: September 2026. Next review: July 2027.
""",
        kind=DocumentKind.PRIVACY_NOTICE,
    ),
)

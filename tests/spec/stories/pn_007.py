from schoolgate.domain.reading import DocumentKind
from tests.spec.story import Story, notice

STORY = Story(
    check="PN-007",
    raises=notice(
        """
We share the school census with the Department for Education.
""",
        kind=DocumentKind.PRIVACY_NOTICE,
    ),
    settles=notice(
        """
We share the school census, and daily attendance, with the Department for Education.
""",
        kind=DocumentKind.PRIVACY_NOTICE,
    ),
)

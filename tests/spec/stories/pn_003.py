from schoolgate.domain.reading import DocumentKind
from tests.spec.story import Story, notice

STORY = Story(
    check="PN-003",
    raises=notice(
        """
You have the right to see the data we hold.
""",
        kind=DocumentKind.PRIVACY_NOTICE,
    ),
    settles=notice(
        """
You have the right to see the data we hold, to have mistakes put right, to have its use restricted,
to object, to know of automated decisions, and to complain.
""",
        kind=DocumentKind.PRIVACY_NOTICE,
    ),
)

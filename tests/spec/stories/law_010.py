from schoolgate.domain.reading import DocumentKind
from tests.spec.story import Story, notice

STORY = Story(
    check="LAW-010",
    raises=notice(
        """
Our canteen knows children by their fingerprints.
""",
        kind=DocumentKind.PRIVACY_NOTICE,
    ),
    settles=notice(
        """
Our canteen knows children by their fingerprints, with the written consent of a parent.
We take no fingerprints where a parent objects, or the child says no.
Who gives no fingerprints has a card instead.
""",
        kind=DocumentKind.PRIVACY_NOTICE,
    ),
)

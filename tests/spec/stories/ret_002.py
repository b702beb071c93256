from schoolgate.domain.reading import DocumentKind
from tests.spec.story import Story, notice

STORY = Story(
    check="RET-002",
    raises=notice(
        """
Ashdown Primary School Privacy Notice

How long we keep it

We keep records for as long as is necessary.
""",
        kind=DocumentKind.PRIVACY_NOTICE,
    ),
    settles=notice(
        """
Ashdown Primary School Privacy Notice

How long we keep it

We keep records for six years after a pupil leaves.
""",
        kind=DocumentKind.PRIVACY_NOTICE,
    ),
)

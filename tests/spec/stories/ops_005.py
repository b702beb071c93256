from datetime import date

from tests.spec.stories.ops_004 import after
from tests.spec.story import Story

STORY = Story(
    check="OPS-005",
    raises=after(
        "A pupil left on 16 October 2026. On 17 November CPOMS was asked to pass its file on.",
        protection_on=date(2026, 11, 17),
        receipt_on=date(2026, 11, 19),
    ),
    settles=after(
        "A pupil left on 16 October 2026. On 19 October CPOMS was asked to pass its file on; "
        "the receipt came on 21 October.",
        protection_on=date(2026, 10, 19),
        receipt_on=date(2026, 10, 21),
    ),
)

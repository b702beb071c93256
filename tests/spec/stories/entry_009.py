from dataclasses import replace

from schoolgate.checks import subject_of_register
from tests.spec.a_notice import ON
from tests.spec.a_register import AGREEMENT, ASSESSED, ATTENDANCE, CONTROLLER, READY
from tests.spec.story import Story, notice, told

WONDE = replace(AGREEMENT, slug="wonde", service="Wonde", canonical="Wonde", recipient="Wonde Ltd")
THROUGH_IT = replace(AGREEMENT, via="Wonde")
REGISTER = (WONDE, THROUGH_IT, ATTENDANCE)

STORY = Story(
    check="ENTRY-009",
    raises=notice("""
Wonde
Purpose: a data integrator which moves data to services such as Mathsy etc.
Data shared: first name, class
Year groups: Y1 to Y6
Risk assessment date: May 2026
"""),
    settles=told(
        "Wonde: a data integrator\nTimes Tables Rock Stars: first name, for Y2 and Y3\nvia: Wonde",
        subject_of_register(READY, CONTROLLER, REGISTER, (ASSESSED,), ON),
    ),
)

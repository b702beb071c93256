"""What was last found about the risk of each service."""

from collections.abc import Mapping

from schoolgate.actions.office import Office
from schoolgate.domain.assessment import Assessment
from schoolgate.store import assessments


def latest(office: Office) -> Mapping[str, Assessment]:
    """Slug → the look that stands: the newest by its day, whenever it was recorded."""
    made = sorted(assessments.assessments(office.tenant), key=lambda one: one.on)
    return {one.slug: one for one in made}

"""What was last found about the risk of each service."""

from collections.abc import Mapping

from schoolgate.actions.office import Office
from schoolgate.domain.assessment import Assessment
from schoolgate.store import assessments


def latest(office: Office) -> Mapping[str, Assessment]:
    """Slug → the newest look, which stands over earlier ones."""
    return {one.slug: one for one in assessments.assessments(office.tenant)}

"""One item that tells of two kinds of bodies: "Authorities (e.g. HMRC) and regulators, such as the CQC"."""

import re
from collections.abc import Sequence

from schoolgate.domain.reading import Span
from schoolgate.notices.cutting import depth
from schoolgate.notices.lines import trimmed

KINDS = re.compile(
    r"(?<=\))\s+and(?:\s?/\s?or)?\s+(?!(?:is|are|was|has|have|will|may|can|do|does|we|it|they|you|then|also)\b)"
    r"(?=[^()]*(?:\bfor example|\bsuch as|\be\.g\.|\bincluding|\bnamely|\())"
    r"|,?\s+and,\s+(?:for|in|where|if|when|as)\s+[a-z][^,;]{3,40},\s+(?=(?:the|our|any|an?) [a-z]|[A-Z])"
)


def kinds_in(text: str, span: Span) -> Sequence[Span]:
    """The parts of an item that each begin with a kind of their own; one part where it is of one kind."""
    parts, at = [], span[0]
    for joint in KINDS.finditer(text, *span):
        if depth(text, (span[0], joint.start())) == 0 and ":" not in text[span[0] : joint.start()]:
            parts.append(trimmed(text, (at, joint.start())))
            at = joint.end()
    return [*parts, trimmed(text, (at, span[1]))]

"""Lines without bullets, one body each, below words that promise recipients: "Estyn.", "CAMHS: if asked"."""

import re
from collections.abc import Sequence

from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.contexts import Context, context_of
from schoolgate.notices.draft import Draft
from schoolgate.notices.items import is_all_data
from schoolgate.notices.labels import exact_meaning
from schoolgate.notices.listed import add_item, is_known, read_kind
from schoolgate.notices.members import may_receive, opens_sentence, search
from schoolgate.notices.name_lists import is_body
from schoolgate.notices.names import recognise
from schoolgate.notices.passage import Passage

OPEN = (Context.NEUTRAL, Context.RECIPIENTS)
FEWEST = 3  # lines of such a run
MOST_WORDS = 40
MOST_HEAD_WORDS = 12
SENTENCES = re.compile(r"[a-z)][.!?]\s+[A-Z]")
COLON = re.compile(r"(?P<head>[^:.?!\n]{2,110}):\s+\S")
HEAD = re.compile(
    r"(?P<head>.+?)(?=,|;|:|\s[–—-]\s|\s\(|\s(?:who|which|that|whom|where|when|if|for|to|so|in order|as|on"
    r"|under|provided|such as|including|because|only)\b|\.?\s*$)",
    re.DOTALL,
)
CLAUSE = re.compile(
    r"(?:,? ?(?:and )?(?:who|which|that|whom|whose|for|so|if|when|where|to|in order|as|because|under|such as"
    r"|including|provided|only|once|with|e\.g\.)\b|[–—-] |\([^()]*\)(?:$|[.,;]))"
)
AGED = re.compile(r"\baged \d")  # whose school it is
PRONOUN = re.compile(
    r"(?:we|you|they|it|this|these|if|when|where|all|any|some|no|nothing|there|please)\b", re.I
)


def read_promised_line(draft: Draft, blocks: Sequence[Block], at: int) -> bool:
    """Takes one line of several that each begin with a body or a service, where most are plainly so."""
    if not names_in_head(draft, blocks[at]):
        return False
    run = _run(draft, blocks, at)
    known = sum(1 for block in run if is_known(_head(draft.words(block.span))))
    if len(run) < FEWEST or known * 3 < len(run):
        return False
    denied = len(draft.denied)
    if read_kind(draft, blocks[at].span, beside=False):
        return True
    return bool(add_item(draft, blocks[at].span, Context.RECIPIENTS)) or len(draft.denied) > denied


def _run(draft: Draft, blocks: Sequence[Block], at: int) -> Sequence[Block]:
    """The lines around it that are shaped so, with none between them that is not."""
    first = last = at
    while first > 0 and names_in_head(draft, blocks[first - 1]):
        first -= 1
    while last + 1 < len(blocks) and names_in_head(draft, blocks[last + 1]):
        last += 1
    return blocks[first : last + 1]


def names_in_head(draft: Draft, block: Block) -> bool:
    """One sentence at most, that begins with words for somebody and no verb of theirs."""
    words = draft.words(block.span)
    if block.kind is not BlockKind.LINE or len(words.split()) > MOST_WORDS or SENTENCES.search(words):
        return False
    if words.endswith((":", "?")) or PRONOUN.match(words) or words.isupper() or AGED.search(words):
        return False
    head = _head(words)
    if len(head.split()) > MOST_HEAD_WORDS or exact_meaning(head) or context_of(words) not in OPEN:
        return False
    plain = not search("verb", head) or is_known(head)
    return plain and _is_somebody(words, head) and not is_all_data(Passage.of(head, ((0, len(head)),)))


def _is_somebody(words: str, head: str) -> bool:
    """Before a colon any name may stand; before a clause, or alone, a body that we know or its noun."""
    if COLON.match(words):
        return is_known(head) or (may_receive(_first(head), capitals=False) and not opens_sentence(head))
    behind = words[len(head) :].strip(" .;")
    if behind and CLAUSE.match(behind) is None:
        return False
    ends = head.split()[-1]
    noun = ends.islower() and (search("heads", ends) or search("heads_listed", ends))
    return recognise(head) is not None or is_body(head) or (noun and not opens_sentence(head))


def _head(words: str) -> str:
    colon = COLON.match(words)
    match = HEAD.match(colon["head"] if colon else words)
    return match["head"] if match else words


def _first(head: str) -> str:
    """ "CAMHS" of "CAMHS and the drug and alcohol team"."""
    return re.split(r",| and | or ", head)[0].strip()

"""What the ledger refuses. The message is shown as it stands; it names fields, never what is in them."""

from schoolgate.domain.errors import Invalid, NotFound, SchoolgateError


class LedgerRefused(SchoolgateError):
    """Something that cannot be written to the ledger, or cannot be read as part of it."""


class LeafRefused(LedgerRefused):
    """An entry that is not in the leaf format."""


class HeadRefused(LedgerRefused, Invalid):
    """A signed head or a key that is not in its format."""


class ExportRefused(LedgerRefused, Invalid):
    """A document that is not a ledger export."""


class TreeRefused(LedgerRefused):
    """A question about a tree that the tree cannot answer."""


class NoSuchEntry(TreeRefused, NotFound):
    """An entry that is not under the head."""

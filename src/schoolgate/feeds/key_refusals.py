"""Why a feed would break accounts that pupils already have, so that it is not made."""

from collections.abc import Iterator, Mapping

from schoolgate.domain.agreement import Agreement, KeyKind
from schoolgate.domain.step import Reason, Step
from schoolgate.feeds.formats.profile import Profile
from schoolgate.feeds.refusals import Refusal, Warned

PERSON = "person"  # made for the recipient alone: see formats/records.py


def refusals_of_key(
    agreement: Agreement, profile: Profile | None, account_keys: Mapping[str, str]
) -> Iterator[Refusal]:
    """profile  None: the service fetches, and then every person has a key"""
    if profile is not None and not carries_key(profile):
        return
    if agreement.key is KeyKind.UNKNOWN:
        yield Refusal(
            "key-not-said",
            Reason(
                f"{agreement.service} is in use already, and nobody has said what it knows pupils by: a key "
                "of ours could give every pupil a second account.",
                Step.SAY_WHICH_KEY,
                "If nobody has an account there, say "
                f"schoolgate agreement set {agreement.slug} key pseudonym; if the roll holds its key, set "
                "key to existing, with key_field and key_reason; else match its own list of accounts: "
                f"schoolgate feed rekey {agreement.slug} --mapping FILE.csv --dry-run",
            ),
        )
    if agreement.key is KeyKind.ACCOUNT and not account_keys:
        yield Refusal(
            "account-keys-missing",
            Reason(
                f"{agreement.service} keeps its own account keys, and no list of them was matched to pupils.",
                Step.MATCH_ACCOUNTS,
                f"Match it: schoolgate feed rekey {agreement.slug} --mapping FILE.csv --dry-run",
            ),
        )


def warnings_of_key(agreement: Agreement, profile: Profile, *, is_first: bool) -> Iterator[Warned]:
    """A service that a document names may be older than this register."""
    ours = agreement.key is KeyKind.PSEUDONYM and agreement.quotes
    if is_first and ours and carries_key(profile):
        yield Warned(
            "key-new",
            1,
            Reason(
                "Pupils go by a key that the service does not know yet.",
                Step.STOP_AND_MATCH,
                "If they have accounts there, stop and match them first: "
                f"schoolgate feed rekey {agreement.slug} --mapping FILE.csv --dry-run",
            ),
        )


def carries_key(profile: Profile) -> bool:
    """Does a key of ours leave in this format? One without matches pupils by what the agreement sends."""
    headings = [one for file in profile.files for one in file.headings]
    return profile.takes_everything or any(one.or_key or PERSON in one.takes for one in headings)

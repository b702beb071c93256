"""Why a feed is not made in this format, and what to say to the recipient that wants more than is agreed."""

from collections.abc import Iterable, Iterator

from schoolgate.domain.agreement import Agreement
from schoolgate.domain.school import School
from schoolgate.domain.step import Reason, Step
from schoolgate.feeds.formats.profile import Heading, Profile
from schoolgate.feeds.refusals import Refusal
from schoolgate.feeds.spec import FeedSpec

# What is made of the school's own record → how the record calls it.
OF_SCHOOL = {"school_number": "laestab", "school_authority": "laestab"}


def refusals_of_profile(
    profile: Profile, spec: FeedSpec, agreement: Agreement, school: School
) -> tuple[Refusal, ...]:
    """A column the profile requires and nothing supplies, named with the agreement that does not send it."""
    lacking = [one for one in profile.of_pupils if one.required and not one.can_be_filled(spec.columns)]
    return (
        *_takes_nothing(profile, spec, agreement.service),
        *(_not_sent(profile, one, agreement.service) for one in lacking),
        *_to_be_said(profile),
        *_not_on_record(profile, school),
    )


def _takes_nothing(profile: Profile, spec: FeedSpec, service: str) -> Iterator[Refusal]:
    if not spec.columns:
        yield Refusal(
            "profile-takes-nothing",
            f"The format '{profile.name}' has no place for anything that the agreement with {service} sends. "
            "Correct what it sends, or name another format in it, such as plain_csv.",
        )


def _not_sent(profile: Profile, heading: Heading, service: str) -> Refusal:
    return Refusal(
        "profile-needs-column",
        f"The format '{profile.name}' requires '{heading.heading}', and the agreement with {service} does "
        f"not send {_either(heading.items)}. Add it to a clause if the service needs it, or send plain_csv. "
        f'To ask them: "{sentence_for_recipient(heading, service)}"',
    )


def sentence_for_recipient(heading: Heading, service: str) -> str:
    """What the school may send as it stands to the supplier."""
    return (
        f"Your import for {service} asks for '{heading.heading}', which our agreement does not cover. "
        "Please tell us whether pupils can be set up without it, and if not, what you need it for."
    )


def _to_be_said(profile: Profile) -> Iterator[Refusal]:
    """A text that only the school knows, such as a folder of its own accounts."""
    for file in profile.files:
        for one in file.headings:
            if one.required and not one.takes and not one.or_key and one.fixed is None:
                yield Refusal(
                    "profile-needs-text",
                    Reason(
                        f"The format '{profile.name}' requires '{one.heading}', which only the school knows.",
                        Step.GIVE_TEXT,
                        f"Say it once: schoolgate feed profile set {profile.name} --for SERVICE "
                        f'--fixed "{one.heading}=…"',
                    ),
                )


def _not_on_record(profile: Profile, school: School) -> Iterator[Refusal]:
    for made, name in OF_SCHOOL.items():
        wants = [one for file in profile.files for one in file.headings if one.required and made in one.takes]
        if wants and not getattr(school, name):
            yield Refusal(
                "profile-needs-school",
                Reason(
                    f"The format '{profile.name}' requires '{wants[0].heading}', and the school's record has "
                    "none.",
                    Step.COMPLETE_RECORD,
                    f"Set it: schoolgate school set {name} NUMBER",
                ),
            )


def _either(items: Iterable[str]) -> str:
    return " or ".join(f"'{item}'" for item in items)

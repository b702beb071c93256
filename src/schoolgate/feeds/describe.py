"""The recipients' formats as a page for people, written from their profiles."""

from collections.abc import Mapping
from types import ModuleType

from schoolgate.feeds.formats.profile import Heading, Profile

HEAD = """# Formats

Written from the profiles in `src/schoolgate/feeds/formats/` by `make docs`; do not edit by hand.

The form in which a feed leaves. An agreement may name one; where it names none, a service gets the one it is
known to take, and any other gets `plain_csv`. What a format requires and the agreement does not send is a
refusal that names both; what it can do without is left out. What a format has no place for does not leave.
"""


def describe(formats: Mapping[str, ModuleType]) -> str:
    """Markdown, one heading for each format."""
    return "\n".join([HEAD, *(_section(module.PROFILE) for module in formats.values())])


def _section(profile: Profile) -> str:
    told = [
        f"## `{profile.name}`",
        "",
        f"{profile.label}, version {profile.version}. Source: {profile.source}.",
        "",
    ]
    if profile.takes_everything:
        return "\n".join([*told, "A column for each item that the agreement sends, in its order.", ""])
    table = ["| column | filled by | required |", "|---|---|---|"]
    return "\n".join([*told, *table, *(_row(one) for one in profile.headings), ""])


def _row(one: Heading) -> str:
    filled = " or ".join(f"`{key}`" for key in one.items)
    key = "the pupil's key" if one.or_key else ""
    return (
        f"| {one.heading} | {', else '.join(filter(None, [filled, key]))} | {'yes' if one.required else ''} |"
    )

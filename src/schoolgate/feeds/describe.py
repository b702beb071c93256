"""The recipients' formats as a page for people, written from their profiles."""

from collections.abc import Iterable, Iterator

from schoolgate.feeds.formats.profile import File, Heading, Mark, Profile

HEAD = """# Formats

Written from the profiles in `src/schoolgate/feeds/formats/` by `make docs`; do not edit by hand.

The form in which a feed leaves. An agreement may name one; where it names none, a profile that the school
made for it stands, then the format its service is known to take, and any other gets `plain_csv`. What a
format requires and the agreement does not send is a refusal that names both, with a sentence to send to the
recipient; what it can do without is left out. What a format has no place for does not leave.

A recipient whose format nobody publishes gets one from headings that the school gives once:
`schoolgate feed profile learn SAMPLE.csv --for SERVICE`.

How sure we are that a recipient takes it so:
"""
MARKS = {
    Mark.CHECKED: "held against the standard's own files or somebody else's validator",
    Mark.STATED: "on the recipient's own page",
    Mark.SEEN: "in what others write for it",
    Mark.GIVEN: "from a sample that the school gave",
    Mark.OURS: "our own",
}
# Only these mean anything to a reader; what else is made for a recipient alone is an opaque name.
MADE = {
    "password": "a password made for this recipient",
    "school_name": "the school's name",
    "school_number": "the school's DfE number (LAESTAB)",
    "status": "in a delta, whether it stands or is to be deleted",
    "modified": "in a delta, when",
    "becomes": "what becomes of the group: `empty` or `deleted`",
    "role": "what the person is",
    "year_title": "the school year",
    "year_begins": "1 September",
    "year_ends": "31 August",
    "year_number": "the year in which the school year ends",
    "teacher": "an opaque name of the class's teacher",
}


def describe(profiles: Iterable[Profile]) -> str:
    """Markdown, one heading for each format."""
    marks = [f"- **{mark}**: {words};" for mark, words in MARKS.items()]
    marks[-1] = marks[-1][:-1] + "."
    return "\n".join([HEAD, *marks, "", *(_section(one) for one in profiles)])


def _section(profile: Profile) -> str:
    sources = "; ".join(f"{one.address} ({one.mark}, {one.on})" for one in profile.evidence)
    told = [
        f"## `{profile.name}`",
        "",
        f"{profile.label}, version {profile.version}. Source: {sources}.",
        "",
        *(f"- {note}" for note in profile.notes),
        *(f"- Not published: {_small(one)}" for one in profile.not_published),
        *([""] if profile.notes or profile.not_published else []),
    ]
    if profile.takes_everything:
        return "\n".join([*told, "A column for each item that the agreement sends, in its order.", ""])
    return "\n".join([*told, *(line for file in profile.files for line in _file(file, profile))])


def _small(sentence: str) -> str:
    proper = sentence.split()[0].endswith("'s")
    return sentence if proper else sentence[:1].lower() + sentence[1:]


def _file(file: File, profile: Profile) -> Iterator[str]:
    where = f" in `{profile.packed}`" if profile.packed else ""
    yield f"`{file.name}`{where}:"
    yield ""
    yield "| column | filled by | required |"
    yield "|---|---|---|"
    yield from map(_row, file.headings)
    yield ""


def _row(one: Heading) -> str:
    filled = " or ".join(f"`{key}`" for key in one.items)
    made = ", ".join(MADE.get(name, "an opaque name") for name in one.takes if "." not in name)
    key = "the pupil's key" if one.or_key else ""
    fixed = f"always “{one.fixed}”" if one.fixed is not None else ""
    told = ", else ".join(filter(None, [filled, made, key, fixed])) or "left empty"
    return f"| {one.heading} | {told} | {'yes' if one.required else ''} |"

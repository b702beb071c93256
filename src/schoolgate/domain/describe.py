"""The items and the roll's fields as pages for people, written from their data files."""

from schoolgate.domain.items import Item, load_items, load_states
from schoolgate.domain.roll import RollField, load_roll, roll_field
from schoolgate.domain.vocabulary import Transform

ITEMS = """# Data items

Written from `src/schoolgate/domain/items.toml` by `make docs`; do not edit by hand.

What a notice may say is shared, and what a feed could send of it. Where the last column is empty no roll
can fill the item: it arises in the service, or nobody has said exactly enough what is meant. ★ marks special
category data (UK GDPR Article 9), which needs a condition of its own.
"""

ROLL = """# What a school holds

Written from `src/schoolgate/domain/roll.toml` by `make docs`; do not edit by hand.

The columns of the roll's tables, in the order in which they are written. A missing value is empty,
never a made-up one. Under *read from*, what school systems' exports call the column; capitals, spaces and
underscores do not matter.
"""


def describe_items() -> str:
    """Markdown, one line for each item, then the states that stand in place of items."""
    lines = [ITEMS, "| item | what it is | fields of the roll |", "|---|---|---|"]
    lines += [_item(one) for one in load_items().values()]
    lines += ["", "Said of an entry in place of items; nothing can be sent by them:", ""]
    lines += [f"- `{state.key}`: {state.description}" for state in load_states().values()]
    return "\n".join([*lines, ""])


def _item(one: Item) -> str:
    star = " ★" if one.special_category else ""
    most = "" if one.transform is Transform.AS_IS else f"; at most as {one.transform.value.replace('_', ' ')}"
    fields = ", ".join(f"{_about(roll_field(key))}{roll_field(key).label.lower()}" for key in one.roll_fields)
    return f"| `{one.key}`{star} | {one.label}. {one.description} | {fields}{most} |"


def _about(one: RollField) -> str:
    return "" if one.table == "pupil" else f"{one.table}: "


def describe_roll() -> str:
    """Markdown, one heading for each table and one line for each of its fields."""
    return "\n".join([ROLL, *(_table(name, fields) for name, fields in load_roll().items())])


def _table(name: str, fields: dict[str, RollField]) -> str:
    head = [
        f"## {name.capitalize()}",
        "",
        "| field | what it is | how private | read from |",
        "|---|---|---|---|",
    ]
    return "\n".join([*head, *(_field(one) for one in fields.values()), ""])


def _field(one: RollField) -> str:
    must = " (required)" if one.required else ""
    form = f"; {one.unit}" if one.unit else ""
    headings = ", ".join((one.label, *one.headings))
    private = one.sensitivity.value.replace("_", " ")
    return f"| `{one.name}` | {one.label}{must}, from {one.source}{form} | {private} | {headings} |"

"""The form of one entry: every fact that may be corrected, and its items with how each gets there."""

from collections.abc import Iterable
from typing import Any

from django import forms

from schoolgate.actions.reviewing import EDITABLE
from schoolgate.domain.items import load_items
from schoolgate.domain.reading import Entry
from schoolgate.domain.vocabulary import ChoiceKind, EntryState, Flow, Kind, ServiceType
from schoolgate.web.templatetags.words import item_label, plain, printed

WORDS = {"kind": Kind, "service_type": ServiceType, "choice": ChoiceKind, "state": EntryState}
FIRST = ("name", "purposes", "year_groups", "choice", "state", "kind")
FIELDS = (*FIRST, *(field for field in EDITABLE if field not in (*FIRST, "items")))
ADDED = 3  # blank rows for items that the reader missed
HINTS = {
    "name": "As the notice prints it.",
    "purposes": "What it is for. One purpose on each line.",
    "year_groups": "As the notice prints it: All, Y2 - Y6, selected children.",
    "risk_assessed": "Year and month, such as 2026-09. If it has not been made yet: awaiting.",
    "canonical": "The usual name of the service, if the notice prints another.",
}
NOT_SAID = ("", "The notice does not say")


class EntryForm(forms.Form):
    """Facts stand under their own names, items as `item-1` … in order, blank rows as `new-1`, `flow-1` …"""

    def __init__(self, entry: Entry, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.entry = entry
        for field in FIELDS:
            self.fields[field] = fact_field(entry, field)
        for place, one in enumerate(entry.items, 1):
            self.fields[f"item-{place}"] = flow_field(item_label(one.item), one.flow, ("", "Take this away"))
        for place in range(1, ADDED + 1):
            self.fields[f"new-{place}"] = item_field(place)
            self.fields[f"flow-{place}"] = flow_field("How it gets there", Flow.UNKNOWN, None)

    def facts(self) -> list[forms.BoundField]:
        return [self[field] for field in FIELDS]

    def held(self) -> list[forms.BoundField]:
        return [self[f"item-{place}"] for place in range(1, len(self.entry.items) + 1)]

    def added(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"new-{place}"], self[f"flow-{place}"]) for place in range(1, ADDED + 1)]

    def changes(self) -> Iterable[tuple[str, str]]:
        """Field and new value, as a review file writes them, once valid: of those that differ."""
        for field in FIELDS:
            value = as_value(field, self.cleaned_data[field])
            if value != as_value(field, written(self.entry, field)):
                yield field, value
        items = "; ".join(self._items())
        if items != "; ".join(f"{one.item}:{one.flow}" for one in self.entry.items):
            yield "items", items

    def _items(self) -> Iterable[str]:
        for place, one in enumerate(self.entry.items, 1):
            if flow := self.cleaned_data[f"item-{place}"]:
                yield f"{one.item}:{flow}"
        for place in range(1, ADDED + 1):
            if key := self.cleaned_data[f"new-{place}"]:
                yield f"{key}:{self.cleaned_data[f'flow-{place}']}"


def written(entry: Entry, field: str) -> str:
    """A fact as the form shows it; several purposes stand on a line each."""
    value = getattr(entry, field)
    return "\n".join(value) if isinstance(value, tuple) else str(value or "")


def as_value(field: str, typed: str) -> str:
    if field != "purposes":
        return typed.strip()
    return "; ".join(line.strip() for line in typed.splitlines() if line.strip())


def fact_field(entry: Entry, field: str) -> forms.Field:
    named: dict[str, Any] = {
        "label": printed(field),
        "initial": written(entry, field),
        "required": field == "name",
    }
    if field in WORDS:
        codes = [(code.value, plain(code)) for code in WORDS[field]]
        blank = [] if field == "state" else [NOT_SAID]
        return forms.ChoiceField(choices=[*blank, *codes], **named)
    widget = forms.Textarea(attrs={"rows": 3, "class": "short"}) if field == "purposes" else forms.TextInput()
    return forms.CharField(
        widget=widget,
        help_text=HINTS.get(field, ""),
        max_length=4000,
        error_messages={"required": "Nothing was saved: the name is empty. Write who receives the data."},
        **named,
    )


def flow_field(label: str, flow: Flow, blank: tuple[str, str] | None) -> forms.Field:
    choices = [(one.value, plain(one)) for one in Flow]
    return forms.ChoiceField(
        label=label, initial=flow.value, required=False, choices=[*([blank] if blank else []), *choices]
    )


def item_field(place: int) -> forms.Field:
    choices = [("", "Nothing"), *((key, one.label) for key, one in load_items().items())]
    return forms.ChoiceField(label=f"Something the reader missed, {place}", required=False, choices=choices)

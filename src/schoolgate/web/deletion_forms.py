"""The form by which a recipient is asked to return, transfer or delete."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from schoolgate.actions.asking import Ask
from schoolgate.actions.leavers import Leaver
from schoolgate.domain.deletion import Asking
from schoolgate.web.templatetags.words import in_pages, plain


class AskForm(forms.Form):
    """`pupils` are those who are to be asked for, all of them ticked; `more` are others, by their ids."""

    pupils = forms.MultipleChoiceField(required=False)
    more = forms.CharField(required=False, max_length=20_000)
    asking = forms.ChoiceField(choices=[(one.value, plain(one)) for one in Asking], initial=Asking.LETTER)
    no_hold = forms.CharField(
        max_length=200,
        error_messages={
            "required": "Nobody was asked: say who looked whether anything has to be kept. Write the name."
        },
    )

    def __init__(self, leavers: Iterable[Leaver], data: Any) -> None:
        super().__init__(data)
        self.leavers = tuple(leavers)
        self.fields["pupils"].choices = [(one.id, one.name) for one in self.leavers]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        if not self.named():
            self.add_error("pupils", "Nobody was asked: no pupil is chosen. Tick each, or write their ids.")
        return self.cleaned_data

    def named(self) -> tuple[str, ...]:
        """Ids, in the order of the form."""
        ticked: Sequence[str] = self.cleaned_data.get("pupils", ())
        written = self.cleaned_data.get("more", "").split()
        return tuple(dict.fromkeys((*ticked, *written)))

    def rows(self) -> list[tuple[Leaver, bool]]:
        """Each with whether it is ticked; before anything was sent all are."""
        ticked = set(self["pupils"].value()) if self.is_bound else {one.id for one in self.leavers}
        return [(one, one.id in ticked) for one in self.leavers]

    def asked(self, by: str) -> Ask:
        return Ask(
            asking=Asking(self.cleaned_data["asking"]),
            by=by,
            no_hold=self.cleaned_data["no_hold"],
            pupils=self.named(),
            in_pages=True,
        )

    def refuse(self, reasons: Iterable[str]) -> None:
        for reason in reasons:
            self.add_error(None, in_pages(reason))

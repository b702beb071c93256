"""What the pages ask for."""

from typing import Any

from django import forms

from schoolgate.actions.notice_file import ENDINGS, LARGEST, name_of_pasted


class NoticeForm(forms.Form):
    """One notice: its words pasted, its address, or its file. Exactly one of the three.

    sent  how many bytes the browser sent; of a file that is too large, none are kept, so it would look absent
    """

    endings, endings_in_words = ",".join(ENDINGS), ", ".join(ENDINGS)
    words = forms.CharField(required=False, strip=False)
    address = forms.CharField(required=False, max_length=2000)
    document = forms.FileField(required=False, allow_empty_file=True, max_length=200)

    def __init__(self, *args: Any, sent: int = 0, **named: Any) -> None:
        super().__init__(*args, **named)
        self.sent = sent

    def clean(self) -> dict[str, Any]:
        words, document = self.cleaned_data.get("words", ""), self.cleaned_data.get("document")
        address = self.cleaned_data.get("address", "")
        if self.sent > LARGEST:
            self.add_error(
                "document",
                f"Nothing was read: a notice may have {LARGEST // 1_000_000} MB. "
                "Save its text alone, without pictures, and choose that file.",
            )
        elif words.strip() and document:
            self.add_error(
                "words", "Nothing was read: there are words here and a file below. Give one of them."
            )
        elif address and (words.strip() or document):
            self.add_error(
                "address", "Nothing was read: there is an address here, and a notice too. Give one of them."
            )
        elif not words.strip() and not document and not address and not self.errors:
            self.add_error(
                "words", "Nothing was read: there are no words here. Paste the notice, or choose its file."
            )
        return self.cleaned_data

    def notice(self) -> tuple[bytes, str]:
        """The bytes and the name, once valid."""
        document = self.cleaned_data["document"]
        if document:
            return document.read(), str(document.name)
        words = self.cleaned_data["words"].encode()
        return words, name_of_pasted(words)

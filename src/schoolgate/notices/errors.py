"""Why a document could not be read. The messages are shown to school staff as they stand."""

from collections.abc import Sequence


class NoticeError(Exception):
    """A document we did not read. Nothing was kept of it."""


class EmptyNotice(NoticeError):
    def __init__(self, name: str) -> None:
        super().__init__(f"Nothing was read: {name} is empty. Save the notice again and read the new file.")


class UnknownDocument(NoticeError):
    """The name's ending, or the bytes, are not those of a document we can read."""

    def __init__(self, name: str, endings: str) -> None:
        super().__init__(
            f"{name} was not read: only {endings} files can be. "
            "Save the notice as one of these and try again."
        )


class NotText(NoticeError):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} was not read: it is not a text file, whatever its name ends in. "
            "Open it where it was made, save it as text or HTML, and try again."
        )


class TooLarge(NoticeError):
    def __init__(self, name: str, *, size: int, most: int) -> None:
        super().__init__(
            f"{name} was not read: it has {size / 1_000_000:.0f} MB "
            f"and a notice may have {most / 1_000_000:.0f} MB. "
            "Save the page's text alone, without pictures, and try again."
        )


class TooDeep(NoticeError):
    """HTML nested further than a parser keeps: text beyond would be lost without a word."""

    def __init__(self, name: str, *, most: int) -> None:
        super().__init__(
            f"{name} was not read: its HTML is nested more than {most} deep, so words could be lost. "
            "Save the page's text as a .txt file and read that."
        )


class NotReadYet(NoticeError):
    """A language whose notices we do not understand."""

    def __init__(self, name: str, language: str) -> None:
        super().__init__(
            f"{name} was not read: it is in {language}, which is not read yet. "
            "Read the English version, or enter the recipients by hand."
        )


class ReadingStopped(NoticeError):
    """The throw-away process ended before it had an answer."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"{name} was not read: {why}. Save the notice's text alone as a .txt file and try again."
        )


class NotProtected(NoticeError):
    """The machine cannot keep an untrusted document from files and network."""

    def __init__(self, name: str, missing: str) -> None:
        super().__init__(
            f"{name} was not read: this machine has no {missing}, so a hostile document could not be held. "
            "Read it on Linux 5.13 or later, or allow unprotected reading by name."
        )


class BrokenReading(NoticeError):
    """JSON that is not a reading of ours."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The reading was not taken: {why}. Make it again with `schoolgate notice read`.")


class OtherKind(NoticeError):
    """The bytes are of another kind than the name says."""

    def __init__(self, name: str, *, sort: str, advice: str) -> None:
        super().__init__(f"{name} was not read: it is {sort}. {advice}")


class Damaged(NoticeError):
    """`sort` is what the name promises: "a Word document (.docx)"."""

    def __init__(self, name: str, *, sort: str) -> None:
        super().__init__(
            f"{name} was not read: it is not {sort}, or part of it is missing or damaged. "
            "Open it where it was made, save it again, and read the new file."
        )


class Locked(NoticeError):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} was not read: a password locks it. "
            "Open it, save a copy without the password, and read the copy."
        )


class UnpacksTooLarge(NoticeError):
    """A zip that would become far more than it is."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"{name} was not read: unpacked, {why}. "
            "Open it where it was made, save its text alone as a .txt file, and read that."
        )


class TooManyCells(NoticeError):
    """`what` there is too much of: "rows" or "columns"."""

    def __init__(self, name: str, what: str, *, most: int) -> None:
        super().__init__(
            f"{name} was not read: it has more than {most:,} {what}, and no notice has so many. "
            f"Keep the {what} that say who receives what, and read that file."
        )


class NoWords(NoticeError):
    """A PDF whose pages are pictures: a scan."""

    def __init__(self, name: str, pages: str) -> None:
        super().__init__(
            f"{name} was not read: {pages} without words, as a scanner makes. "
            "Ask for the document it was printed from, or have its words recognised (OCR), and read that."
        )


class GarbledWords(NoticeError):
    """A PDF whose letters look right and are stored as others."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} was not read: its letters are stored so that no program can tell which they are "
            "(the PDF has no map from its fonts to characters). "
            "Save it as a PDF again where it was made, or read the web page or Word document it came from."
        )


class TooManyPages(NoticeError):
    def __init__(self, name: str, *, pages: int, most: int) -> None:
        super().__init__(
            f"{name} was not read: it has {pages:,} pages and a notice may have {most}. "
            "Save the pages that say who data is shared with as a PDF of their own, and read that."
        )


class TooManyWords(NoticeError):
    def __init__(self, name: str, *, most: int) -> None:
        super().__init__(
            f"{name} was not read: its pages hold more than {most:,} characters. "
            "Save the pages that say who data is shared with as a PDF of their own, and read that."
        )


class NoBody(NoticeError):
    """An e-mail without words of its own, and not with one attachment that could stand for them."""

    def __init__(self, name: str, attached: Sequence[str]) -> None:
        has = f"has only attachments ({', '.join(attached)})" if attached else "has no words in it"
        advice = "Save the one that is the notice" if attached else "Save the notice itself"
        super().__init__(f"{name} was not read: the e-mail {has}. {advice}, and read that file.")


class LoginPage(NoticeError):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} was not read: it is a log-in page, and the notice is behind it. "
            "Log in with a browser, save the page that is then shown, and read that file."
        )


class MissingPage(NoticeError):
    """A page that says that there is none, sent as if it were one."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} was not read: it says that the page was not found. "
            "Find the notice on the website with a browser, and use the address it has there."
        )


class NeedsBrowser(NoticeError):
    """A page without words, which a script would write."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} was not read: its words only appear in a browser, which runs the page's scripts. "
            "Open it in a browser, print it to a PDF or copy its words, and read that."
        )


class AsksWhoIsThere(NoticeError):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} was not read: instead of the page, its website asks whether a person is there. "
            "Open it in a browser, save the page, and read that file."
        )

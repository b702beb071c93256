"""What to do next, where the pages have another way to it than the command line."""

from enum import StrEnum


class Step(StrEnum):
    FIND_AGREEMENT = "find-agreement"
    FIND_DOCUMENT = "find-document"
    FIND_DIFFERENCE = "find-difference"
    FIND_REQUEST = "find-request"
    NAME_PUPILS = "name-pupils"
    NAME_WHO_LOOKED = "name-who-looked"
    ASK_BY_LETTER = "ask-by-letter"
    ASK_BY_FILE_OR_LETTER = "ask-by-file-or-letter"
    WRITE_YOURSELF = "write-yourself"
    FETCH_ENCRYPTED = "fetch-encrypted"
    KEEP_BOTH_DAYS = "keep-both-days"
    SAY_WHICH_KEY = "say-which-key"
    MATCH_ACCOUNTS = "match-accounts"
    STOP_AND_MATCH = "stop-and-match"
    SAY_WHAT_IT_COMES_TO = "say-what-it-comes-to"
    ASK_FAMILIES = "ask-families"
    GIVE_TEXT = "give-text"
    COMPLETE_RECORD = "complete-record"
    LOAD_ROLL = "load-roll"
    RELEASE = "release"
    NAME_FORMAT = "name-format"
    SAY_WHAT_BECOMES = "say-what-becomes"
    SAY_OTHERWISE = "say-otherwise"
    TAKE_BACK_YES = "take-back-yes"
    NAME_DOOR = "name-door"
    RENEW_KEY = "renew-key"
    CHOOSE_OTHERWISE = "choose-otherwise"


class Reason(str):
    """A sentence that ends with a step. As it stands that is a command line's; a face that has another way
    puts its own words behind `why`.
    """

    why: str
    step: Step
    command: str

    def __new__(cls, why: str, step: Step, command: str) -> "Reason":
        made = super().__new__(cls, f"{why} {command}")
        made.why, made.step, made.command = why, step, command
        return made

    def __getnewargs__(self) -> tuple[str, Step, str]:  # type: ignore[override]
        return self.why, self.step, self.command

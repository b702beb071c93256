"""What is said where something that was asked for by name or number is not here."""

from schoolgate.domain.step import Reason, Step


def no_agreement(name: str) -> Reason:
    why = f"There is no agreement '{name}'."
    return Reason(why, Step.FIND_AGREEMENT, "See them all with: schoolgate register list")


def no_document(number: int) -> Reason:
    why = f"There is no document {number} here."
    return Reason(why, Step.FIND_DOCUMENT, "See them all with: schoolgate document list")


def no_request(number: int) -> Reason:
    why = f"There is no request {number}."
    return Reason(why, Step.FIND_REQUEST, "See them all with: schoolgate deletion list")

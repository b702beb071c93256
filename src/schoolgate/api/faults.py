"""Errors as OneRoster spells them: `imsx_StatusInfo`, at the top of the body."""

from enum import StrEnum
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.defaults import server_error

BASE = "/ims/"
RETRY = {"Retry-After": "60"}


class Minor(StrEnum):
    FILTER = "invalid_filter_field"
    SELECTION = "invalid_selection_field"
    BLANK = "invalid_blank_selection_field"
    DATA = "invaliddata"
    UNAUTHORISED = "unauthorisedrequest"
    FORBIDDEN = "forbidden"
    UNKNOWN = "unknownobject"
    BUSY = "server_busy"
    BROKEN = "internal_server_error"


class Fault(Exception):
    """An answer that is not the data asked for. The words repeat nothing of the request."""

    def __init__(self, status: int, minor: Minor, words: str, headers: dict[str, str] | None = None) -> None:
        self.status = status
        self.minor = minor
        self.words = words
        self.headers = headers or {}
        super().__init__(words)


def answer(fault: Fault) -> HttpResponse:
    response = JsonResponse(_status(fault.minor, fault.words), status=fault.status)
    for name, value in fault.headers.items():
        response.headers[name] = value
    return response


def _status(minor: str, words: str) -> dict[str, Any]:
    told = {"imsx_codeMinorFieldName": "TargetEndSystem", "imsx_codeMinorFieldValue": minor}
    return {
        "imsx_codeMajor": "failure",
        "imsx_severity": "error",
        "imsx_description": words,
        "imsx_CodeMinor": {"imsx_codeMinorField": [told]},
    }


def broken(request: HttpRequest) -> HttpResponse:
    """Django calls this for a mistake of our own."""
    if not request.path.startswith(BASE):
        return server_error(request)
    words = (
        "The page was not made, by a mistake of the system's own. Ask again; if it stays, tell the school."
    )
    return answer(Fault(500, Minor.BROKEN, words))

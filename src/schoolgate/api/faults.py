"""Errors as OneRoster spells them: 1.2 `imsx_StatusInfo` at the top of the body, 1.1 a `statusInfoSet`."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.defaults import server_error

from schoolgate.actions.pulling import Version

BASE = "/ims/"
BASES = {
    Version.V1P2: "ims/oneroster/rostering/v1p2",
    Version.V1P1: "ims/oneroster/v1p1",
}
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


# OneRoster 1.1, 3.2.2, has words of its own for these.
_IN_1P1 = {
    Minor.UNKNOWN: "unknown object",
    Minor.DATA: "invalid data",
    Minor.UNAUTHORISED: "unauthorized",
}


class Fault(Exception):
    """An answer that is not the data asked for. The words repeat nothing of the request."""

    def __init__(self, status: int, minor: Minor, words: str, headers: dict[str, str] | None = None) -> None:
        self.status = status
        self.minor = minor
        self.words = words
        self.headers = headers or {}
        super().__init__(words)


def answer(request: HttpRequest, fault: Fault) -> HttpResponse:
    """In the words of the version that was asked."""
    told = _status(fault)
    if request.path.startswith(f"/{BASES[Version.V1P1]}/"):
        told["statusInfoSet"] = [_status_of_1p1(fault)]
    response = JsonResponse(told, status=fault.status)
    for name, value in fault.headers.items():
        response.headers[name] = value
    return response


def only(request: HttpRequest, *methods: str) -> HttpResponse:
    """Where another method was tried: none of OneRoster's codes is for that."""
    words = f"This address serves {' and '.join(methods)} only."
    told = {"imsx_codeMajor": "unsupported", "imsx_severity": "error", "imsx_description": words}
    return JsonResponse(told, status=405, headers={"Allow": ", ".join(methods)})


def _status(fault: Fault) -> dict[str, Any]:
    told = {"imsx_codeMinorFieldName": "TargetEndSystem", "imsx_codeMinorFieldValue": fault.minor}
    return {
        "imsx_codeMajor": "failure",
        "imsx_severity": "error",
        "imsx_description": fault.words,
        "imsx_CodeMinor": {"imsx_codeMinorField": [told]},
    }


def _status_of_1p1(fault: Fault) -> Mapping[str, str]:
    return {
        "imsx_codeMajor": "failure",
        "imsx_severity": "error",
        "imsx_codeMinor": _IN_1P1.get(fault.minor, fault.minor.value),
        "imsx_description": fault.words,
    }


def broken(request: HttpRequest) -> HttpResponse:
    """Django calls this for a mistake of our own."""
    if not request.path.startswith(BASE):
        return server_error(request)
    words = (
        "The page was not made, by a mistake of the system's own. Ask again; if it stays, tell the school."
    )
    return answer(request, Fault(500, Minor.BROKEN, words))

"""OAuth 2 client credentials (RFC 6749 §4.4): a key and its secret for a token that lapses.

The protocol is oauthlib's; here stands only where keys and tokens are kept.
"""

import base64
from typing import Any
from urllib.parse import unquote_plus

from django.http import HttpRequest, HttpResponse
from oauthlib.common import Request  # type: ignore[import-untyped]
from oauthlib.oauth2 import BackendApplicationServer, RequestValidator  # type: ignore[import-untyped]

from schoolgate.actions import keys
from schoolgate.actions.pulling import SCOPES
from schoolgate.api import place
from schoolgate.api.faults import RETRY, Fault, Minor, answer
from schoolgate.domain.pull import PullKey

PREFIXES = tuple(f"https://purl.imsglobal.org/spec/or/{version}/scope/" for version in ("v1p2", "v1p1"))
GRANTED = tuple(prefix + scope for prefix in PREFIXES for scope in SCOPES)


class Keys(RequestValidator):  # type: ignore[misc]
    """Where oauthlib looks keys up and leaves tokens."""

    def authenticate_client(self, request: Request, *args: Any, **kwargs: Any) -> bool:
        key_id, secret = _basic(request) or (request.client_id, request.client_secret)
        key = keys.key_of(place.office(), key_id or "", secret or "")
        if key is None:
            return False
        request.client = _Client(key)
        return True

    def validate_grant_type(
        self, client_id: str, grant_type: str, client: Any, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        return grant_type == "client_credentials"

    def get_default_scopes(self, client_id: str, request: Request, *args: Any, **kwargs: Any) -> list[str]:
        return list(GRANTED)

    def validate_scopes(
        self, client_id: str, scopes: list[str], client: Any, request: Request, *args: Any, **kwargs: Any
    ) -> bool:
        """What we have of what is asked for is granted, and the answer says which (RFC 6749 §3.3)."""
        request.scopes = [one for one in scopes if one in GRANTED]
        return bool(request.scopes)

    def save_bearer_token(self, token: dict[str, Any], request: Request, *args: Any, **kwargs: Any) -> None:
        keys.keep_token(
            place.office(), token["access_token"], request.client.key, request.scopes, at=place.now()
        )


class _Client:
    """What oauthlib asks of a client."""

    def __init__(self, key: PullKey) -> None:
        self.key = key
        self.client_id = key.id


_SERVER = BackendApplicationServer(Keys(), token_expires_in=int(keys.LASTS.total_seconds()))


def _basic(request: Request) -> tuple[str, str] | None:
    """Key and secret from the header, each spelled as in a form (RFC 6749 §2.3.1)."""
    kind, _, told = (request.headers.get("Authorization") or "").partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        key_id, _, secret = base64.b64decode(told, validate=True).decode().partition(":")
    except ValueError:
        return None
    return unquote_plus(key_id), unquote_plus(secret)


def token(request: HttpRequest) -> HttpResponse:
    """Errors are those of RFC 6749 §5.2."""
    if not place.tokens().takes(request.META.get("REMOTE_ADDR", "")):
        return answer(
            request, Fault(429, Minor.BUSY, "Too many tokens were asked for. Wait a minute.", RETRY)
        )
    headers, body, status = _SERVER.create_token_response(
        place.site_of(request) + request.path,
        http_method=request.method,
        body=request.POST.urlencode(),
        headers={"Authorization": request.headers.get("Authorization", "")},
    )
    response = HttpResponse(body, status=status, content_type="application/json")
    for name, value in headers.items():
        response.headers[name] = value
    if status == 401:
        response.headers["WWW-Authenticate"] = (
            'Basic realm="oneroster"'  # oauthlib says Bearer (RFC 6749 §5.2)
        )
    return response

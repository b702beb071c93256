"""What every answer says to the browser."""

import base64
import hashlib
import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Our stylesheet, our own addresses, and nothing else: no script runs and nobody else is asked for anything.
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)


def own_style_policy(page: str) -> str:
    """The policy for a page that carries its styles with it: each is allowed by its hash, no other is."""
    hashes = " ".join(f"'sha256-{_digest(style)}'" for style in _STYLE.findall(page)) or "'none'"
    return PAGE_POLICY.replace("style-src 'self'", f"style-src {hashes}")


def _digest(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


class SayToBrowser:
    """Middleware. Pages hold a school's affairs, so no proxy and no browser keeps a copy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", PAGE_POLICY)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response

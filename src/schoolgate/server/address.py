"""Where suppliers reach this server, where a proxy that ends HTTPS stands before it."""

from urllib.parse import urlsplit

from django.conf import settings

from schoolgate.domain.errors import Invalid


class SiteRefused(Invalid):
    def __init__(self) -> None:
        super().__init__(
            "Nothing was served: SCHOOLGATE_ADDRESS is not the address of a site. "
            "Write it as https://data.school.example, without a path."
        )


def answer_at(address: str | None) -> None:
    """Pages are answered under this name too, and addresses in answers to suppliers begin with it.

    Raises  SiteRefused.
    """
    if address is None:
        return
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname or parts.path.strip("/") or parts.query:
        raise SiteRefused
    settings.SCHOOLGATE_ADDRESS = f"https://{parts.netloc}"
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, parts.hostname]

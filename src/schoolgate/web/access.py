"""Every address there is: who may open it, and how. The site is built from this table; nothing else is served
but the stylesheet."""

from django.urls import URLPattern
from django.urls import path as address

from schoolgate.web import (
    deletions,
    differences,
    editing,
    feed,
    findings,
    home,
    ledger,
    notices,
    opening,
    page,
    register,
    review,
)
from schoolgate.web.door import Address, Who, guarded

OPENED, ANYONE = Who.OPENED, Who.ANYONE
READ, SEND, BOTH = ("GET",), ("POST",), ("GET", "POST")

ADDRESSES: dict[str, Address] = {
    "home": Address("", home.home, OPENED, READ),
    "open": Address("open/<slug:token>", opening.open_link, ANYONE, BOTH),
    "close": Address("close", opening.close, OPENED, SEND),
    "notices": Address("notices/", notices.notices, OPENED, READ),
    "notices-import": Address("notices/new", notices.import_notice, OPENED, BOTH),
    "notices-review": Address("notices/<int:number>/", review.review, OPENED, READ),
    "notices-check": Address("notices/<int:number>/checks", review.check, OPENED, READ),
    "notices-decide": Address("notices/<int:number>/decide", review.decide, OPENED, SEND),
    "notices-accept-sure": Address("notices/<int:number>/accept-sure", review.accept_sure, OPENED, SEND),
    "notices-edit": Address("notices/<int:number>/entries/<int:entry>", editing.edit, OPENED, BOTH),
    "notices-adopt": Address("notices/<int:number>/adopt", review.adopt, OPENED, BOTH),
    "notices-differences": Address("notices/<int:number>/differences", differences.differences, OPENED, READ),
    "notices-settle": Address("notices/<int:number>/settle", differences.settle, OPENED, SEND),
    "notices-follows": Address("notices/<int:number>/follows", differences.follows, OPENED, SEND),
    "register": Address("register/", register.register, OPENED, READ),
    "register-agreement": Address("register/<slug:slug>/", register.agreement, OPENED, READ),
    "register-feed": Address("register/<slug:slug>/feed", feed.feed, OPENED, READ),
    "findings": Address("checks/", findings.findings, OPENED, READ),
    "findings-papers": Address("checks/papers", findings.papers, OPENED, READ),
    "deletions": Address("deletions/", deletions.deletions, OPENED, READ),
    "deletions-ask": Address("deletions/<slug:slug>/ask", deletions.ask, OPENED, BOTH),
    "deletions-request": Address("deletions/<int:number>/", deletions.request, OPENED, READ),
    "deletions-paper": Address("deletions/<int:number>/paper", deletions.paper, OPENED, READ),
    "deletions-answer": Address("deletions/<int:number>/answer", deletions.answer, OPENED, SEND),
    "deletions-chase": Address("deletions/<int:number>/chase", deletions.chase, OPENED, SEND),
    "ledger": Address("ledger/", ledger.ledger, OPENED, READ),
    "page": Address("page/", page.page, ANYONE, READ),
}


def urls() -> list[URLPattern]:
    return [address(row.path, guarded(row), name=name) for name, row in ADDRESSES.items()]

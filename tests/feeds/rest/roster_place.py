"""A OneRoster server written from the specification: real sockets, TLS, tokens, pages, and faults at will."""

import base64
import json
import threading
from urllib.parse import parse_qs, quote, urlsplit

from schoolgate.egress.guard import Guard
from schoolgate.feeds.rest.asking import Opened
from tests.egress.place import HOST, Server, network

CLIENT, SECRET = "school 7", "s3cret/+="
BASES = {"oneroster_1p2": "/ims/oneroster/rostering/v1p2", "oneroster_1p1": "/ims/oneroster/v1p1"}
TOKEN = "/token"


def ref(kind, sourced_id):
    return {"href": f"https://{HOST}/{kind}s/{sourced_id}", "sourcedId": sourced_id, "type": kind}


def active(sourced_id, **more):
    return {
        "sourcedId": sourced_id,
        "status": "active",
        "dateLastModified": "2026-11-01T00:00:00.000Z",
    } | more


def user(sourced_id, role, given, family, **more):
    told = {"enabledUser": "true", "givenName": given, "familyName": family, "username": sourced_id}
    return active(
        sourced_id,
        **told,
        roles=[{"roleType": "primary", "role": role, "org": ref("org", "s1")}],
        **more,
    )


USERS = [
    user("p1", "student", "Ann", "Lee", grades=["4"], agents=[ref("user", "c1")], preferredFirstName="Annie"),
    user(
        "p2",
        "student",
        "Bo",
        "Lee, jr",
        grades=["4"],
        userIds=[{"type": "UPN", "identifier": "B801200005001"}],
    ),
    user("p3", "student", "Zoë", "Ng", grades=["R"], email="zoe@hill.example"),
    user("c1", "parent", "Sam", "Lee", phone="01632 960001"),
    user("t1", "teacher", "Tom", "Oak", email="t.oak@hill.example"),
]
CLASSES = [
    active("k1", title="4 Ash", classType="homeroom", grades=["4"], school=ref("org", "s1")),
    active("k2", title="4 Maths", classType="scheduled", subjects=["Maths"], school=ref("org", "s1")),
]
ENROLLMENTS = [
    active("e1", role="student", user=ref("user", "p1"), **{"class": ref("class", "k1")}),
    active(
        "e2", role="student", user=ref("user", "p2"), endDate="2027-07-22", **{"class": ref("class", "k2")}
    ),
    active("e3", role="teacher", user=ref("user", "t1"), primary="true", **{"class": ref("class", "k1")}),
]
DEMOGRAPHICS = [active("p1", birthDate="2018-03-14", sex="female"), active("p2", birthDate="2018-05-01")]


def school(version="oneroster_1p2"):
    users = USERS
    if version == "oneroster_1p1":
        users = [
            {k: v for k, v in one.items() if k not in ("roles", "preferredFirstName")}
            | {"role": one["roles"][0]["role"], "orgs": [ref("org", "s1")]}
            for one in USERS
        ]
    return {
        "users": list(users),
        "classes": list(CLASSES),
        "enrollments": list(ENROLLMENTS),
        "demographics": list(DEMOGRAPHICS),
    }


class Roster(Server):
    """`faults` are used up by the answers after tokens; each is given the whole answer and the connection.

    most     objects in a page, whatever is asked for
    lapses   after how many answers a token is no longer good
    links, totals, sorts  does it tell of pages, count, put in order?
    """

    def __init__(self, chain, version="oneroster_1p2"):
        self.base, self.objects = BASES[version], school(version)
        self.most, self.links, self.totals, self.sorts, self.lapses = 1000, True, True, True, None
        self.faults, self.good, self.given, self.requests = [], {}, 0, []
        self.scopes, self.forms = None, []
        self.spelled = f"{quote(CLIENT).replace('%20', '+')}:{quote(SECRET, safe='')}"
        self.before_page = lambda roster: None
        self.lock = threading.Lock()
        super().__init__(chain)

    def _serve(self, connection, tls):
        try:
            connection = self.context.wrap_socket(connection, server_side=True)
            head, _, body = self._read(connection).partition(b"\r\n\r\n")
            first, *fields = head.decode().split("\r\n")
            told = {name.lower(): value for name, value in (one.split(": ", 1) for one in fields)}
            method, target, _ = first.split()
            with self.lock:
                whole = self._answer(method, urlsplit(target), told, body)
                token = target == TOKEN
                fault = self.faults.pop(0) if self.faults and not token else None
            (fault or sent)(whole, connection)
        except OSError:
            pass
        finally:
            connection.close()

    def _read(self, connection):
        data = b""
        while b"\r\n\r\n" not in data:
            data += connection.recv(4096)
        head, _, body = data.partition(b"\r\n\r\n")
        length = next(
            (
                int(one.split(b":")[1])
                for one in head.split(b"\r\n")
                if one.lower().startswith(b"content-length:")
            ),
            0,
        )
        while len(body) < length:
            body += connection.recv(4096)
        return head + b"\r\n\r\n" + body

    def _answer(self, method, url, told, body):
        self.requests.append((method, url.path, url.query, told))
        if url.path == TOKEN:
            return self._token(method, told, parse_qs(body.decode()))
        kind, _, token = told.get("authorization", "").partition(" ")
        if kind != "Bearer" or self.good.get(token, 0) <= 0:
            return words(401, {"imsx_codeMajor": "failure"})
        self.good[token] -= 1
        name = url.path.removeprefix(f"{self.base}/")
        if not url.path.startswith(self.base) or name not in self.objects:
            return words(404, {"imsx_codeMajor": "failure"})
        return self._page(name, url, {key: value[0] for key, value in parse_qs(url.query).items()})

    def _token(self, method, told, form):
        basic = base64.b64decode(told["authorization"].removeprefix("Basic ")).decode()
        self.forms.append(form)
        if basic != self.spelled or method != "POST":
            return words(401, {"error": "invalid_client"})
        if told["content-type"] != "application/x-www-form-urlencoded":
            return words(400, {"error": "invalid_request"})
        if self.scopes is not None and not set(form.get("scope", [""])[0].split()) <= self.scopes:
            return words(400, {"error": "invalid_scope"})
        self.given += 1
        token = f"token{self.given}"
        self.good[token] = self.lapses if self.lapses is not None else 10**6
        return words(200, {"access_token": token, "token_type": "Bearer", "expires_in": 3600})

    def _page(self, name, url, asked):
        self.before_page(self)
        rows = self.objects[name]
        if asked.get("sort") == "sourcedId":
            if not self.sorts:
                return words(400, {"imsx_codeMajor": "failure"})
            rows = sorted(rows, key=lambda one: one["sourcedId"])
        limit, offset = min(int(asked.get("limit", 100)), self.most), int(asked.get("offset", 0))
        fields = {"X-Total-Count": len(rows)} if self.totals else {}
        if self.links:
            more = offset + limit < len(rows)
            at = f"http://{HOST}{url.path}?limit={limit}&offset={{}}" + (
                "&sort=sourcedId" if "sort" in asked else ""
            )
            told = [f'<{at.format(0)}>; rel="first"'] + (
                [f'<{at.format(offset + limit)}>; rel="next"'] if more else []
            )
            fields["Link"] = ", ".join(told)
        return words(200, {name: rows[offset : offset + limit]}, **fields)


def words(status, told, **fields):
    body = json.dumps(told).encode()
    fields = {"Content-Type": "application/json", "Content-Length": len(body)} | fields
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status} Said\r\n{lines}\r\n".encode() + body


def sent(whole, connection):
    connection.sendall(whole)


def cut(upto):
    return lambda whole, connection: connection.sendall(whole[:upto])


def instead(status, told=None, **fields):
    made = words(status, told or {}, **{name.replace("_", "-"): value for name, value in fields.items()})
    return lambda whole, connection: connection.sendall(made)


def raw(answer):
    return lambda whole, connection: connection.sendall(answer)


def twice(whole, connection):
    connection.sendall(whole + whole)


def opened(roster, authority, dialect="oneroster_1p2", **more):
    """`more` overrides; nobody really sleeps: `more["sleep"]` is told for how long."""
    values = {
        "dialect": dialect,
        "address": f"https://{HOST}{roster.base}",
        "token_address": f"https://{HOST}{TOKEN}",
        "client": CLIENT,
        "secret": SECRET,
        "guard": Guard(frozenset([HOST]), network(roster, authority)),
        "sleep": lambda seconds: None,
        "pauses": (),
    }
    return Opened(**(values | more))

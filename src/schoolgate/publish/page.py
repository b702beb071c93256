"""The public page: one HTML file that fetches nothing and runs nothing."""

import base64
import hashlib
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from schoolgate.publish import words
from schoolgate.publish.facts import Group, PageFacts
from schoolgate.publish.phrases import phrases


def render_page(page: PageFacts) -> str:
    """What a school typed is escaped and set apart from our words, whichever way it is written."""
    cards = sum(len(members) for _, members in page.groups)
    refusable = sum(len(members) for group, members in page.groups if group is Group.CHOICE)
    template = _environment().get_template("page.html")
    return template.render(page=page, cards=cards, refusable=refusable, style=_style(), policy=page_policy())


@cache
def page_policy() -> str:
    """The content security policy that the page is written under: its own style sheet and nothing else."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _style() -> Markup:
    loader = _environment().loader
    assert loader is not None
    source, _, _ = loader.get_source(_environment(), "page.css")
    return Markup(source)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("schoolgate.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"p": phrases()}
    for name in ("day_words", "opening", "counted", "notes", "pupils_words", "choice_words", "refusal_words"):
        environment.globals[name] = getattr(words, name)
    return environment

"""The public page: one HTML file that fetches nothing and runs nothing."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache, partial

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from schoolgate.publish.facts import PageFacts
from schoolgate.publish.layouts import Layout
from schoolgate.publish.phrases import SOURCE, language_of, phrases
from schoolgate.publish.rows import ends_a_sentence, lead
from schoolgate.publish.sheet import sheet_of


def render_page(
    page: PageFacts,
    *,
    layout: Layout = Layout.CARDS,
    language: str = SOURCE,
    beside: Sequence[tuple[str, str]] = (),
) -> str:
    """What a school typed is escaped and set apart from our words, whichever way it is written.

    beside  language → the file in which the page stands in it
    """
    others = [(language_of(code), file) for code, file in beside if code != language]
    more = {"style": _style("page.css"), "policy": page_policy(), "others": others}
    return rendered("page.html", page, layout=layout, language=language, **more)


def render_fragment(page: PageFacts, *, layout: Layout = Layout.CARDS, language: str = SOURCE) -> str:
    """The page's body for a page of the school's own: one element, no script, no name that can clash."""
    more = {"style": _style("fragment.css"), "prefix": "schoolgate-", "k": "schoolgate-"}
    return rendered("fragment.html", page, layout=layout, language=language, **more)


def rendered(template: str, page: PageFacts, *, layout: Layout, language: str, **more: object) -> str:
    """`more` is handed to the template as it is. Anchors begin with `prefix`, classes with `k`."""
    known: dict[str, object] = {
        "prefix": "",
        "k": "",
        "p": phrases(language),
        "p_en": phrases(),
        "layout": layout.value,
        "sheet": sheet_of(page, language),
    }
    known["lead"] = partial(lead, language=language)
    return _environment().get_template(template).render(**(known | more))


def rendered_changes(school: str, days: Sequence[tuple[str, Sequence[str]]], language: str) -> str:
    """`days`: the day in words, and what changed on it."""
    known = {"p": phrases(language), "tongue": language_of(language), "school": school, "days": days}
    template = _environment().get_template("changes.html")
    return template.render(**known, style=_style("page.css"), policy=page_policy())


@cache
def page_policy() -> str:
    """The content security policy that the page is written under: its own style sheet and nothing else."""
    digest = base64.b64encode(hashlib.sha256(_style("page.css").encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _style(name: str) -> Markup:
    loader = _environment().loader
    assert loader is not None
    source, _, _ = loader.get_source(_environment(), name)
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
    environment.globals["ends"] = ends_a_sentence
    return environment

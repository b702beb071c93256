"""One JSON document of what is sent (schema schoolgate.people/1), for a program with no format of its own."""

import json

from schoolgate.feeds.formats.everything import NAMES, tables_of
from schoolgate.feeds.formats.profile import Feed

FILE = "people.json"
SCHEMA = "schoolgate.people/1"


def write(feed: Feed) -> dict[str, bytes]:
    """{"schema", "school", "pupils": [{heading: text or null}], "contacts": …, "staff": …}"""
    told = {
        NAMES[table]: [dict(zip(headings, row, strict=True)) for row in rows]
        for table, headings, rows in tables_of(feed)
    }
    document = {"schema": SCHEMA, "school": feed.school.name, **told}
    return {FILE: (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()}

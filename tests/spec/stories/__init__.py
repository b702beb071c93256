"""One story a check, one file a story. `story.py` beside this folder says how to tell another."""

import pkgutil
from importlib import import_module

STORIES = {
    story.check: story
    for module in sorted(info.name for info in pkgutil.iter_modules(__path__))
    for story in [import_module(f"{__name__}.{module}").STORY]
}

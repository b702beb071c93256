"""Promises a program builds on: registries are whole, and what is listed keeps one signature."""

import inspect
import pkgutil
from importlib import import_module

import pytest

from schoolgate import checks, couriers
from schoolgate.feeds import formats, sources
from schoolgate.notices import readers

REGISTRIES = [
    (readers, "READERS"),
    (sources, "SOURCES"),
    (formats, "FORMATS"),
    (couriers, "COURIERS"),
    (checks, "CHECKS"),
]


def modules_listed(package, name):
    registry = getattr(package, name)
    listed = registry.values() if isinstance(registry, dict) else registry
    return {inspect.getmodule(one if not inspect.ismodule(one) else one).__name__ for one in listed} | {
        one.__name__ for one in listed if inspect.ismodule(one)
    }


@pytest.mark.parametrize(("package", "name"), REGISTRIES, ids=lambda value: getattr(value, "__name__", value))
def test_everything_listed_in_a_registry_is_a_file_of_its_room(package, name):
    files = {f"{package.__name__}.{info.name}" for info in pkgutil.iter_modules(package.__path__)}
    listed = modules_listed(package, name)
    assert listed
    assert {one for one in listed if one.startswith(package.__name__)} <= files
    for one in listed:
        import_module(one)

"""Promises a program builds on: a file of a kind is in its room's list, and all of a kind have one shape."""

import inspect
import pkgutil
from importlib import import_module

import pytest

from schoolgate import checks, couriers
from schoolgate.checks import outputs
from schoolgate.feeds import formats, sources
from schoolgate.notices import readers

# The room, its list, and the function that makes a file one of the kind.
ROOMS = [
    (readers, "READERS", "read"),
    (sources, "SOURCES", "load"),
    (formats, "WRITERS", "write"),
    (couriers, "COURIERS", "deliver"),
    (checks, "CHECKS", "check"),
    (outputs, "OUTPUTS", "write"),
]


def module_of(one):
    return one if inspect.ismodule(one) else inspect.getmodule(one)


def listed(room, name):
    registry = getattr(room, name)
    return {module_of(one) for one in (registry.values() if isinstance(registry, dict) else registry)}


def files_of_the_kind(room, function):
    modules = [import_module(f"{room.__name__}.{one.name}") for one in pkgutil.iter_modules(room.__path__)]
    return {
        one
        for one in modules
        if inspect.isfunction(getattr(one, function, None)) and module_of(getattr(one, function)) is one
    }


@pytest.mark.parametrize(
    ("room", "name", "function"), ROOMS, ids=lambda value: getattr(value, "__name__", value)
)
def test_each_file_of_a_kind_is_in_its_rooms_list(room, name, function):
    found = files_of_the_kind(room, function)
    assert len(found) >= 1
    assert listed(room, name) == found


@pytest.mark.parametrize(
    ("room", "name", "function"), ROOMS, ids=lambda value: getattr(value, "__name__", value)
)
def test_all_files_of_a_kind_are_called_alike(room, name, function):
    shapes = {
        tuple(inspect.signature(getattr(one, function)).parameters)
        for one in files_of_the_kind(room, function)
    }
    assert len(shapes) == 1

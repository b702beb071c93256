"""Whom a privacy notice is for."""

from enum import StrEnum


class Audience(StrEnum):
    """The files of words know them by these names."""

    PUPILS = "pupils"
    PARENTS = "parents"
    WORKFORCE = "workforce"
    GOVERNORS = "governors"
    VISITORS = "visitors"
    APPLICANTS = "applicants"
    CHILDREN = "children"

"""The ways in which a school may set its page: cards, or the layout of the notice it already has."""

from enum import StrEnum


class Layout(StrEnum):
    CARDS = "cards"
    PROSE = "prose"
    TABLE = "table"  # two columns: who, and what is said of them
    BLOCKS = "blocks"  # "What we share: …", line under line
    BULLETS = "bullets"

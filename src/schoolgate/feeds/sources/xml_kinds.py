"""XML that a roll can come in: which one it is, its outermost element says."""

from datetime import date

from schoolgate.feeds.sources import ctf_xml, sims_xml
from schoolgate.feeds.sources.corrections import NO_CORRECTIONS, Corrections
from schoolgate.feeds.sources.errors import refuse
from schoolgate.feeds.sources.loaded import Loaded
from schoolgate.feeds.sources.xml_text import parse

KINDS = {sims_xml.ROOT: sims_xml.load_tree, ctf_xml.ROOT: ctf_xml.load_tree}


def load(data: bytes, name: str, on: date, corrections: Corrections = NO_CORRECTIONS) -> Loaded:
    """Raises RollRefused for what is not whole XML, or XML of neither kind."""
    root, notes = parse(data, name)
    if root.tag not in KINDS:
        kinds = f"{sims_xml.NAME} (<{sims_xml.ROOT}>) nor {ctf_xml.NAME} (<{ctf_xml.ROOT}>)"
        raise refuse(name, f"it is neither {kinds}.", "Export it as one of these, or as CSV.")
    return KINDS[root.tag](root, name, on, corrections, notes)

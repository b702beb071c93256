"""One XML part of an office document. Names are compared without their namespace, which has editions."""

from collections.abc import Iterator, Mapping

from lxml import etree

from schoolgate.notices.errors import Damaged

Node = etree._Element


def parsed(parts: Mapping[str, bytes], path: str, name: str, *, sort: str) -> Node:
    """Raises Damaged where the part is missing or no XML; lxml ends at 256 deep, which counts as damage."""
    try:
        root = etree.fromstring(parts[path], parser=_parser())
    except (KeyError, etree.XMLSyntaxError, ValueError) as error:
        raise Damaged(name, sort=sort) from error
    if root is None:
        raise Damaged(name, sort=sort)
    return root


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)


def tag(node: Node) -> str:
    """Its name; "" for what is no element, as an entity that was left alone."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def said(node: Node | None, attribute: str) -> str | None:
    if node is None:
        return None
    return next((str(v) for k, v in node.attrib.items() if str(k).rpartition("}")[2] == attribute), None)


def number(node: Node | None, attribute: str, *, otherwise: int, most: int) -> int:
    printed = said(node, attribute) or ""
    return min(int(printed), most) if printed.isdecimal() and len(printed) < 10 else otherwise


def child(node: Node | None, *path: str) -> Node | None:
    """The first child of the first name, in that the first of the second, and so on."""
    for name in path:
        if node is None:
            return None
        node = next((one for one in node if tag(one) == name), None)
    return node


def below(node: Node, *names: str) -> Iterator[Node]:
    """Every element of these names, at any depth."""
    return (one for one in node.iter() if tag(one) in names)

"""PDFs for tests: set by typst, or put together by hand where no honest program would make them."""

import zlib

import pytest

A4 = (595, 842)


def typeset(source):
    """Pages of typst's; skipped by name where it is not installed."""
    typst = pytest.importorskip("typst", reason="typst is not installed: pip install schoolgate[pdf]")
    return typst.compile(source.encode())


def by_hand(pages, *, to_unicode=None, rotate=0, encrypt=False, packed=True):
    """Each page is its content stream; /F1 is Helvetica, /I a grey picture."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding"
    font += b"/ToUnicode 4 0 R>>" if to_unicode else b">>"
    picture = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    kids = b" ".join(b"%d 0 R" % (7 + 2 * n) for n in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/MediaBox[0 0 %d %d]/Count %d/Kids[%s]>>" % (*A4, len(pages), kids),
        font,
        _stream((to_unicode or "").encode(), packed),
        b"<</Font<</F1 3 0 R>>/XObject<</I 6 0 R>>>>",
        picture + b"/Length 1>>stream\n\x80\nendstream",
    ]
    for number, content in enumerate(pages):
        page = b"<</Type/Page/Parent 2 0 R/Rotate %d/Resources 5 0 R/Contents %d 0 R>>"
        objects += [page % (rotate, 8 + 2 * number), _stream(content.encode("cp1252"), packed)]
    return _file(objects, encrypt=encrypt)


def _stream(content, packed):
    content = zlib.compress(content) if packed else content
    told = b"/Filter/FlateDecode" if packed else b""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (told, len(content), content)


def _file(objects, *, encrypt):
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    more = b""
    if encrypt:
        secret = b"<" + b"41" * 32 + b">"
        more = b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O %s/U %s>>" % (secret, secret)
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    end = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n"
    return data + end % (len(objects) + 1, more, data.rindex(b"xref\n0 "))


def words_at(*placed, size=11):
    """A page's content: (x, y, words) each, from the foot up."""
    return "".join(f"BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET\n" for x, y, words in placed)


def scanned():
    return "q 595 0 0 842 0 0 cm /I Do Q\n"


def mapping(letters):
    """A ToUnicode map: a character's code → what it is said to be."""
    lines = "\n".join(f"<{code:02x}> <{ord(letter):04x}>" for code, letter in letters.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(letters)} beginbfchar\n{lines}\nendbfchar\n"
        "endcmap end end"
    )

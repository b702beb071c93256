"""An e-mail is read by its body; its headers are no content, and its attachments are named."""

from email.message import EmailMessage

import pytest

from schoolgate.notices.errors import Damaged, NoBody
from schoolgate.notices.isolate import read_isolated
from schoolgate.notices.read import read_notice
from schoolgate.notices.readers import READERS

HTML = "<h1>Elm School</h1><p>We share data with:</p><ul><li>CPOMS – names</li><li>Tapestry – class</li></ul>"
PLAIN = "Elm School\n\nWe share data with:\n- CPOMS – names\n- Tapestry – class\n"


def email(html=None, plain=None, attached=(), charset="utf-8", **headers):
    message = EmailMessage()
    message["From"] = "Ann Example <ann@elm.example>"
    message["Date"] = "Sun, 22 Nov 2026 09:00:00 +0000"
    message["Subject"] = headers.get("subject", "Our notice")
    if plain is not None:
        message.set_content(plain, charset=charset)
    if html is not None:
        (message.add_alternative if plain is not None else message.set_content)(
            html, subtype="html", charset=charset
        )
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def page(data):
    return READERS[".eml"](data, "mail.eml")


def names(data):
    return [entry.name for entry in read_notice(data, "mail.eml").entries]


@pytest.mark.parametrize("body", [{"html": HTML}, {"plain": PLAIN}, {"html": HTML, "plain": "See the page."}])
def test_the_body_is_the_notice(body):
    assert names(email(**body)) == ["CPOMS", "Tapestry"]


def test_who_wrote_it_and_when_is_not_in_the_text():
    text = page(email(plain=PLAIN)).text
    assert text.strip() == PLAIN.strip()
    assert "Example" not in text
    assert "2026" not in text


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-8", "windows-1252"])
def test_the_charset_that_the_part_names_is_used(charset):
    read = page(email(plain="Café School shares data with CPOMS", charset=charset))
    assert "Café School" in read.text
    assert read.encoding == charset


def test_attachments_are_named_and_left_to_be_read_by_themselves():
    one = page(email(plain=PLAIN, attached=[("notice.pdf", b"%PDF-1.7")]))
    two = page(email(plain=PLAIN, attached=[("a.pdf", b"x"), ("../b.docx", b"y")]))
    assert one.warnings == ("An attachment was not read: notice.pdf. Save it and read it by itself.",)
    assert two.warnings == ("Attachments were not read: a.pdf, b.docx. Save each and read it by itself.",)


def test_where_the_notice_is_all_that_was_sent_it_is_read():
    read = page(email(plain="\n", attached=[("notice.html", HTML.encode()), ("logo.png", b"\x89PNG")]))
    assert "CPOMS – names" in read.text
    assert read.warnings == (
        "The e-mail itself is empty; its attachment notice.html was read.",
        "An attachment was not read: logo.png. Save it and read it by itself.",
    )


def refused(attached):
    with pytest.raises(NoBody) as found:
        page(email(plain=" ", attached=[(name, b"x") for name in attached]))
    return str(found.value)


def test_an_e_mail_without_a_notice_is_refused():
    assert refused([]) == (
        "mail.eml was not read: the e-mail has no words in it. Save the notice itself, and read that file."
    )
    assert refused(["a.docx", "b.pdf"]) == (
        "mail.eml was not read: the e-mail has only attachments (a.docx, b.pdf). "
        "Save the one that is the notice, and read that file."
    )


def test_what_is_no_e_mail_is_refused_whatever_its_name():
    with pytest.raises(Damaged) as refused:
        page(b"<html><body>Elm School</body></html>")
    assert str(refused.value) == (
        "mail.eml was not read: it is not an e-mail (.eml), or part of it is missing or damaged. "
        "Open it where it was made, save it again, and read the new file."
    )


def test_a_thousand_parts_are_refused():
    parts = b"".join(b"--b\nContent-Type: text/plain\n\n\n" for _ in range(1000))
    with pytest.raises(Damaged):
        page(b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + parts + b"--b--\n")


def test_an_e_mail_is_read_shut_in_with_all_that_may_be_in_it():
    data = email(plain="", attached=[("notice.html", HTML.encode())], subject="Würde")
    assert read_isolated(data, "mail.eml") == read_notice(data, "mail.eml")


def test_a_charset_that_nobody_knows_does_not_stop_a_reading():
    data = email(plain=PLAIN).replace(b'charset="utf-8"', b'charset="klingon"')
    assert names(data) == ["CPOMS", "Tapestry"]
    assert [entry.name for entry in read_isolated(data, "mail.eml").entries] == ["CPOMS", "Tapestry"]


def test_the_head_of_what_was_passed_on_and_who_signed_it_are_no_recipients():
    sent = "From: Head <head@elm.example>\nSent: 20 November 2026 10:00\nTo: Office\nSubject: list\n\n"
    passed_on = (
        f"Hello,\n\n-----Original Message-----\n{sent}{PLAIN}\nKind regards\nJ Smith\nBusiness Manager\n"
    )
    assert names(email(plain=passed_on)) == ["CPOMS", "Tapestry"]

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.ledger.checkpoint import (
    Checkpoint,
    generate_key,
    is_signed_by,
    load_key,
    parse_checkpoint,
    parse_verifier_key,
    sign_checkpoint,
    verifier_key,
)
from schoolgate.ledger.errors import HeadRefused
from tests.ledger.cast import ORIGIN

KEY = load_key(generate_key())
ROOT = bytes(range(32))
NOTE = sign_checkpoint(ORIGIN, 5, ROOT, KEY)

# The example of Go's own signed-note package, golang.org/x/mod/sumdb/note.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
)
GO_SIGNATURE = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="


def test_a_head_is_spelt_as_c2sp_says():
    origin, size, root, blank, signature, end = NOTE.split("\n")
    assert (origin, size, blank, end) == (ORIGIN, "5", "", "")
    assert base64.b64decode(root) == ROOT
    assert signature.startswith(f"\u2014 {ORIGIN} ")
    assert base64.b64decode(signature.split(" ")[2])[:4] == verifier_key(ORIGIN, KEY).key_id()


def test_a_key_made_by_go_is_read_and_its_signature_holds():
    key = parse_verifier_key(GO_KEY)
    signed = base64.b64decode(GO_SIGNATURE)
    note = f"{GO_TEXT}\n\u2014 PeterNeumann {GO_SIGNATURE}\n"
    head = Checkpoint(
        origin="PeterNeumann", size=0, root=b"", key_id=signed[:4], signature=signed[4:], note=note
    )
    assert str(key) == GO_KEY
    assert is_signed_by(head, key)


@given(st.integers(0, 10**18), st.binary(min_size=32, max_size=32))
def test_a_head_is_read_back_and_its_signature_holds(size, root):
    head = parse_checkpoint(sign_checkpoint(ORIGIN, size, root, KEY))
    assert (head.origin, head.size, head.root) == (ORIGIN, size, root)
    assert is_signed_by(head, verifier_key(ORIGIN, KEY))


def test_a_head_is_not_signed_by_another_key_or_in_another_name():
    head = parse_checkpoint(NOTE)
    assert not is_signed_by(head, verifier_key(ORIGIN, load_key(generate_key())))
    assert not is_signed_by(head, verifier_key("schoolgate/another", KEY))


def test_a_head_with_another_size_is_not_signed():
    head = parse_checkpoint(NOTE.replace("\n5\n", "\n4\n"))
    assert not is_signed_by(head, verifier_key(ORIGIN, KEY))


@pytest.mark.parametrize(
    "note",
    [
        "",
        NOTE[:-1],
        NOTE + "\n",
        NOTE.replace("\n5\n", "\n05\n"),
        NOTE.replace("\n5\n", "\n+5\n"),
        NOTE.replace("\n5\n", "\n٥\n"),
        NOTE.replace("\u2014", "-"),
        NOTE.replace("Hh8=\n", "Hh9=\n"),
        NOTE.replace("\n\n", "\nextra\n\n"),
        NOTE + NOTE.split("\n")[4] + "\n",
        NOTE.replace(f"\u2014 {ORIGIN}", "\u2014 somebody"),
        NOTE.replace("\n", "\r\n"),
    ],
    ids=range(12),
)
def test_what_is_not_exactly_a_head_is_not_read(note):
    with pytest.raises(HeadRefused) as refused:
        parse_checkpoint(note)
    assert str(refused.value) == (
        "The signed head was not read: it is not a checkpoint of origin, size, root and one signature. "
        "Take it again from 'schoolgate ledger checkpoint'."
    )


@pytest.mark.parametrize(
    "text",
    ["", "name", "name+00000000+", GO_KEY[:-1], GO_KEY.replace("c74f20a3", "c74f20a4"), "x" + GO_KEY],
)
def test_what_is_not_a_verifier_key_is_not_read(text):
    with pytest.raises(HeadRefused) as refused:
        parse_verifier_key(text)
    assert str(refused.value) == (
        "The verifier key was not read: it is not one line 'origin+key id+key' with the key's own id. "
        "Take it again from 'schoolgate ledger key'."
    )


def elliptic_key():
    key = generate_private_key(SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.mark.parametrize("pem", [b"", b"a key", elliptic_key()], ids=["empty", "text", "another kind"])
def test_what_is_not_a_signing_key_is_not_loaded(pem):
    with pytest.raises(HeadRefused) as refused:
        load_key(pem)
    assert str(refused.value) == (
        "The ledger's signing key was not loaded: the file does not hold an Ed25519 key in PEM without a "
        "password. Restore it from the backup of keys."
    )


@pytest.mark.parametrize("origin", ["", "Elm Row", "elm+row", "elm\nrow", "-elm", "é", "a" * 201])
def test_an_origin_that_would_not_fit_a_head_is_refused(origin):
    with pytest.raises(HeadRefused) as refused:
        sign_checkpoint(origin, 1, ROOT, KEY)
    assert str(refused.value) == (
        "No head was signed: a ledger's origin is letters, digits, '.', '_', '/' and '-', at most 200, "
        "beginning with a letter or digit. Choose such a name."
    )

"""What proves who is at a door, looked at before it is kept. Errors never quote it."""

import base64
import re

import asyncssh

from schoolgate.couriers.sftp_visit import FINGERPRINT, PRIVATE_KEY
from schoolgate.domain.door import Door, DoorKind
from schoolgate.domain.errors import Invalid

TOKEN = re.compile(rb"[0-9A-Za-z._~+/-]{1,8000}=*")
PREFIX = b"whsec_"
SHORTEST = 24  # bytes of a signing secret (Standard Webhooks 1.0)


def refuse_proofs(door: Door, secret: bytes) -> None:
    """Raises Invalid."""
    if door.kind is DoorKind.HTTPS:
        _refuse_signing(secret)
        return
    if door.kind is DoorKind.SCIM:
        _refuse_token(secret)
        return
    if not door.user:
        raise Invalid("No door was set: an SFTP server asks for a user. Name it: --user NAME")
    _refuse_host_key(door.host_key)
    _refuse_sftp(secret)


def _refuse_host_key(host_key: str) -> None:
    if not host_key:
        raise Invalid(
            "No door was set: without the server's host key nobody could tell it from another. Ask the "
            "recipient for it, by another way than this address, and pin it: --host-key 'ssh-ed25519 AAAA…'"
        )
    if host_key.startswith(FINGERPRINT) and len(host_key) == len(FINGERPRINT) + 43:
        return
    try:
        asyncssh.import_public_key(host_key)
    except asyncssh.KeyImportError:
        raise Invalid(
            "No door was set: that host key can't be read. Write it as 'ssh-ed25519 AAAA…', or as its "
            "fingerprint 'SHA256:…'."
        ) from None


def _refuse_sftp(secret: bytes) -> None:
    try:
        if secret.startswith(PRIVATE_KEY):
            asyncssh.import_private_key(secret)
        elif not secret.decode().strip():
            raise Invalid("No door was set: the file of the secret is empty. Give the one that holds it.")
    except (asyncssh.KeyImportError, asyncssh.KeyEncryptionError, UnicodeDecodeError):
        raise Invalid(
            "No door was set: the private key can't be read. Give one in OpenSSH or PEM form, without a "
            "passphrase."
        ) from None


def _refuse_token(secret: bytes) -> None:
    """A bearer token as RFC 6750 §2.1 spells it: nothing in it can end the header it stands in."""
    if not TOKEN.fullmatch(secret.strip()):
        raise Invalid(
            "No door was set: the token can't be one. Give the file that holds the recipient's bearer token "
            "and nothing else."
        )


def _refuse_signing(secret: bytes) -> None:
    try:
        is_right = len(base64.b64decode(secret.strip().removeprefix(PREFIX), validate=True)) >= SHORTEST
    except ValueError:
        is_right = False
    if not (is_right and secret.startswith(PREFIX)):
        raise Invalid(
            "No door was set: the signing secret is not one of Standard Webhooks. Give one as 'whsec_' and "
            "at least 24 bytes in base64, or none, and one is made here."
        )

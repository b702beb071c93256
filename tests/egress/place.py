"""A web server of our own behind the guard: real sockets, real TLS, an authority made for the test."""

import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta

import httpcore
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from schoolgate.egress.network import Network

HOST, OTHER, STRANGER = "www.elm.example", "files.elm.example", "www.stranger.example"


class Authority:
    """Signs for the names it is given. `folder` gets its files."""

    def __init__(self, folder, names):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
        self.certificate = self._sign(self.name, self.key.public_key(), authority=True)
        self.folder = folder
        self.chain = self._leaf(names)

    def _sign(self, subject, public, names=(), *, authority):
        now = datetime.now(UTC)
        made = x509.CertificateBuilder().subject_name(subject).issuer_name(self.name).public_key(public)
        made = made.serial_number(x509.random_serial_number())
        made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        made = made.add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        made = made.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False
        )
        if authority:
            use = dict.fromkeys(
                (
                    "digital_signature",
                    "content_commitment",
                    "key_encipherment",
                    "data_encipherment",
                    "key_agreement",
                    "encipher_only",
                    "decipher_only",
                ),
                False,
            )
            made = made.add_extension(x509.KeyUsage(key_cert_sign=True, crl_sign=True, **use), critical=True)
        if names:
            known = x509.SubjectAlternativeName([x509.DNSName(name) for name in names])
            made = made.add_extension(known, critical=False)
        return made.sign(self.key, hashes.SHA256())

    def _leaf(self, names):
        key = ec.generate_private_key(ec.SECP256R1())
        signed = self._sign(x509.Name([]), key.public_key(), names, authority=False)
        secret = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        chain = self.folder / "leaf.pem"
        chain.write_bytes(secret + signed.public_bytes(serialization.Encoding.PEM))
        return chain

    def trusted(self):
        context = ssl.create_default_context()
        context.load_verify_locations(
            cadata=self.certificate.public_bytes(serialization.Encoding.PEM).decode()
        )
        return context


class Server:
    """Answers with what `pages[host, path]` does with the connection; remembers what was asked."""

    def __init__(self, chain):
        self.pages, self.asked = {}, []
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(chain)
        self.secure, self.plain = self._listen(tls=True), self._listen(tls=False)

    def _listen(self, *, tls):
        listening = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, args=(listening, tls), daemon=True).start()
        return listening

    def _accept(self, listening, tls):
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection, tls), daemon=True).start()

    def _serve(self, connection, tls):
        try:
            if tls:
                connection = self.context.wrap_socket(connection, server_side=True)
            head = b""
            while b"\r\n\r\n" not in head:
                head += connection.recv(4096)
            first, *fields = head.decode().split("\r\n")
            told = dict(field.split(": ", 1) for field in fields if ": " in field)
            self.asked.append((told["Host"], first.split()[1], told))
            self.pages[told["Host"], first.split()[1]](connection)
        except OSError:
            pass  # whoever asked hung up, as some of the tests want
        finally:
            connection.close()

    def close(self):
        self.secure.close()
        self.plain.close()


class Dialler(httpcore.SyncBackend):
    """Dials our server's ports where 443 and 80 are asked for."""

    def __init__(self, server):
        self.ports = {443: server.secure.getsockname()[1], 80: server.plain.getsockname()[1]}
        self.dialled = []

    def connect_tcp(self, host, port, **more):
        self.dialled.append((host, port))
        return super().connect_tcp(host, self.ports[port], **more)


def network(server, authority, resolve=lambda host: ["127.0.0.1"], may_reach=lambda one: one == "127.0.0.1"):
    return Network(resolve=resolve, may_reach=may_reach, dialler=Dialler(server), tls=authority.trusted)


def answering(body, status="200 OK", **fields):
    """A page: fields as Content_Type="text/html"."""
    told = {"Content-Length": len(body), **{name.replace("_", "-"): value for name, value in fields.items()}}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items() if value is not None)
    return lambda connection: connection.sendall(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)


def leading_to(address, status="302 Found"):
    return answering(b"", status, Location=address)

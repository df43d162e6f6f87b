"""An internet on loopback: names of sites that have public addresses, and one server that is all of them.

What asks is not changed for it: only what the operating system says of names, and where connections to those public
addresses end. So whatever is refused in earnest is refused here, too.
"""

import gzip
import socket
import ssl
import struct
import threading
from collections import Counter, defaultdict
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PUBLIC = "93.184.215.14"
look_up = socket.getaddrinfo
BOMB = gzip.compress(b"\0" * 5_000_000)


class Pages(BaseHTTPRequestHandler):
    """Misbehaves as its path says: the name of a method below, or a status."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        site, name = self.headers["Host"].partition(":")[0], self.path.strip("/").partition("/")[0]
        with self.server.asking(f"{self.command} {site}{self.path}", site):
            self.agents.add(self.headers["User-Agent"])
            act = getattr(self, f"at_{name.replace('-', '_')}", None)
            act() if act else self.answer(int(name) if name.isdecimal() else 200)

    do_HEAD = do_GET

    @property
    def agents(self):
        return self.server.agents

    def answer(self, status=200, body=b"<p>A page</p>", **headers):
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def to(self, address, status=302):
        self.answer(status, b"", Location=address)

    def at_no_head(self):
        self.answer(405 if self.command == "HEAD" else 200)

    def at_resets_head(self):
        self.at_reset() if self.command == "HEAD" else self.answer()

    def at_wait(self):
        self.answer(429, Retry_After="7200")

    def at_busy(self):
        self.answer(503, Retry_After=format(datetime.now(UTC) + timedelta(hours=3), "%a, %d %b %Y %H:%M:%S GMT"))

    def at_wait_for_ever(self):
        self.answer(429, Retry_After="next year")

    def at_silent(self):
        self.server.gone.wait(10)
        self.close_connection = True

    def at_drips(self):
        """A letter of its head now and then, for ever."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        while not self.server.gone.wait(0.02):
            self.wfile.write(b"x")

    def at_huge(self):
        """A page without end, for who asks for it."""
        self.at_no_head() if self.command == "HEAD" else self._without_end()

    def _without_end(self):
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"x" * 65536)
                self.server.sent += 65536
        except OSError:
            self.close_connection = True

    def at_bomb(self):
        self.answer(405 if self.command == "HEAD" else 200, BOMB, Content_Encoding="gzip")

    def at_loop(self):
        self.to("/loop/again")

    def at_moved(self):
        self.to(f"http://new.example{self.path.removeprefix('/moved')}", 301)

    def at_moved_in_steps(self):
        self.to("/moved/then", 308)

    def at_moved_then_elsewhere(self):
        self.to("http://new.example/found", 301)

    def at_found(self):
        self.to("/page-for-now")

    def at_safe(self):
        is_safe = isinstance(self.connection, ssl.SSLSocket)
        self.answer() if is_safe else self.to(f"https://www.safe.example{self.path}/", 301)

    def at_to(self):
        self.to(f"http://{unquote(self.path.removeprefix('/to/'))}")

    def at_to_mail(self):
        self.to("mailto:somebody@example.org")

    def at_odd(self):
        self.wfile.write(b"\x00\xff\xfe no HTTP at all\r\n\r\n")
        self.close_connection = True

    def at_reset(self):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def log_message(self, *args):
        """Not on the test's output."""

    def finish(self):
        """Whoever left is not waited for."""
        with suppress(OSError, ValueError):
            super().finish()


class Server(ThreadingHTTPServer):
    """All sites; `asked` has what was asked for, `together` how many asked a site at the same time, at most."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Pages)
        self.gone, self.asked, self.agents, self.sent = threading.Event(), [], set(), 0
        self.together, self._now, self._guard = Counter(), defaultdict(int), threading.Lock()
        # Who has to be met by others before anybody is answered.
        self.meeting = None

    @contextmanager
    def asking(self, what, site):
        with self._guard:
            self.asked.append(what)
            self._now[site] += 1
            self.together[site] = max(self.together[site], self._now[site])
        if self.meeting:
            self.meeting.wait(5)
        try:
            yield
        finally:
            with self._guard:
                self._now[site] -= 1

    def handle_error(self, request, client_address):
        """Clients that leave in the middle are what is tried here."""


class Internet:
    """All names that end in .example, at one server; some at https, each with an address of its own."""

    def __init__(self, monkeypatch, folder):
        self.server, self._folder = Server(), folder
        # Where names lead to, and where connections to those addresses end. Whatever is not here is closed.
        self.names, self.ends = {}, {(PUBLIC, 80): self.server.server_port}
        self._servers = [self.server]
        self._run(self.server)
        connect = socket.socket.connect

        def connect_here(sock, address):
            is_public = address[0].startswith(PUBLIC[:-2])
            return connect(sock, ("127.0.0.1", self.ends.get(address, 1)) if is_public else address)

        def look_up_here(host, port, family=0, type=0, proto=0, flags=0):
            where = self.names.get(host, PUBLIC) if str(host).endswith(".example") else host
            if not where:
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
            flags |= 0 if where == "localhost" else socket.AI_NUMERICHOST  # no other name is looked up
            return look_up(where, port, family, type, proto, flags)

        monkeypatch.setattr(socket.socket, "connect", connect_here)
        monkeypatch.setattr(socket, "getaddrinfo", look_up_here)

    def _run(self, server):
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()

    def certify(self, host, *, days=30):
        """Have a site at https whose certificate is signed by the authority in `bundle`, and ends in so many days."""
        key, server = ec.generate_private_key(ec.SECP256R1()), Server()
        context, file = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), self._folder / f"{host}.pem"
        file.write_bytes(_certificate(host, key, self._authority(), days) + _pem(key))
        context.load_cert_chain(file)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        self._run(server)
        self._servers.append(server)
        self.names[host] = f"{PUBLIC[:-2]}{len(self._servers)}"
        self.ends[self.names[host], 443] = server.server_port

    def _authority(self):
        if not hasattr(self, "_signing"):
            self._signing = ec.generate_private_key(ec.SECP256R1())
            self.bundle = self._folder / "authority.pem"
            self.bundle.write_bytes(
                _certificate("authority.example", self._signing, self._signing, 30, is_authority=True)
            )
        return self._signing

    def close(self):
        for server in self._servers:
            server.gone.set()
            server.shutdown()
            server.server_close()


def _pem(key):
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())


def _certificate(host, key, signer, days, is_authority=False):
    now = datetime.now(UTC)
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]) for name in (host, "authority.example")]
    builder = x509.CertificateBuilder(names[1], names[0], key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=60)).not_valid_after(now + timedelta(days=days))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    return builder.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

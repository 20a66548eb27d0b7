"""A news site on loopback: feeds, pages, redirects, and servers that behave badly on purpose.

Every answer can be changed while the site runs, and `asked` tells what was asked of it.
"""

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Written = Callable[[Callable[[bytes], object]], None]
PARAGRAPHS = 6


@dataclass(frozen=True)
class Answer:
    """What the site answers; a body that is a function writes to the connection itself."""

    body: bytes | Written = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Server(ThreadingHTTPServer):
    """Serves until it is told to stop, whatever its readers do."""

    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, *_: object) -> None:
        """Says nothing: a reader that was killed is no fault of the server."""


class Site:
    """A server of one loopback address; use as a context."""

    def __init__(self, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.down = False  # answers 503 to everything
        self.server = Server((host, 0), handler_of(self))
        if tls is not None:
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True)
        self.scheme = "https" if tls else "http"
        self.port = self.server.server_address[1]
        self.address = f"{self.scheme}://{host}:{self.port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> "Site":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def put(self, path: str, body: bytes | str | Written = b"", **more: object) -> str:
        """Sets the answer to a path; the address of it."""
        content = body.encode() if isinstance(body, str) else body
        self.answers[path] = Answer(content, **more)
        return self.address + path

    def paths(self) -> list[str]:
        """The paths that were asked for, but for robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def answer(self, path: str, headers: dict[str, str]) -> Answer:
        """The answer to one request: 304 where the reader has the same body."""
        if self.down:
            return Answer(b"out of order", status=503)
        found = self.answers.get(path, Answer(b"no such page", status=404))
        if not isinstance(found.body, bytes) or found.status != 200:
            return found
        tag = f'"{sha256(found.body).hexdigest()[:12]}"'
        if headers.get("if-none-match") == tag:
            return Answer(status=304, headers={"ETag": tag})
        return Answer(found.body, found.kind, 200, {"ETag": tag, **found.headers})


def handler_of(site: Site) -> type[BaseHTTPRequestHandler]:
    """The handler class of a site."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            site.asked.append((self.path, headers))
            answer = site.answer(self.path, headers)
            self.send_response(answer.status)
            named = {name.lower() for name in answer.headers}
            if "content-type" not in named and answer.status != 304:
                self.send_header("Content-Type", answer.kind)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            try:
                if isinstance(answer.body, bytes):
                    if "content-length" not in named:
                        self.send_header("Content-Length", str(len(answer.body)))
                    self.end_headers()
                    self.wfile.write(answer.body)
                    return
                self.send_header("Connection", "close")
                self.end_headers()
                self.close_connection = True
                answer.body(self.wfile.write)
            except (OSError, ssl.SSLError):  # the reader had enough
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    return Handler


def drip(write: Callable[[bytes], object]) -> None:
    """A byte now and then, for longer than anybody waits."""
    for _ in range(200):
        write(b"<p>")
        time.sleep(0.1)


def endless(write: Callable[[bytes], object]) -> None:
    """A body without end."""
    while True:
        write(b"<p>And then it rained on the harbour.</p>" * 500)


def broken_off(write: Callable[[bytes], object]) -> None:
    """Less than was promised: give Content-Length with it."""
    write(b"<html><body><p>The ministers")


def bomb(size: int = 64 << 20) -> bytes:
    """A little gzip that unpacks to much."""
    return gzip.compress(b"\0" * size, mtime=0)


def page(title: str, text: str, *, head: str = "", paragraphs: int = PARAGRAPHS) -> str:
    """A page as sites make them, its text repeated in so many different paragraphs."""
    body = "".join(f"<p>{escape(text)} Paragraph {n} says it again.</p>" for n in range(paragraphs))
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{escape(title)}</title>{head}"
        "</head><body><nav><a href=/>Home</a> <a href=/sport>Sport</a></nav>"
        f"<article><h1>{escape(title)}</h1>{body}</article><footer>Harbour</footer></body></html>"
    )


def item(
    link: str | None,
    title: str = "",
    text: str = "",
    published: str = "Wed, 19 Jun 2024 10:00:00 +0700",
) -> str:
    """One item of an RSS feed; with a text where the feed carries it."""
    parts = [f"<title>{escape(title)}</title>", f"<pubDate>{published}</pubDate>"]
    parts += [f"<link>{escape(link)}</link>"] if link else []
    parts += [f"<content:encoded>{escape(text)}</content:encoded>"] if text else []
    return f"<item>{''.join(parts)}</item>"


def rss(items: Iterable[str], title: str = "Harbour Post") -> str:
    """An RSS feed of these items."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{escape(title)}</title><link>/</link>{''.join(items)}</channel></rss>"
    )


def atom(entries: Sequence[tuple[str, str, str]], title: str = "Kabar Teluk") -> str:
    """An Atom feed of entries: address, title, content."""
    each = "".join(
        f'<entry><id>{escape(link)}</id><link href="{escape(link)}"/><title>{escape(name)}</title>'
        f'<updated>2024-06-19T03:00:00Z</updated><content type="html">{escape(text)}</content>'
        "</entry>"
        for link, name, text in entries
    )
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{escape(title)}</title>{each}</feed>"
    )


def sitemap(places: Iterable[tuple[str, str]]) -> str:
    """A news sitemap of addresses and titles."""
    each = "".join(
        f"<url><loc>{escape(url)}</loc><news:news><news:publication><news:name>Harbour Post"
        "</news:name><news:language>en</news:language></news:publication>"
        "<news:publication_date>2024-06-19T03:00:00+00:00</news:publication_date>"
        f"<news:title>{escape(title)}</news:title></news:news></url>"
        for url, title in places
    )
    return (
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{each}</urlset>'
    )


def sitemap_index(urls: Iterable[str]) -> str:
    """A sitemap of sitemaps."""
    each = "".join(f"<sitemap><loc>{escape(url)}</loc></sitemap>" for url in urls)
    return (
        '<?xml version="1.0"?><sitemapindex '
        f'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{each}</sitemapindex>'
    )


def answered(
    body: bytes | str,
    kind: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    extra: str = "",
) -> bytes:
    """An answer of a server as it goes over the wire."""
    content = body.encode() if isinstance(body, str) else body
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{extra}\r\n".encode() + content


def recorded(
    block: bytes,
    url: str = "https://post.example/a",
    kind: str = "response",
    length: object = None,
    media: str = "application/http; msgtype=response",
) -> bytes:
    """A record of a WARC; `length` is what it says of itself, true unless given."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2024-06-19T03:00:00Z\r\nContent-Type: {media}\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def archived(html: str, url: str = "https://post.example/a") -> bytes:
    """A page as a record of a WARC."""
    return recorded(answered(html), url)


def closed_port() -> int:
    """A port on which nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])

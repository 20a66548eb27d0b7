"""No connection is made to an address that is not of the open internet, whatever leads there."""

import asyncio
import ssl

import pytest
import trustme
from fetch_made import refused, report, rows, run
from news_site import Site, item, page, rss, sitemap_index

from flows import fetch_address
from flows.fetch_address import is_public
from flows.fetch_error import FetchError
from flows.fetch_get import Getter
from flows.fetch_limits import FetchLimits

TEXT = "North Korea test-fired a short-range ballistic missile on Friday, state media said."
CLOSED = {"SUMMITRY_FETCH_ALLOW_PRIVATE": "false"}


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254"),
        *("0.0.0.0", "0.1.2.3", "100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1"),
        *("198.51.100.7", "203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "2001:db8::1"),
        *("64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001::1"),
        *("", "localhost", "127.1"),
    ],
)
def test_what_is_not_of_the_open_internet_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_the_open_internet_is_public(address):
    assert is_public(address)


def get(limits, url, addresses):
    """One request where the system knows these addresses for every name; the names it asked."""
    asked = []

    async def resolve(host, port):
        asked.append(host)
        return addresses[min(len(asked), len(addresses)) - 1]

    async def once():
        async with Getter(limits, resolve) as getter:
            return await getter.get(url, 1 << 20)

    return asyncio.run(once()), asked


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["::ffff:127.0.0.1"], ["169.254.169.254"]],
)
def test_a_name_that_leads_inside_is_refused_before_anything_is_sent(addresses):
    with Site() as site:
        with pytest.raises(FetchError) as caught:
            get(FetchLimits(), f"http://news.example:{site.port}/", [addresses])
        assert (caught.value.reason, caught.value.passing) == ("private_address", False)
        assert site.asked == []


def test_a_name_is_looked_up_once_and_that_address_is_used():
    """What the name says the second time, when it has been checked, is never heard."""
    limits = FetchLimits(allow_private=True)
    with Site() as site:
        site.put("/", page("Launch", TEXT))
        answer, asked = get(limits, f"http://news.example:{site.port}/", [["127.0.0.1"], ["::1"]])
        assert (answer.status, asked) == (200, ["news.example"])
        assert site.asked[0][1]["host"] == f"news.example:{site.port}"


def test_tls_is_for_the_name_and_not_for_the_address(tmp_path, monkeypatch):
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(context)
    names = []
    context.sni_callback = lambda _, name, __: names.append(name)
    limits = FetchLimits(allow_private=True)
    with Site(tls=context) as site:
        site.put("/", "hello")
        url = f"https://news.example:{site.port}/"
        assert get(limits, url, [["127.0.0.1"]])[0].body == b"hello"
        assert names == ["news.example"]
        with pytest.raises(FetchError) as caught:
            get(limits, f"https://other.example:{site.port}/", [["127.0.0.1"]])
        assert caught.value.reason == "unreachable"
        assert "certificate" in caught.value.detail


def test_private_addresses_are_refused_however_they_are_written(tmp_path):
    hosts = ("127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "[::ffff:127.0.0.1]")
    with Site() as site:
        site.put("/", page("Launch", TEXT))
        urls = [f"http://{host}:{site.port}/" for host in hosts]
        done = run(tmp_path / "home", *urls, **CLOSED)
        assert done.stdout.count("is not public; --allow-private lets it") == len(hosts)
        assert refused(tmp_path / "home") == sorted(("private_address", url) for url in urls)
        assert site.asked == []


def test_nothing_that_a_public_site_says_leads_inside(tmp_path, monkeypatch):
    """127.0.0.2 stands for a public address here; 127.0.0.1 is what it always is."""
    real = fetch_address.is_public
    monkeypatch.setattr(fetch_address, "is_public", lambda each: each == "127.0.0.2" or real(each))
    with Site("127.0.0.1") as inside, Site("127.0.0.2") as site:
        secret = inside.put("/secret", page("Secret", TEXT))
        away = site.put("/away", status=302, headers={"Location": secret})
        twice = site.put("/twice", status=307, headers={"Location": "/away"})
        feed = site.put("/rss", rss([item(secret, "Inside")]), kind="application/rss+xml")
        index = site.put("/index.xml", sitemap_index([secret]), kind="text/xml")
        good = site.put("/good", page("Launch", TEXT))
        told = report(tmp_path / "home", away, twice, feed, index, good, **CLOSED)
        assert told["articles_stored"] == 1
        assert refused(tmp_path / "home") == sorted(
            ("private_address", url) for url in (away, twice, secret, secret)
        )
        assert inside.asked == []


def test_allow_private_is_a_flag_too(tmp_path):
    with Site() as site:
        url = site.put("/a", page("Launch", TEXT))
        done = run(tmp_path / "home", url, "--allow-private", **CLOSED)
        assert "1 page and 0 feed items fetched" in done.stdout


def test_only_plain_web_addresses_are_followed(tmp_path):
    links = (
        *("file:///etc/passwd", "ftp://example.org/a", "javascript:alert(1)", "http://[bad/"),
        *("http://user:secret@example.org/", "http://127.0.0.1:99999/", "http://a b.example/"),
        "https://example.org/" + "a" * 3000,
    )
    with Site() as site:
        items = [item(link, f"Launch {n}") for n, link in enumerate(links)]
        feed = site.put("/rss", rss(items), kind="application/rss+xml")
        told = report(tmp_path / "home", feed)
        assert told["refusals"] == {"bad_url": len(links)}
        assert refused(tmp_path / "home") == [("bad_url", feed)] * len(links)
        said = rows(tmp_path / "home", "refusals", "detail")
        assert not [detail for (detail,) in said if "secret" in detail]


def test_an_address_that_is_no_text_is_refused(tmp_path):
    with Site() as site:
        good = site.put("/a", page("Launch", TEXT))
        told = report(tmp_path / "home", good, "http://\udcff.example/")
        assert (told["articles_stored"], told["refusals"]["bad_url"]) == (1, 1)

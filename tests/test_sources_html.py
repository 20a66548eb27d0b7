"""A saved page gives its article: title, text, moment, outlet and address."""

import pytest

from flows.sources import read_source

BODY = "".join(
    f"<p>Paragraf {n}: para menteri duduk satu meja di Jenewa dan membahas naskah “baru” itu.</p>"
    for n in range(8)
)
PAGE = (
    '<html lang="en"><head>{head}<title>Menteri bertemu di Jenewa</title>'
    '<meta property="og:site_name" content="Harian Contoh">'
    '<link rel="canonical" href="https://example.org/menteri"></head>'
    f"<body><nav>Beranda Olahraga</nav><article>{BODY}</article>"
    "<footer>Hak cipta 2031-01-01</footer></body></html>"
)


def page(tmp_path, head, encoding="utf-8", name="a.html"):
    path = tmp_path / name
    path.write_bytes(PAGE.format(head=head).encode(encoding))
    (article,) = read_source(path, name)
    return article


def test_the_parts_of_a_page_are_found(tmp_path):
    article = page(tmp_path, "<meta charset=utf-8>")
    assert article.title == "Menteri bertemu di Jenewa"
    assert article.source == "Harian Contoh"
    assert article.url == "https://example.org/menteri"
    assert article.text.count("“baru”") == 8
    assert "Olahraga" not in article.text
    assert article.lang == "id"  # from its words: what pages declare is often the template's


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (
            '<meta property="article:published_time" content="2024-06-19T06:00:00+07:00">',
            "2024-06-19T06:00:00+07:00",
        ),
        ('<meta name="date" content="2024-06-19">', "2024-06-19"),
        ('<meta property="article:published_time" content="soon">', None),
        (
            '<script type="application/ld+json">{"datePublished": "2024-06-19"}</script>',
            "2024-06-19",
        ),
        ("", None),  # the year in the footer is the site's, not the article's
    ],
)
def test_the_day_of_a_page_is_the_one_it_declares(tmp_path, head, published):
    assert page(tmp_path, head).published == published


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("", "utf-8"),
        ("<meta charset=windows-1252>", "utf-8"),  # declared wrongly: the bytes know better
        ("<meta charset='iso-8859-1'>", "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=gb18030">', "gb18030"),
        ("", "utf-16"),
        ("", "cp1252"),
    ],
)
def test_a_page_is_decoded_as_browsers_do(tmp_path, head, encoding):
    assert page(tmp_path, head, encoding).text.count("“baru”") == 8


def test_xhtml_with_its_xml_declaration_is_read(tmp_path):
    path = tmp_path / "a.xhtml"
    declaration = '<?xml version="1.0" encoding="ISO-8859-1"?>'
    path.write_bytes((declaration + PAGE.format(head="")).encode("cp1252"))
    (article,) = read_source(path, "a.xhtml")
    assert article.text.count("“baru”") == 8

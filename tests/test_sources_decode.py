"""Bytes become text once, and text takes one form before it is stored."""

import codecs

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from flows.decode import BinaryData, as_utf8, decode_bytes, escaped, normalize_text

SENTENCE = "Menteri itu berkata “setuju” dan naik ke pesawat menuju Jenewa. "


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (SENTENCE.encode(), SENTENCE),
        (codecs.BOM_UTF8 + SENTENCE.encode(), "\ufeff" + SENTENCE),
        (SENTENCE.encode("utf-16"), SENTENCE),
        (SENTENCE.encode("utf-16-be"), SENTENCE),  # no mark: told by its zero bytes
        (SENTENCE.encode("utf-32"), SENTENCE),
        ((SENTENCE * 3).encode("cp1252"), SENTENCE * 3),
        ("Президент прибыл в столицу на переговоры о мире".encode("cp1251"), None),
        ("é".encode() * 40 + b"\xff", "é" * 40 + "\ufffd"),  # one broken byte spoils no text
        (b"", ""),
    ],
)
def test_the_encoding_is_told_from_the_bytes(data, text):
    decoded = decode_bytes(data)
    assert decoded == text or (text is None and "переговоры" in decoded)


@pytest.mark.parametrize("data", [bytes(range(32)) * 9, b"\x89PNG\r\n\x1a\n" + b"\0\1\2\3" * 99])
def test_pictures_and_the_like_are_not_taken_for_text(data):
    with pytest.raises(BinaryData):
        decode_bytes(data)


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("\ufeffa\x00b\x07c\x1b[31m", "abc[31m"),
        ("\u202eNorth\u00a0Korea\u00ad, the\u2009South", "North Korea, the South"),
        ("Itâ€™s a cafÃ© in SÃ£o Paulo", "It's a café in São Paulo".replace("'", "’")),
        ("\x93Yes\x94, he said\x85", "“Yes”, he said…"),
        ("cafe\u0301", "café"),
        ("Ça va, Ângela? Pão à parte.", "Ça va, Ângela? Pão à parte."),  # fine as it is
        ("\tpara one\n\n  para two ", "\tpara one\n\n  para two "),  # white space is the text's own
    ],
)
def test_a_text_is_stored_in_one_form(raw, stored):
    assert normalize_text(raw) == stored


@given(st.text())
def test_no_control_character_is_ever_stored(text):
    assert not {*map(chr, range(32)), "\x7f", "\ufeff", "\u2028"} - {"\n", "\t"} & {
        *normalize_text(text)
    }


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_binary(data):
    try:
        assert isinstance(decode_bytes(data), str)
    except BinaryData as error:
        assert str(error)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(1, 7))
def test_a_stream_of_utf16_becomes_utf8_wherever_it_is_cut(text, size):
    assume(not text.startswith("\x00"))  # the mark with two NULs behind it is that of UTF-32
    data = codecs.BOM_UTF16_LE + text.encode("utf-16-le")
    chunks = [data[:4], *(data[i : i + size] for i in range(4, len(data), size))]
    assert b"".join(as_utf8(iter(chunks))).decode() == text


@given(st.text(st.characters()))
def test_what_is_printed_is_one_safe_line(text):
    line = escaped(text)
    assert line.isprintable()
    assert len(line) <= 200

"""Bytes to text, and text to the one form that is stored: done once, never edited afterwards."""

import codecs
import re
import unicodedata
from collections.abc import Iterator

from charset_normalizer import from_bytes
from ftfy import fix_encoding

BOMS = (  # longest first: the mark of UTF-32-LE begins with that of UTF-16-LE
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE_BYTES = 1 << 15  # enough to tell an encoding, little enough to stay fast on noise
# A text in English or Indonesian has a few typographic quotes and accented names: Windows-1252,
# where a statistical guess on so little evidence answers Turkish or Baltic.
WESTERN_SHARE = 0.05
TOO_SHORT_TO_GUESS = 40  # bytes
WIDE = ["utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be", "utf_7"]
CONTROL_SHARE = 0.01  # real news has stray control characters, a picture has every 10th byte
CONTROL_BYTES = bytes({*range(32), 127} - {*b"\t\n\r\f\x1b"})

UNUSUAL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u1680\u2000-\u200b\u200e\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]"
)
MOJIBAKE = re.compile("[\xc2-\xf4][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
NEWLINES = ("\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c")
# Windows-1252 characters that were read as ISO 8859-1: "\x93quoted\x94". \x85 too: in news it
# is an ellipsis, the newline of mainframes it is not.
C1_AS_WINDOWS = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)  # undefined there
}
SPACES = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
INVISIBLE = dict.fromkeys(
    [
        *{*range(0x20), *range(0x7F, 0xA0)} - {0x09, 0x0A},
        *(0xAD, 0x200B, 0x200E, 0x200F, 0xFEFF),  # soft hyphen, zero width space, direction marks
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
    ]
)
CLEANED = {**INVISIBLE, **C1_AS_WINDOWS, **SPACES}


class BinaryData(ValueError):  # noqa: N818 -- named for what was found
    """Raised by `decode_bytes` for bytes that are no text in any encoding."""


def marked_encoding(head: bytes) -> tuple[str, int] | None:
    """The encoding that the first bytes give away and the length of its mark; None if they do not.

    UTF-16 is also told without a mark, by the zero bytes that ASCII leaves in it.
    """
    for mark, encoding in BOMS:
        if head.startswith(mark):
            return encoding, len(mark)
    sample = head[: SAMPLE_BYTES & ~1]
    half = len(sample) // 2
    for encoding, zeros, letters in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        if half >= 2 and zeros.count(0) > 0.9 * half and letters.count(0) < 0.1 * half:
            return encoding, 0
    return None


def is_binary(data: bytes) -> bool:
    """Whether the bytes hold more control characters than a text could."""
    sample = data[:SAMPLE_BYTES]
    controls = len(sample) - len(sample.translate(None, CONTROL_BYTES))
    return controls > CONTROL_SHARE * len(sample) + 1


def guess_encoding(data: bytes) -> str:
    """The likeliest encoding of bytes that are not UTF-8; raises BinaryData if there is none."""
    if is_binary(data):
        raise BinaryData("binary data, not text")
    sample = data[:SAMPLE_BYTES]
    high = sum(map(sample.count, range(0x80, 0x100)))
    if high <= WESTERN_SHARE * len(sample) or len(sample) < TOO_SHORT_TO_GUESS:
        return "cp1252"
    best = from_bytes(sample, cp_exclusion=WIDE).best()
    if best is None:
        raise BinaryData("no known text encoding")
    return best.encoding


def decode_bytes(data: bytes) -> str:
    """The text of the bytes as it stands, before `normalize_text`; raises BinaryData.

    Byte-order marks decide, then UTF-8, then UTF-8 with a few broken characters (they become
    U+FFFD), then a guess.
    """
    marked = marked_encoding(data)
    if marked is not None and marked[0] != "utf-8":
        return data[marked[1] :].decode(marked[0], errors="replace")
    if is_binary(data):
        raise BinaryData("binary data, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - broken
    if broken <= 0.1 * whole:
        return text
    return data.decode(guess_encoding(data), errors="replace")


def as_utf8(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The same stream in an encoding whose newline is one byte: UTF-16 and UTF-32 become UTF-8."""
    head = next(chunks, b"")
    marked = marked_encoding(head)
    if marked is None:
        yield head
        yield from chunks
        return
    encoding, mark = marked
    if encoding == "utf-8":
        yield head[mark:]
        yield from chunks
        return
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    yield decoder.decode(head[mark:]).encode("utf-8", errors="replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode("utf-8", errors="replace")
    yield decoder.decode(b"", final=True).encode("utf-8", errors="replace")


def mend_mojibake(text: str) -> str:
    """The text with UTF-8 that was once read as Windows-1252 put right: "Itâ€™s" is "It's"."""
    lines = text.split("\n")
    return "\n".join(fix_encoding(line) if MOJIBAKE.search(line) else line for line in lines)


def normalize_text(text: str) -> str:
    """The form in which a text is stored and that all offsets refer to.

    Newlines are one \\n, spaces of all widths one plain space each, control and invisible format
    characters gone (zero-width joiners stay, scripts need them), mojibake mended where it is
    clearly broken, Unicode NFC. A clean text comes back unchanged.
    """
    if not text.isascii() and MOJIBAKE.search(text):
        text = mend_mojibake(text)
    if UNUSUAL.search(text):
        for newline in NEWLINES:
            text = text.replace(newline, "\n")
        text = text.translate(CLEANED)
    return unicodedata.normalize("NFC", text)


def normalize_line(text: str) -> str:
    """The same for what must fit on one line (titles, outlets): every run of space is one space."""
    return " ".join(normalize_text(text).split())


def escaped(text: str, limit: int = 200) -> str:
    """One line of at most `limit` characters that is safe to print: all else is escaped."""
    line = "".join(
        character
        if character.isprintable()
        else character.encode("unicode_escape", errors="backslashreplace").decode("ascii")
        for character in text[: limit + 1]
    )
    return line if len(line) <= limit else line[: limit - 1] + "…"

"""A raw record becomes an article, or a refusal that says why not."""

import hashlib
import json
import re
from dataclasses import dataclass

from extract.language import detect_language, language_code
from extract.records import Article, Refusal
from flows.decode import normalize_line, normalize_text
from flows.source_date import parse_published
from flows.source_record import RawRecord, refuse

SURROGATE = re.compile("[\ud800-\udfff]")
LONGEST_LINE = 2000  # characters of an id, url, outlet or title: beyond that it is not one
DECLARED_MISSING = ("", "null", "none", "nan")  # what tables write where there is nothing
LANGUAGE_SAMPLE = 2000  # characters of the text that are handed to the detection


class BadField(ValueError):  # noqa: N818 -- named for what was found
    """Raised by the field readers of this module for a value that no article can have."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article and what of its record could not be understood: "published", "lang"."""

    article: Article
    unread: tuple[str, ...] = ()


def article_from(record: RawRecord, name: str) -> ReadArticle | Refusal:
    """The article of a raw record of the source `name`.

    Refused are `empty_text`, `not_a_string`, `bad_unicode` and `too_long`. A date or language that
    cannot be understood costs no article: the date stays unknown, the language is detected, and
    `unread` names the field.
    """
    try:
        return _article(record)
    except BadField as bad:
        return refuse(bad.reason, str(bad), name, record.line, _id_to_report(record))


def _article(record: RawRecord) -> ReadArticle:
    fields = record.fields
    text = text_of(fields.get("text"))
    title, url, source = (line_of(fields.get(key), key) for key in ("title", "url", "source"))
    published = parse_published(fields.get("published"))
    said = line_of(fields.get("lang"), "lang")
    lang = language_code(said) if said else None
    unread = ("published",) * (published is None and not is_missing(fields.get("published")))
    unread += ("lang",) * (said is not None and lang is None)
    article = Article(
        article_id=id_of(fields.get("id")) or hashed_id(url, source, title, published, text),
        text=text,
        title=title or "",
        url=url,
        source=source,
        published=published,
        lang=lang or detect_language(f"{title or ''}\n{text[:LANGUAGE_SAMPLE]}"),
    )
    return ReadArticle(article, unread)


def is_missing(value: object) -> bool:
    """Whether a value says that there is none: null, NaN, blank, "null", "NaN"."""
    if isinstance(value, str):
        return value.strip().lower() in DECLARED_MISSING
    return value is None or value != value  # NaN alone differs from itself


def text_of(value: object) -> str:
    """The text in its stored form; raises BadField."""
    if value is None:
        raise BadField("empty_text", "the record has no text")
    if not isinstance(value, str):
        raise BadField("not_a_string", f"text is {kind_of(value)}, not a string")
    text = normalize_text(whole(value, "text"))
    if not text.strip():
        raise BadField("empty_text", "the text is empty")
    return text


def line_of(value: object, key: str) -> str | None:
    """An optional field as one line, None where there is none; raises BadField."""
    if is_missing(value):
        return None
    if not isinstance(value, str):
        raise BadField("not_a_string", f"{key} is {kind_of(value)}, not a string")
    line = normalize_line(whole(value, key))
    if len(line) > LONGEST_LINE:
        raise BadField("too_long", f"{key} has {len(line)} characters, at most {LONGEST_LINE}")
    return line or None


def id_of(value: object) -> str | None:
    """The id as a string (tables turn ids into 7 or 7.0: both are "7"); raises BadField."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        if abs(value) >= 10**30:
            raise BadField("too_long", "id is a number of more than 30 digits")
        return str(value)
    return line_of(value, "id")


def whole(value: str, key: str) -> str:
    """The same string; raises BadField where half a character (a lone surrogate) is in it."""
    half = SURROGATE.search(value)
    if half is not None:
        raise BadField("bad_unicode", f"{key} has a lone surrogate at character {half.start()}")
    return value


def hashed_id(*identity: str | None) -> str:
    """The id of an article that brought none: what identifies it, hashed."""
    return hashlib.sha256(json.dumps(identity, ensure_ascii=True).encode()).hexdigest()[:24]


def kind_of(value: object) -> str:
    """What a value is, in the words of JSON."""
    if value != value:
        return "NaN"
    kinds = {bool: "a boolean", int: "a number", float: "a number", list: "a list"}
    kinds |= {dict: "an object", bytes: "bytes"}
    return kinds.get(type(value), type(value).__name__)


def _id_to_report(record: RawRecord) -> str | None:
    """The id of a record that is being refused, if that much of it can be read."""
    try:
        return id_of(record.fields.get("id"))
    except BadField:
        return None

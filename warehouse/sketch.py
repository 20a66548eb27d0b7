"""A sketch of a text: 128 bytes of which two texts share about as many as they share words."""

import re

from rensa import RMinHash

SIZE = 128  # bytes; the similarity that two sketches show is off by 0.04 at most, as a rule
SHINGLE = 3  # words: two reports of one event share words, only copies share so many in a row
FEWEST = 20  # shingles: of a shorter text too little can differ to tell a copy from an update
SEED = 20240619
WORD = re.compile(r"\w+")


def sketch(text: str) -> bytes | None:
    """The sketch of a text, None where it is too short for one.

    The share of equal bytes of two sketches estimates the share of word triples that the texts
    have in common (Jaccard): of each of 128 MinHash values (Broder 1997) the lowest byte is kept
    (b-bit MinHash, Li and Koenig 2010).
    """
    words = WORD.findall(text.casefold())
    if len(words) < FEWEST + SHINGLE - 1:
        return None
    shingles = zip(*(words[first:] for first in range(SHINGLE)), strict=False)
    hashed = RMinHash(num_perm=SIZE, seed=SEED)
    hashed.update([" ".join(shingle) for shingle in shingles])
    return bytes(value & 0xFF for value in hashed.digest())

"""What the kernels know of Vietnamese: letters without marks, separators, words that negate, words that oppose each other.

Everything is a fixed table or a fixed odd number, so that a text has the same keys on every machine, today and later.
Change one of them and METHOD must change with it: a state saved before is then refused.
"""

import unicodedata

import numpy as np

METHOD = "dongthuan-letters-2"
U = np.uint64
P1, P2, P3 = U(0x9E3779B97F4A7C15), U(0xC2B2AE3D27D4EB4F), U(0x165667B19E3779F9)
P4 = U(0xD6E8FEB86659FD93)
SEPARATOR, LETTER, DIGIT, IGNORED = 0, 1, 2, 3
WORD, NUMBER, ARTICLE, CLAUSE, SINGLE = 0, 1, 2, 3, 4  # what a token may be; its value stands in the bits 8 … 23
NEGATES, BEGINS = 1 << 24, 1 << 25  # and whether it negates, whether a phrase of the lexicon may begin with it
TABLE_END = 0x2000
HASHES, BANDS, ROWS, SHINGLE = 64, 16, 4, 3
MAX_TOKENS = 16_384  # of one opinion; what is longer counts whole for identity, so far for likeness
BLOOM = 8  # words of 64 bits
CONTEXTS = 4


def _kind_of(char: str) -> int:
    if unicodedata.category(char) in ("Cf", "Mn"):
        return IGNORED
    base = unicodedata.normalize("NFD", char.lower())[0]
    if char in "đĐðÐ":
        base = "d"
    if base.isdigit() and base.isascii():
        return DIGIT | ord(base) << 4
    return LETTER | ord(base) << 4 if base.isalpha() else SEPARATOR


def code_points() -> np.ndarray:
    """Code point below 0x2000 -> kind | bare small letter << 4."""
    return np.array([_kind_of(chr(point)) for point in range(TABLE_END)], np.uint32)


def token_key(word: str) -> int:
    """The key of a word of bare small letters, as the kernel makes it."""
    h = 0
    for char in word:
        h = ((h ^ ord(char)) * int(P1)) & (2**64 - 1)
    return mix(h)


def mix(h: int) -> int:
    for _round in range(2):
        h ^= h >> 32
        h = (h * int(P4)) & (2**64 - 1)
    return h ^ (h >> 32)


# Each pair: what says one thing, what says the opposite. A negation before it turns it round.
OPPOSITES = (
    ("dong y|nhat tri|ung ho|tan thanh|dong tinh|dong thuan", "phan doi|bac bo|phan bac"),
    ("tang", "giam"),
    ("giu nguyen|giu lai|duy tri", "bai bo|loai bo|huy bo|bo han|bo di|xoa bo"),
    ("mo rong", "thu hep"),
    ("cho phep", "nghiem cam|cam"),
    ("keo dai|gia han", "rut ngan"),
    ("bat buoc", "tu nguyen"),
    ("nang muc|nang cao muc", "ha muc|ha thap"),
    ("som hon", "muon hon|cham hon"),
    ("cong khai", "bi mat"),
)
# Who says one of these asks for something, and does not merely agree or disagree.
ASKS = "de nghi|kien nghi|bo sung|sua|chinh sua|them|thay|can|nen|phai|nhung|tuy nhien|song|mong|xem xet|quy dinh ro|lam ro|vi|do"
NEGATORS = ("khong", "chua", "chang", "dung")


def _lexicon() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(head table, keys of first and second word, side), entries of one head slot standing together."""
    entries = []
    for pair, sides in enumerate(OPPOSITES):
        for side, phrases in enumerate(sides):
            for phrase in phrases.split("|"):
                first, second = (*(token_key(word) for word in phrase.split()[:2]), 0)[:2]
                entries.append((first >> 54, first, second, 2 * pair + side))
    for phrase in ASKS.split("|"):
        first, second = (*(token_key(word) for word in phrase.split()[:2]), 0)[:2]
        entries.append((first >> 54, first, second, 2 * len(OPPOSITES)))
    entries.sort()
    heads = np.zeros(1025, np.int16)
    for slot, *_rest in entries:
        heads[slot + 1] += 1
    keys = np.array([(first, second) for _slot, first, second, _side in entries], np.uint64)
    return np.cumsum(heads).astype(np.int16), keys, np.array([entry[3] for entry in entries], np.int16)


LETTERS = code_points()
HEADS, PHRASES, SIDES = _lexicon()
NEGATIONS = np.array([token_key(word) for word in NEGATORS], np.uint64)
NAMES = np.array([token_key(word) for word in ("dieu", "khoan", "va")], np.uint64)
_seeded = np.random.Generator(np.random.PCG64(20231201))
FACTORS = _seeded.integers(0, 2**32, HASHES, dtype=np.uint64).astype(np.uint32) | np.uint32(1)
ADDENDS = _seeded.integers(0, 2**32, HASHES, dtype=np.uint64).astype(np.uint32)

"""From the bytes of a text to syllables: kernels over Arrow buffers, without a Python object a row.

A syllable's key is made of its bare small letters, so composed and decomposed Unicode, either place of the tone mark,
capitals, spacing and forgotten marks all give the same key. Distinct syllables are few: each is decoded once and looked
up afterwards by its very bytes, sixteen at most, found with two words of 64 bits.
"""

import numpy as np

from .compiled import inner, load64, trailing_zeros
from .tables import (
    ARTICLE,
    BEGINS,
    CLAUSE,
    DIGIT,
    IGNORED,
    LETTER,
    MAX_TOKENS,
    NEGATES,
    NEGATIONS,
    NUMBER,
    P1,
    P2,
    P3,
    P4,
    PHRASES,
    SINGLE,
    TABLE_END,
    WORD,
    U,
)  # fmt: skip

MEMO_BITS = 16
SEVERAL = U(0xFFFFFFFF)  # these bytes are no single token: decode them each time
BROKEN = U(0xFFFFFFFE)
_HIGH, _LOW7, _CASE = U(0x8080808080808080), U(0x7F7F7F7F7F7F7F7F), U(0x2020202020202020)
_A, _Z1 = U(0x1F1F1F1F1F1F1F1F), U(0x0505050505050505)  # 0x80 - "a", 0x80 - ("z" + 1)
_0, _91 = U(0x5050505050505050), U(0x4646464646464646)  # 0x80 - "0", 0x80 - ("9" + 1)
FIRST = np.array([(1 << 8 * min(n, 8)) - 1 for n in range(16)], np.uint64)  # of a word of n bytes: the first eight
SECOND = np.array([(1 << 8 * max(n - 8, 0)) - 1 for n in range(16)], np.uint64)  # and the others


def memo() -> np.ndarray:
    """What one thread remembers of syllables: two words of bytes, key, code. Never shared between threads."""
    return np.zeros((1 << MEMO_BITS, 4), np.uint64)


@inner
def mixed(h):
    h ^= h >> U(32)
    h *= P4
    h ^= h >> U(32)
    h *= P4
    h ^= h >> U(32)
    return h


@inner
def word_at(data, i):
    """Eight bytes as one number; zeros beyond the end of the buffer."""
    if i + 8 <= data.shape[0]:
        return load64(data, i)
    word = U(0)
    for j in range(data.shape[0] - i):
        word |= U(data[i + j]) << U(8 * j)
    return word


@inner
def text_key(data, start, end):
    """64 bits of the bytes [start, end), never zero: equal bytes, equal key."""
    a, b, i = U(end - start) * P1, P2, start
    while i + 16 <= end:
        a = (a ^ load64(data, i)) * P1
        b = (b ^ load64(data, i + 8)) * P2
        a ^= a >> U(32)
        b ^= b >> U(29)
        i += 16
    left = end - i
    if left > 0:
        first, second = word_at(data, i), U(0)
        if left < 8:
            first &= (U(1) << U(8 * left)) - U(1)
        elif left > 8:
            second = word_at(data, i + 8) & ((U(1) << U(8 * (left - 8))) - U(1))
        a = (a ^ first) * P3
        b = (b ^ second) * P4
        a ^= a >> U(32)
        b ^= b >> U(29)
    h = mixed(a ^ (b << U(1)) ^ (b >> U(63)))
    return h if h != U(0) else U(1)


@inner
def separators(word):
    """0x80 in each byte that is ASCII and neither letter nor digit."""
    low = word & _LOW7
    small = low | _CASE
    kept = (word | ((small + _A) & ~(small + _Z1)) | ((low + _0) & ~(low + _91))) & _HIGH
    return kept ^ _HIGH


@inner
def decode(data, i, end):
    """(code point, next place); -1 for bytes that are not UTF-8."""
    b = np.int64(data[i])
    if b < 0x80:
        return b, i + 1
    size = 2 if 0xC2 <= b < 0xE0 else 3 if 0xE0 <= b < 0xF0 else 4 if 0xF0 <= b < 0xF5 else 0
    if size == 0 or i + size > end:
        return np.int64(-1), i + 1
    point = b & (0x7F >> size)
    for j in range(1, size):
        c = np.int64(data[i + j])
        if c & 0xC0 != 0x80:
            return np.int64(-1), i + 1
        point = (point << 6) | (c & 0x3F)
    if (size == 3 and point < 0x800) or (size == 4 and point < 0x10000) or 0xD800 <= point < 0xE000 or point > 0x10FFFF:
        return np.int64(-1), i + 1
    return point, i + size


@inner
def entry_of(point, letters):
    """Kind and bare letter of a code point, beyond the table too."""
    if point < TABLE_END:
        return np.int64(letters[point])
    if point in (0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF) or 0xFE00 <= point < 0xFE10:
        return np.int64(IGNORED)
    if 0x2E80 <= point < 0xE000 or 0xF900 <= point < 0xFE00 or 0x20000 <= point < 0x40000:
        return np.int64(LETTER) | point << 4
    return np.int64(0)


@inner
def code_of(length, first, digits, value):
    """What a token is: a number, a short reference as d79 or k2, a single letter, a word."""
    if digits == length and length <= 4:
        return U(NUMBER | value << 8)
    if first == 100 and 2 <= length <= 4 and digits == length - 1 and value > 0:
        return U(ARTICLE | value << 8)
    if first == 107 and 2 <= length <= 3 and digits == length - 1 and value > 0:
        return U(CLAUSE | value << 8)
    return U(SINGLE | first << 8) if length == 1 and first < 0x10000 else U(WORD)


@inner
def marks_of(key):
    """Whether the word negates, and whether a phrase of the lexicon begins with it."""
    marks = U(0)
    for word in NEGATIONS:
        if word == key:
            marks = U(NEGATES)
    for entry in range(PHRASES.shape[0]):
        if PHRASES[entry, 0] == key:
            marks |= U(BEGINS)
    return marks


@inner
def tokens_by_letter(data, start, end, letters, keys, codes, n):
    """Decode [start, end) letter by letter behind the n tokens there are. Returns (tokens, whether all of it was UTF-8)."""
    i, h, length, first, digits, value, whole = start, U(0), 0, np.int64(0), 0, np.int64(0), True
    while i <= end:
        kind = np.int64(0)
        if i < end:
            point, i = decode(data, i, end)
            whole &= point >= 0
            kind = entry_of(point, letters) if point >= 0 else np.int64(0)
        else:
            i += 1
        what = kind & 15
        if what in (LETTER, DIGIT):
            base = kind >> 4
            h = (h ^ U(base)) * P1
            first = base if length == 0 else first
            length += 1
            if what == DIGIT:
                digits += 1
                value = (value * 10 + base - 48) & 0xFFFF
        elif what != IGNORED and length:
            if n < MAX_TOKENS:
                keys[n] = mixed(h)
                codes[n] = code_of(length, first, digits, value) | marks_of(keys[n])
            n += 1
            h, length, digits, value = U(0), 0, 0, np.int64(0)
    return n, whole


@inner
def remember(memory, slot, first, second, data, start, end, letters, keys, codes, n):
    """A word not seen before: decode it, and keep it in the slot if that is free. Returns (tokens, whole)."""
    after, whole = tokens_by_letter(data, start, end, letters, keys, codes, n)
    if slot >= 0 and memory[slot, 0] == U(0) and n < MAX_TOKENS:
        if after == n + 1:
            memory[slot, 2] = keys[n]
        memory[slot, 3] = (codes[n] if after == n + 1 else SEVERAL) if whole else BROKEN
        memory[slot, 1] = second
        memory[slot, 0] = first
    return after, whole


@inner
def tokens_of(data, start, end, letters, memory, keys, codes):
    """The tokens of a text. Returns (how many there are, of which MAX_TOKENS are kept; any but words; whole UTF-8)."""
    n, i, special, whole = np.int64(0), np.int64(start), U(0), True
    mask = U(memory.shape[0] - 1)
    while i < end:
        if i + 16 <= data.shape[0]:
            word, second = load64(data, i), load64(data, i + 8)
        else:
            word = word_at(data, i)
            second = word_at(data, i + 8) if i + 8 < end else U(0)
        size = trailing_zeros(separators(word)) >> U(3)  # 8 where none is
        size += (trailing_zeros(separators(second)) >> U(3)) & (U(0) - (size >> U(3)))
        length = np.int64(size)
        if length == 0:
            i += 1
            continue
        length = min(length, end - i)
        slot, known, s = np.int64(-1), False, U(0)
        if length < 16:
            word &= FIRST[length]
            second &= SECOND[length]
            h = (word * P1) ^ (second * P2)
            h = (h ^ (h >> U(32))) * P3
            s = (h >> U(40)) & mask
            for _probe in range(4):
                if memory[s, 0] == word and memory[s, 1] == second:
                    known = memory[s, 3] < BROKEN
                    break
                if memory[s, 0] == U(0):
                    slot = np.int64(s)
                    break
                s = (s + U(1)) & mask
        else:
            while i + length < end and (data[i + length] >= 0x80 or separators(U(data[i + length])) & U(0x80) == U(0)):
                length += 1
        if known and n < MAX_TOKENS:
            keys[n] = memory[s, 2]
            codes[n] = memory[s, 3]
            special |= codes[n]
            n += 1
        else:
            before = n
            n, fine = remember(memory, slot, word, second, data, i, i + length, letters, keys, codes, n)
            whole &= fine
            for j in range(before, min(n, MAX_TOKENS)):
                special |= codes[j]
        i += length + 1  # what ends a word is no part of the next
    return n, special, whole

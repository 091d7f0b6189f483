"""Features of texts: keys, the article they name, what they negate and hold, a signature of 64 hashes, word pairs.

`scan` looks at each text alone, so it gives the same features in any thread, batch and engine.
"""

import threading
from dataclasses import dataclass

import numpy as np

from .compiled import inner, kernel
from .tables import (
    ADDENDS,
    ARTICLE,
    BANDS,
    BEGINS,
    BLOOM,
    CLAUSE,
    CONTEXTS,
    FACTORS,
    HASHES,
    HEADS,
    LETTERS,
    MAX_TOKENS,
    NAMES,
    NEGATES,
    NUMBER,
    P1,
    P2,
    P3,
    PHRASES,
    ROWS,
    SHINGLE,
    SIDES,
    U,
)  # fmt: skip
from .tokens import memo, mixed, text_key, tokens_of

PAIR_BITS = 16  # a word pair as the numbers 1 … 65535; 0: holds a number, tells nothing of the meaning


@dataclass(slots=True)
class Features:
    """Of one batch. `rows`, `keys` … stand for the rows looked at; `slot` is where a row's signature is, or -1."""

    raw: np.ndarray  # of every row: the key of its bytes
    rows: np.ndarray  # the rows looked at: of each distinct text the first
    keys: np.ndarray  # key without marks
    facts: np.ndarray  # (tokens, article, clause, opposites, broken)
    slot: np.ndarray
    signatures: np.ndarray  # 64 hashes of 8 bits
    bands: np.ndarray  # keys of 32 bits
    blooms: np.ndarray
    negated: np.ndarray
    pairs: np.ndarray  # of all slots, one after the other
    ends: np.ndarray


@kernel
def raw_keys(offsets, data, given, found):
    """The key of each text's bytes; the clause it was given with is part of it."""
    for r in range(found.shape[0]):
        key = text_key(data, offsets[r], offsets[r + 1])
        if given[r] != 0:
            key = mixed(key ^ (U(given[r]) * P3))
        found[r] = key if key != U(0) else U(1)


@inner
def place(key, size):
    """Where a search for the key begins in a table of that size."""
    return np.int64(((key >> U(32)) * U(size)) >> U(32))


@kernel
def unseen_rows(raw, table, mine, rows):
    """The first row of each text that the table does not hold. It may miss what another thread is just adding: no harm,
    the row is then looked at and found when it is taken in."""
    size, count, local = table.shape[0], 0, U(mine.shape[0] - 1)
    for r in range(raw.shape[0]):
        key = raw[r]
        s = place(key, size)
        while table[s, 0] != U(0) and table[s, 0] != key:
            s = s + 1 if s + 1 < size else 0
        if table[s, 0] == key:
            continue
        q = key & local
        while mine[q] != U(0) and mine[q] != key:
            q = (q + U(1)) & local
        if mine[q] == U(0):
            mine[q] = key
            rows[count] = r
            count += 1
    return count


@inner
def reference(keys, codes, n, names):
    """The first article a text names, and the clause beside it: khoản 2 Điều 79, Điều 79 khoản 2, k2 Đ79."""
    article, clause, pending, last = np.int64(0), np.int64(0), np.int64(0), -10
    j = 0
    while j < n:
        code = codes[j] & U(255)
        found, part = np.int64(0), np.int64(0)
        follows = j + 1 < n and (codes[j + 1] & U(255)) == U(NUMBER)
        value = np.int64(codes[j + 1] >> U(8) & U(0xFFFF)) if follows else np.int64(0)
        if keys[j] == names[0] and follows and value < 10_000:
            found = value
            j += 1
        elif keys[j] == names[1] and follows and value < 1_000:
            part = value
            j += 1
        elif code == U(ARTICLE):
            found = np.int64(codes[j] >> U(8) & U(0xFFFF))
        elif code == U(CLAUSE):
            part = np.int64(codes[j] >> U(8) & U(0xFFFF))
        if found > 0:
            if article > 0:
                break
            article, clause, last = found, pending, j
        elif part > 0:
            if article > 0:
                if j - last <= 3 and clause == 0:
                    clause = part
                break
            pending = part
        j += 1
    return article, clause


@inner
def opposites(keys, codes, n):
    """Two bits for each pair of the lexicon: the text says the one side, the other. One of the two words before a phrase
    turns it round if it negates."""
    found = np.int64(0)
    for j in range(n):
        if codes[j] & U(BEGINS) == U(0):
            continue
        slot = keys[j] >> U(54)
        before = (codes[j - 1] if j > 0 else U(0)) | (codes[j - 2] if j > 1 else U(0))
        turned = 1 if before & U(NEGATES) else 0
        for entry in range(HEADS[slot], HEADS[slot + U(1)]):
            if keys[j] != PHRASES[entry, 0]:
                continue
            if PHRASES[entry, 1] != U(0) and (j + 1 >= n or keys[j + 1] != PHRASES[entry, 1]):
                continue
            found |= 1 << (SIDES[entry] ^ turned)
    return found


@inner
def pair_key(one, other):
    h = (one * P1) ^ ((other * P2) >> U(7))
    return (h ^ (h >> U(32))) * P3


@inner
def context_of(keys, j, n, h):
    """The pair of words after a negation, the pair that follows, and the pair that would stand there without the negation:
    as three times two places in a bloom of 512 bits. Without the last a slip of the finger in "không" would turn a letter."""
    context, after = U(1) << U(62), h
    if j + 2 < n:
        after = pair_key(keys[j + 1], keys[j + 2])
    bridge = pair_key(keys[j - 2], keys[j]) if j >= 2 else h
    for step, part in enumerate((h, after, bridge)):
        context |= ((part >> U(40)) & U(0x3FFFF)) << U(18 * step)
    return context


@inner
def contexts(keys, codes, n, bloom, negated, pairs, at):
    """The pairs of words a text states, those it negates, and all of them as numbers from `at` on. Returns the end."""
    kept, before = 0, U(0)
    for b in range(BLOOM):
        bloom[b] = U(0)
    for c in range(CONTEXTS):
        negated[c] = U(0)
    for j in range(n - 1):
        h = pair_key(keys[j], keys[j + 1])
        if before & U(NEGATES):
            if kept < CONTEXTS:
                negated[kept] = context_of(keys, j, n, h)
                kept += 1
            h = ~h * P2
        else:
            bit = (h >> U(40)) & U(511)
            bloom[bit >> U(6)] |= U(1) << (bit & U(63))
            bit = (h >> U(49)) & U(511)
            bloom[bit >> U(6)] |= U(1) << (bit & U(63))
        before = codes[j]
        number = np.uint16(h >> U(64 - PAIR_BITS))
        told = (before | codes[j + 1]) & U(3) == U(0)
        pairs[at] = (number if number else np.uint16(1)) if told else np.uint16(0)
        at += 1
    return at


@inner
def run_of(keys, i, n):
    """A number for the run of three words from i on; from the last on to the end."""
    h = keys[i] * P1 if i < n else P1
    if i + 1 < n:
        h += keys[i + 1] * P2
    if i + 2 < n:
        h += keys[i + 2] * P3
    return np.uint32((h ^ (h >> U(29))) >> U(16))


@inner
def signature(keys, n, factors, addends, work, small, bands):
    """MinHash of the text's runs of three words: 64 hashes cut to 8 bits, and the keys of the bands."""
    for j in range(HASHES):
        work[j] = np.uint32(0xFFFFFFFF)
    count = max(n - SHINGLE + 1, 1)
    for i in range(0, count, 4):  # four at a time: the numbers so far are fetched once for them
        v0, v1 = run_of(keys, i, n), run_of(keys, min(i + 1, count - 1), n)
        v2, v3 = run_of(keys, min(i + 2, count - 1), n), run_of(keys, min(i + 3, count - 1), n)
        for j in range(HASHES):
            f, a = factors[j], addends[j]
            one = min(np.uint32(v0 * f + a), np.uint32(v1 * f + a))
            other = min(np.uint32(v2 * f + a), np.uint32(v3 * f + a))
            work[j] = min(work[j], min(one, other))
    for j in range(HASHES):
        small[j] = np.uint8(work[j] >> np.uint32(24)) ^ np.uint8(work[j] >> np.uint32(13))
    for b in range(BANDS):
        h = U(b + 1)
        for j in range(ROWS):
            h = (h ^ U(work[b * ROWS + j])) * P1
            h ^= h >> U(29)
        key = np.uint32(mixed(h) >> U(32))
        bands[b] = key if key else np.uint32(1)


@kernel
def scan(offsets, data, given, rows, raw, known, letters, memory, names, factors, addends, outs):
    """Features of the rows. A text whose key `known` holds, or that stood earlier in the batch, gets no signature."""
    keys_of, facts, slot, small, bands, blooms, negated, pairs, ends = outs
    keys, codes = np.empty(MAX_TOKENS, np.uint64), np.empty(MAX_TOKENS, np.uint64)
    work, size, slots, at = np.empty(HASHES, np.uint32), known.shape[0], np.int64(0), np.int64(0)
    bits = 4
    while (1 << bits) < 2 * rows.shape[0]:
        bits += 1
    mine, local = np.zeros(1 << bits, np.uint64), U((1 << bits) - 1)
    for g in range(rows.shape[0]):
        r = rows[g]
        n, special, whole = tokens_of(data, offsets[r], offsets[r + 1], letters, memory, keys, codes)
        key = U(n)
        if n == 0 or n > MAX_TOKENS:
            key = raw[r]
        n = min(n, MAX_TOKENS)
        for j in range(n):
            key = (key ^ keys[j]) * P2
            key ^= key >> U(29)
        key = mixed(key ^ (U(given[r]) * P3))
        key = key if key != U(0) else U(1)
        article, clause = np.int64(given[r]) >> 10, np.int64(given[r]) & 1023
        if article == 0 and special & U(3):
            article, clause = reference(keys, codes, n, names)
        keys_of[g], slot[g] = key, -1
        facts[g, 0], facts[g, 1], facts[g, 2], facts[g, 3] = n, article, clause, 0
        facts[g, 4] = 0 if whole else 1
        s = place(key, size)
        while known[s, 0] != U(0) and known[s, 0] != key:
            s = s + 1 if s + 1 < size else 0
        if known[s, 0] == key or not whole:
            continue
        q = key & local
        while mine[q] != U(0) and mine[q] != key:
            q = (q + U(1)) & local
        if mine[q] == key:
            continue
        mine[q] = key
        facts[g, 3] = opposites(keys, codes, n)
        signature(keys, n, factors, addends, work, small[slots], bands[slots])
        at = contexts(keys, codes, n, blooms[slots], negated[slots], pairs, at)
        slot[g], ends[slots] = slots, at
        slots += 1
    return slots, at


_local_memo = threading.local()


def features(
    offsets: np.ndarray, data: np.ndarray, given: np.ndarray, texts: np.ndarray, known: np.ndarray
) -> Features:
    """Scan one batch: `offsets` into the bytes `data`, `given` clause codes (0: none), tables of what is known already."""
    n = len(offsets) - 1
    memory = getattr(_local_memo, "memory", None)
    if memory is None:
        memory = _local_memo.memory = memo()
    raw = np.empty(n, np.uint64)
    raw_keys(offsets, data, given, raw)
    rows = np.empty(n, np.int32)
    mine = np.zeros(1 << max(4, int(2 * n).bit_length()), np.uint64)
    rows = rows[: unseen_rows(raw, texts, mine, rows)]
    m = len(rows)
    room = int(np.minimum((offsets[rows + 1] - offsets[rows]) // 2 + 1, MAX_TOKENS).sum()) + 1
    outs = (
        np.empty(m, np.uint64), np.empty((m, 5), np.int32), np.empty(m, np.int32), np.empty((m, HASHES), np.uint8),
        np.empty((m, BANDS), np.uint32), np.empty((m, BLOOM), np.uint64), np.empty((m, CONTEXTS), np.uint64),
        np.empty(room, np.uint16), np.empty(m, np.int64),
    )  # fmt: skip
    slots, at = scan(offsets, data, given, rows, raw, known, LETTERS, memory, NAMES, FACTORS, ADDENDS, outs)
    keys, facts, slot, small, bands, blooms, negated, pairs, ends = outs
    return Features(
        raw, rows, keys, facts, slot, small[:slots], bands[:slots], blooms[:slots], negated[:slots], pairs[:at], ends[:slots]
    )  # fmt: skip

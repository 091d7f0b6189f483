"""Which wordings belong to one letter: kernels over the state's flat arrays, worked through in the order of arrival.

A *wording* is a distinct text (its number is its place in the order of arrival), a *letter* the wordings linked together;
its number is that of its first wording. Nothing here depends on how the rows were cut into batches.
"""

import numpy as np

from dongthuan.lib.prefetching import prefetch

from .compiled import inner, kernel, load64
from .scan import place
from .tables import BLOOM, CONTEXTS, HASHES, U

LIKE, LIKE_SHORT, SHORT, DRIFT = 34, 58, 20, 12  # of 64 hashes; syllables
SCREEN, CLOSE_LIKE, CLOSE_DRIFT = 14, 0.6, 0.25  # close reading: shared hashes to look at all, shared word pairs
OTHER_ARTICLE, OPPOSITE = 1, 2  # why a likeness was not linked
EVEN = 0x55555
AHEAD = 8  # wordings
LOW = U(0x7F7F7F7F7F7F7F7F)


@inner
def slot_of(table, key):
    """Where the key stands, or the free place for it."""
    size = table.shape[0]
    s = place(key, size)
    while table[s, 0] != U(0) and table[s, 0] != key:
        s = s + 1 if s + 1 < size else 0
    return s


@kernel
def rehash(old, new):
    """Put every key of the old table into the new, larger one."""
    for i in range(old.shape[0]):
        if old[i, 0] != U(0):
            s = slot_of(new, old[i, 0])
            new[s, 1] = old[i, 1]
            new[s, 0] = old[i, 0]


@kernel
def rehash_band(old, new):
    size = new.shape[0]
    for i in range(old.shape[0]):
        if old[i] != U(0):
            s = np.int64(((old[i] >> U(32)) * U(size)) >> U(32))
            while new[s] != U(0):
                s = np.int64(s + 1 if s + 1 < size else 0)
            new[s] = old[i]


@kernel
def take_in(raw, rows, keys, broken, known, texts, wordings, found, new):
    """Number the wordings of a batch. `found`: the wording of each row, -1 for one that is not UTF-8; `new`: which of
    the looked-at rows brought a new one. Returns (wordings, new wordings, new texts)."""
    fresh, added = 0, 0
    for g in range(rows.shape[0]):
        if broken[g]:
            continue
        s = slot_of(known, keys[g])
        if known[s, 0] == U(0):
            known[s, 1] = U(wordings)
            known[s, 0] = keys[g]
            new[fresh] = g
            fresh += 1
            wordings += 1
        wording = known[s, 1]
        s = slot_of(texts, raw[rows[g]])
        if texts[s, 0] == U(0):
            texts[s, 1] = wording
            texts[s, 0] = raw[rows[g]]
            added += 1
    size = texts.shape[0]
    for r in range(raw.shape[0]):  # a first round without branches fetches many places at once
        found[r] = place(raw[r], size)
    for r in range(raw.shape[0]):
        found[r] = np.int64(texts[found[r], 1]) if texts[found[r], 0] == raw[r] else np.int64(-1)
    for r in range(raw.shape[0]):
        if found[r] < 0:
            s = slot_of(texts, raw[r])
            found[r] = np.int64(texts[s, 1]) if texts[s, 0] == raw[r] else np.int64(-1)
    return wordings, fresh, added


@kernel
def band_heads(table, keys, first, heads, at):
    """For each new wording the first wording with the same band key, or -1 when it is the first itself."""
    size, added = table.shape[0], 0
    for q in range(keys.shape[0]):
        at[q] = table[np.int64((U(keys[q]) * U(size)) >> U(32))]
    for q in range(keys.shape[0]):
        key = U(keys[q])
        if at[q] != U(0) and at[q] >> U(32) == key:
            heads[q] = np.int32((at[q] & U(0xFFFFFFFF)) - U(1))
            continue
        s = np.int64((key * U(size)) >> U(32))
        while table[s] != U(0) and table[s] >> U(32) != key:
            s = np.int64(s + 1 if s + 1 < size else 0)
        if table[s] == U(0):
            table[s] = key << U(32) | U(first + q + 1)
            heads[q] = -1
            added += 1
        else:
            heads[q] = np.int32((table[s] & U(0xFFFFFFFF)) - U(1))
    return added


@inner
def find(parent, x):
    x = np.int64(x)
    while parent[x] != x:
        parent[x] = parent[parent[x]]
        x = np.int64(parent[x])
    return x


@inner
def shared(signatures, a, b):
    """How many of the 64 hashes agree: eight at a time, the bytes that are zero in what differs."""
    count, one, other = U(0), np.int64(a) * HASHES, np.int64(b) * HASHES
    for j in range(0, HASHES, 8):
        differs = load64(signatures, one + j) ^ load64(signatures, other + j)
        count += (~((((differs & LOW) + LOW) | differs) | LOW)) >> U(7)
    return np.int64((count * U(0x0101010101010101)) >> U(56))


@inner
def states_what_is_negated(negated, blooms, a, b):
    """Wording a negates words which b states, in the same surroundings, and does not negate."""
    for i in range(negated.shape[1]):
        context = negated[a, i]
        if context == U(0):
            break
        same = False
        for j in range(negated.shape[1]):
            same |= negated[b, j] == context
        stated = not same
        for probe in range(6):
            bit = (context >> U(9 * probe)) & U(511)
            stated &= bool((blooms[b, bit >> U(6)] >> (bit & U(63))) & U(1))
        if stated:
            return True
    return False


@inner
def contradict(one, two):
    """Whether the one says a side of a pair of opposites, the other the other side."""
    return (one & EVEN) & ((two >> 1) & EVEN) or (two & EVEN) & ((one >> 1) & EVEN)


@inner
def one_sided(said):
    """What a wording says of the pairs of opposites of which it says one side only."""
    both = said & EVEN & (said >> 1)
    return said & ~(both | both << 1)


@inner
def apart(facts, negated, blooms, a, b):
    """Whether one wording says the opposite of what the other says."""
    if contradict(facts[a, 3] & ~facts[b, 3], facts[b, 3] & ~facts[a, 3]):
        return OPPOSITE
    if states_what_is_negated(negated, blooms, a, b) or states_what_is_negated(negated, blooms, b, a):
        return OPPOSITE
    return 0


@inner
def guard(facts, negated, blooms, about, said, a, b, mine, theirs):
    """Why two like wordings of two letters may not become one: the letters name other articles, the letters, or
    the two wordings, or the letters' first wordings say the opposite; or 0."""
    if about[mine] != about[theirs] and about[mine] > 0 and about[theirs] > 0:
        return OTHER_ARTICLE
    if contradict(said[mine], said[theirs]):
        return OPPOSITE
    why = apart(facts, negated, blooms, a, b)
    if why == 0 and (mine != a or theirs != b):
        why = apart(facts, negated, blooms, mine, theirs)
    return why


@inner
def join(parent, about, said, a, b):
    """Two letters become one; it keeps the smaller number, the article either names, and what either says."""
    first, second = (a, b) if a < b else (b, a)
    parent[second] = first
    about[first] = max(about[first], about[second])
    said[first] |= said[second]


@inner
def ask_for(heads, q, parent, signatures, facts):
    """Have the memory bring what linking a wording looks at: the wordings it may be like lie anywhere."""
    last = np.int64(-1)
    for b in range(heads.shape[0]):
        other = np.int64(heads[b, q])
        if other != last and other >= 0:
            prefetch(signatures, other * HASHES)
            prefetch(parent, other)
            prefetch(facts, other * 4)
        last = other


@kernel
def link(heads, first, arrays):
    """Link each new wording to the heads of its bands, if they are alike, if the letters' first wordings are not too far
    apart either, and if nothing keeps them apart."""
    parent, signatures, facts, blooms, negated, kept_from, about, said = arrays
    for q in range(heads.shape[1]):
        ask_for(heads, min(q + AHEAD, heads.shape[1] - 1), parent, signatures, facts)
        me, last = np.int64(first + q), np.int64(-1)
        for b in range(heads.shape[0]):
            other = np.int64(heads[b, q])
            if other < 0 or other == last:
                continue
            last = other
            mine, theirs = find(parent, me), find(parent, other)
            if mine == theirs:
                continue
            like = LIKE if facts[me, 0] >= SHORT and facts[other, 0] >= SHORT else LIKE_SHORT
            if shared(signatures, other, me) < like:
                continue
            if (mine != me or theirs != other) and shared(signatures, mine, theirs) < like - DRIFT:
                continue
            why = guard(facts, negated, blooms, about, said, me, other, mine, theirs)
            if why == 0:
                join(parent, about, said, mine, theirs)
            elif kept_from[me, 0] == 0:
                kept_from[me, 0], kept_from[me, 1] = other + 1, why


@inner
def common(pairs, starts, ends, a, b):
    """Jaccard's share of the word pairs of two wordings; the pairs are sorted and distinct."""
    i, j, both = starts[a], starts[b], 0
    while i < ends[a] and j < ends[b]:
        if pairs[i] == pairs[j]:
            both += 1
            i += 1
            j += 1
        elif pairs[i] < pairs[j]:
            i += 1
        else:
            j += 1
    either = (ends[a] - starts[a]) + (ends[b] - starts[b]) - both
    return both / either if either else 0.0


@inner
def sort(numbers, start, end):
    """The few numbers in [start, end) in their order, in place (Shell's way)."""
    gap = (end - start) // 2
    while gap > 0:
        for i in range(start + gap, end):
            held, j = numbers[i], i
            while j >= start + gap and numbers[j - gap] > held:
                numbers[j] = numbers[j - gap]
                j -= gap
            numbers[j] = held
        gap = 1 if gap == 2 else gap * 5 // 11


@kernel
def distinct_pairs(pairs, starts, ends):
    """Sort each wording's word pairs in place and let `ends` stand after the distinct ones, without those of numbers."""
    for w in range(starts.shape[0]):
        sort(pairs, starts[w], ends[w])
        at, last = starts[w], np.uint16(0)
        for j in range(starts[w], ends[w]):
            if pairs[j] != last:
                last = pairs[j]
                pairs[at] = last
                at += 1
        ends[w] = at


@kernel
def read_closely(pairs, starts, ends, arrays):
    """Compare every two wordings and link those that share six tenths of their word pairs. Returns how many it linked."""
    parent, signatures, facts, blooms, negated, kept_from, about, said = arrays
    linked = 0
    for me in range(starts.shape[0]):
        for other in range(me):
            if shared(signatures, me, other) < SCREEN:
                continue
            mine, theirs = find(parent, me), find(parent, other)
            if mine == theirs or common(pairs, starts, ends, me, other) < CLOSE_LIKE:
                continue
            if common(pairs, starts, ends, mine, theirs) < CLOSE_DRIFT:
                continue
            why = guard(facts, negated, blooms, about, said, me, other, mine, theirs)
            if why == 0:
                join(parent, about, said, mine, theirs)
                linked += 1
            elif kept_from[me, 0] == 0:
                kept_from[me, 0], kept_from[me, 1] = other + 1, why
    return linked


@kernel
def letters_of(parent, n, letter):
    """The letter of each wording: its first wording's number, which is always the smaller one."""
    for w in range(n):
        letter[w] = w if parent[w] == w else letter[parent[w]]


@kernel
def variants(letter, kept_from, variant, why):
    """For each letter the letter it was kept from, by the first of its wordings that was."""
    for w in range(letter.shape[0]):
        mine = letter[w]
        if variant[mine] >= 0 or kept_from[w, 0] == 0:
            continue
        other = letter[kept_from[w, 0] - 1]
        if other != mine:
            variant[mine], why[mine] = other, kept_from[w, 1]


@kernel
def count_rows(found, counts, change):
    for r in range(found.shape[0]):
        if found[r] >= 0:
            counts[found[r]] += change


@kernel
def copy_new(new, slot, facts, small, blooms, negated, first, arrays):
    """The features of the new wordings, into the state."""
    _parent, signatures, all_facts, all_blooms, all_negated, _kept, about, said = arrays
    for q in range(new.shape[0]):
        g, s, w = new[q], slot[new[q]], first + q
        for j in range(HASHES):
            signatures[w, j] = small[s, j]
        for j in range(4):
            all_facts[w, j] = facts[g, j]
        about[w] = facts[g, 1]
        said[w] = one_sided(facts[g, 3])
        for j in range(BLOOM):
            all_blooms[w, j] = blooms[s, j]
        for j in range(CONTEXTS):
            all_negated[w, j] = negated[s, j]


@kernel
def copy_pairs(new, slot, pairs, ends, out, out_ends):
    """The word pairs of the new wordings, one after the other. Returns how many there are."""
    at = 0
    for q in range(new.shape[0]):
        s = slot[new[q]]
        for j in range(ends[s - 1] if s > 0 else 0, ends[s]):
            out[at] = pairs[j]
            at += 1
        out_ends[q] = at
    return at

"""The loops over votes, compiled. A cell is one number: statement * 4 + vote + 1. Nothing here depends on the order of events."""

import numpy as np

from dongthuan.lib.prefetching import prefetch

from .compiled import compiled

AHEAD = 128  # events: what they will touch is on its way from memory by the time they come


@compiled
def span(ids):
    """The lowest and the highest."""
    low = high = ids[0]
    for i in range(ids.shape[0]):
        low, high = min(low, ids[i]), max(high, ids[i])
    return low, high


@compiled
def counted(ids, low, table):
    """How often each id occurs; `table` (zeros) spans the lowest to the highest."""
    last = ids.shape[0] - 1
    for i in range(ids.shape[0]):
        prefetch(table, ids[min(i + AHEAD, last)] - low)
        table[ids[i] - low] += 1


@compiled
def in_time(moments):
    calm = True
    for i in range(1, moments.shape[0]):
        calm &= moments[i] >= moments[i - 1]
    return calm


@compiled
def gathered(voter, low, place, statement, lowest, rank, vote, moments, cells, when):
    """Put each event into its voter's row: `place` says where the next one goes, `rank` numbers the statements.

    Voters lie all over memory, so that nearly all the time goes into waiting for it, unless it is asked for early.
    """
    timed = moments.shape[0] > 0
    last = voter.shape[0] - 1
    for e in range(voter.shape[0]):
        prefetch(place, voter[min(e + 2 * AHEAD, last)] - low)
        soon = place[np.uint64(voter[min(e + AHEAD, last)] - low)]
        prefetch(cells, soon)
        v = np.uint64(voter[e] - low)
        at = place[v]
        place[v] = at + np.uint64(1)
        cells[at] = rank[np.uint64(statement[e] - lowest)] * 4 + vote[e] + 1
        if timed:
            prefetch(when, soon)
            when[at] = moments[e]


@compiled
def last_ones(begin, cells, when, m):
    """Keep the last vote of each row on each statement, in place: where each row starts now.

    Of two votes of one moment the later event counts; `when` is empty if the events stand in the order of time.
    """
    timed = when.shape[0] > 0
    n = begin.shape[0] - 1
    start = np.empty(n + 1, np.int64)
    seen = np.full(m, -1, np.int64)  # where this row keeps the statement; an older row's places lie below its start
    end = np.int64(0)
    for r in range(n):
        first = start[r] = end
        for i in range(begin[r], begin[r + 1]):
            cell = cells[i]
            at = seen[cell >> 2]
            new = at < first
            at = end if new else at
            if timed and not new and when[i] < when[at]:
                continue
            end += new
            seen[cell >> 2] = at
            cells[at] = cell
            if timed:
                when[at] = when[i]
    start[n] = end
    return start


@compiled
def tallies(start, cells, labels, groups, m):
    """Votes by group, statement and answer (disagree, pass, agree)."""
    out = np.zeros((groups, m * 4), np.int64)
    for r in range(labels.shape[0]):
        mine = out[labels[r]]
        for i in range(start[r], start[r + 1]):
            mine[cells[i]] += 1
    return out


@compiled
def poured(line, counts, sums):
    """Add a line of small numbers (256 * sum + count each) to the large ones, and empty it."""
    for j in range(counts.shape[0]):
        x = line[j]
        counts[j] += x & 255
        sums[j] += x >> 8
        line[j] = 0


@compiled
def pairs(cells, counts, sums):
    """One row, statement by statement: for who voted on few of many."""
    for c in cells:
        for d in cells:
            counts[c, d >> 2] += 1
            sums[c, d >> 2] += np.int64(d & 3) - 1


@compiled
def gram(start, cells, m):
    """For each cell (statement i and an answer), over the voters who gave it: (how many voted on statement j <= i, sum of
    their votes on j). Two tables, cells by statements; what stands behind i means nothing.

    Whole numbers, so exact in any order. 127 voters at a time are written out in full, and those who share a cell added
    up: 16-bit numbers that hold a count and a sum, emptied before either is full.
    """
    counts, sums = np.zeros((m * 4, m), np.int32), np.zeros((m * 4, m), np.int32)
    wide = (m + 63) // 64 * 64  # whole blocks only, for the sake of speed
    lines, used = np.zeros((m * 4, wide), np.int16), np.zeros(m * 4, np.int64)
    rows, who, many = np.zeros((127, wide), np.int16), np.empty((m * 4, 127), np.uint8), np.zeros(m * 4, np.int64)
    n = start.shape[0] - 1
    for first in range(0, n, 127):
        for r in range(first, min(n, first + 127)):
            own = cells[start[r] : start[r + 1]]
            if own.shape[0] * 32 < m:
                pairs(own, counts, sums)
                continue
            for c in own:
                rows[r - first, c >> 2] = 256 * (np.int64(c & 3) - 1) + 1
                who[c, many[c]] = r - first
                many[c] += 1
        for c in range(m * 4):
            if used[c] + many[c] > 127:
                poured(lines[c], counts[c], sums[c])
                used[c] = 0
            used[c] += many[c]
            line, width = lines[c], (c >> 8) * 64 + 64
            for t in range(many[c]):
                row = rows[who[c, t]]
                for j in range(width):
                    line[j] += row[j]
            many[c] = 0
        rows[:] = 0
    for c in range(m * 4):
        poured(lines[c], counts[c], sums[c])
    return counts, sums


@compiled
def project(start, cells, weights, unit, m):
    """Each voter's place. `weights`: whole numbers by cell and axis (`unit` stands for 1), so that sums have no order.

    A voter of few votes is drawn to the middle by the imputed means; the factor sqrt(statements / votes) undoes it.
    """
    n = start.shape[0] - 1
    out = np.zeros((n, 2))
    for r in range(n):
        a, b = start[r], start[r + 1]
        if a == b:
            continue
        x = np.int64(0)
        y = np.int64(0)
        for i in range(a, b):
            x += weights[cells[i], 0]
            y += weights[cells[i], 1]
        f = np.sqrt(m / (b - a)) / unit
        out[r, 0] = x * f
        out[r, 1] = y * f
    return out


@compiled
def bins(points, low, step, side):
    """Points gathered in a square of side x side bins: (bin of each point, middle of each bin's points, their number)."""
    at = np.empty(points.shape[0], np.int32)
    number = np.full(side * side, -1, np.int32)
    sums = np.zeros((side * side, 3))
    found = 0
    for i in range(points.shape[0]):
        x = min(side - 1, max(0, int((points[i, 0] - low[0]) / step[0])))
        y = min(side - 1, max(0, int((points[i, 1] - low[1]) / step[1])))
        b = number[x * side + y]
        if b < 0:
            b = found
            number[x * side + y] = b
            found += 1
        at[i] = b
        sums[b, 0] += points[i, 0]
        sums[b, 1] += points[i, 1]
        sums[b, 2] += 1
    middles = np.empty((found, 2))
    for b in range(found):
        middles[b, 0] = sums[b, 0] / sums[b, 2]
        middles[b, 1] = sums[b, 1] / sums[b, 2]
    return at, middles, sums[:found, 2].copy()


@compiled
def lloyd(points, weight, centres, rounds):
    """k-means from the given centres: (labels, inertia). `centres` are moved in place; an emptied one stays where it was.

    A point is looked at again only once the centres may have come so far that another is nearer (Hamerly, "Making k-means
    even faster", 2010): after the first rounds that are few.
    """
    n, k = points.shape[0], centres.shape[0]
    labels = np.full(n, -1, np.int8)
    safe = np.full(n, -1.0)  # until the centres have come so far no other can be nearer
    sums = np.zeros((k, 3))
    come = 0.0
    for _ in range(rounds):
        moved = False
        for i in range(n):
            if safe[i] > come:
                continue
            nearest, best, second = 0, np.inf, np.inf
            for j in range(k):
                dx = points[i, 0] - centres[j, 0]
                dy = points[i, 1] - centres[j, 1]
                d = dx * dx + dy * dy
                if d < best:
                    nearest, best, second = j, d, best
                elif d < second:
                    second = d
            safe[i] = come + (np.sqrt(second) - np.sqrt(best)) * (1 - 1e-9)
            before, w = labels[i], weight[i]
            if before == nearest:
                continue
            if before >= 0:
                sums[before, 0] -= w * points[i, 0]
                sums[before, 1] -= w * points[i, 1]
                sums[before, 2] -= w
            sums[nearest, 0] += w * points[i, 0]
            sums[nearest, 1] += w * points[i, 1]
            sums[nearest, 2] += w
            labels[i] = nearest
            moved = True
        if not moved:
            break
        farthest = 0.0
        for j in range(k):
            if sums[j, 2] > 0:
                x, y = sums[j, 0] / sums[j, 2], sums[j, 1] / sums[j, 2]
                farthest = max(farthest, np.sqrt((x - centres[j, 0]) ** 2 + (y - centres[j, 1]) ** 2))
                centres[j, 0], centres[j, 1] = x, y
        come += 2 * farthest
    inertia = 0.0
    for i in range(n):
        dx = points[i, 0] - centres[labels[i], 0]
        dy = points[i, 1] - centres[labels[i], 1]
        inertia += weight[i] * (dx * dx + dy * dy)
    return labels, inertia


@compiled
def spread(points, weight, k, chances):
    """Starting centres, each drawn with a chance that grows with its distance from the former ones (k-means++)."""
    n = points.shape[0]
    near = np.full(n, np.inf)
    centres = np.empty((k, 2))
    for c in range(k):
        total = 0.0
        for i in range(n):
            if c:
                dx = points[i, 0] - centres[c - 1, 0]
                dy = points[i, 1] - centres[c - 1, 1]
                near[i] = min(near[i], dx * dx + dy * dy)
            total += weight[i] * (near[i] if c else 1.0)
        left = chances[c] * total
        chosen = n - 1
        for i in range(n):
            left -= weight[i] * (near[i] if c else 1.0)
            if left < 0:
                chosen = i
                break
        centres[c] = points[chosen]
    return centres


@compiled
def silhouettes(points, weight, labels):
    """Mean silhouette of each labelling (rows of `labels`), every weighted point against every other."""
    n, rows = points.shape[0], labels.shape[0]
    k = 0
    for t in range(rows):
        for i in range(n):
            k = max(k, labels[t, i] + 1)
    size = np.zeros((rows, k))
    for t in range(rows):
        for i in range(n):
            size[t, labels[t, i]] += weight[i]
    total = np.zeros(rows)
    far = np.empty((rows, k))
    for i in range(n):
        far[:] = 0.0
        for j in range(n):
            dx = points[i, 0] - points[j, 0]
            dy = points[i, 1] - points[j, 1]
            d = weight[j] * np.sqrt(dx * dx + dy * dy)
            for t in range(rows):
                far[t, labels[t, j]] += d
        for t in range(rows):
            own = labels[t, i]
            if size[t, own] <= 1:
                continue  # alone in its group: 0 by definition
            inside = far[t, own] / (size[t, own] - 1)
            outside = np.inf
            for g in range(k):
                if g != own and size[t, g] > 0:
                    outside = min(outside, far[t, g] / size[t, g])
            if outside < np.inf and max(inside, outside) > 0:
                total[t] += weight[i] * (outside - inside) / max(inside, outside)
    return total / np.sum(weight)

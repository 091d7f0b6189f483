"""A peer on the rows of a Parquet file, in its own environment: `python peer.py NAME FILE`. Prints precision and recall.

Each gets the raw texts, as its users would give them; 64 hashes (60 where bands ask for it), runs of three words, 10 × 6 bands.
Buckets are capped at five members, or a letter of thousands of copies would take hours.
"""

import json
import sys

import numpy as np
import pyarrow.parquet as pq


def find(parent: list[int], x: int) -> int:
    while parent[x] != x:
        parent[x] = parent[parent[x]]
        x = parent[x]
    return x


def runs(text: str) -> list[str]:
    words = text.lower().split()
    return [" ".join(words[i : i + 3]) for i in range(max(1, len(words) - 2))]


def signatures(name: str, texts: list[str]) -> np.ndarray:
    if name == "rensa":
        from rensa import RMinHash

        def sign(text: str) -> list[int]:
            made = RMinHash(num_perm=60, seed=42)
            made.update(runs(text))
            return made.digest()

        return np.array([sign(text) for text in texts], np.uint64)
    from datasketch import MinHash

    made = MinHash.bulk(([run.encode() for run in runs(text)] for text in texts), num_perm=60, seed=42)
    return np.array([one.hashvalues for one in made], np.uint64)


def groups(signed: np.ndarray) -> np.ndarray:
    """Bands of six hashes; whoever shares one with one of its first five members joins it."""
    parent = list(range(len(signed)))
    for band in range(0, 60, 6):
        buckets: dict[bytes, list[int]] = {}
        for row in range(len(signed)):
            members = buckets.setdefault(signed[row, band : band + 6].tobytes(), [])
            for other in members:
                a, b = find(parent, row), find(parent, other)
                if a != b and (signed[row] == signed[other]).mean() >= 0.53:
                    parent[max(a, b)] = min(a, b)
            if len(members) < 5:
                members.append(row)
    return np.array([find(parent, row) for row in range(len(signed))])


def pairwise(found: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    def pairs(*labels: np.ndarray) -> float:
        counts = np.unique(np.stack(labels), axis=1, return_counts=True)[1].astype(float)
        return float((counts * (counts - 1) / 2).sum())

    both = pairs(found, truth)
    return both / pairs(found), both / pairs(truth)


def main(name: str, path: str) -> None:
    table = pq.read_table(path, columns=["text", "t_kind", "t_letter"])
    found = groups(signatures(name, table["text"].to_pylist()))
    real = table["t_kind"].to_numpy() > 0
    precision, recall = pairwise(found[real], table["t_letter"].to_numpy()[real])
    print(json.dumps({"found": f"P {precision:.4f}, R {recall:.4f}"}))


if __name__ == "__main__":
    main(*sys.argv[1:])

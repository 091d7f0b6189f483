"""A peer on the rows of a Parquet file, in its own environment: `python peer.py NAME FILE [OUT]`. Prints what it found.

Each gets the raw texts, as its users would give them; 64 hashes (60 where bands ask for it), runs of three words, 10 × 6 bands.
Buckets are capped at five members, or a letter of thousands of copies would take hours. text-dedup runs as it is, with the same
hashes and bands. scikit-learn gets what our groups get, the letters of OUT by article and clause, without their marks (on raw
text it finds less), and is told that there are five meanings.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import unicodedata

os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # threads that wait for each other count as CPU
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


def text_dedup(path: str) -> np.ndarray:
    """Runs its command line; the clusters are in the union-find it leaves with --debug."""
    with tempfile.TemporaryDirectory() as folder:
        told = [
            "--path",
            "parquet",
            "--data_files",
            path,
            "--split",
            "train",
            "--column",
            "text",
            "--batch_size",
            "10000",
        ]
        told += ["--cache_dir", f"{folder}/cache", "--output", f"{folder}/out", "--debug", "--num_proc", "2"]
        told += [
            "--hash_func",
            "xxh3",
            "--ngram",
            "3",
            "--min_length",
            "1",
            "--num_perm",
            "60",
            "--b",
            "10",
            "--r",
            "6",
            "--threshold",
            "0.5",
        ]
        subprocess.run([sys.executable, "-m", "text_dedup.minhash", *told], check=True, stdout=sys.stderr)
        import pickle

        with open(f"{folder}/out/uf.pkl", "rb") as file:
            union = pickle.load(file)
    return np.array([union.find(row) for row in range(pq.ParquetFile(path).metadata.num_rows)])


def bare(text: str) -> str:
    kept = (c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return "".join(kept).replace("đ", "d")


def meanings(path: str, out: str) -> str:
    """Word pairs, tf-idf, 64 directions, k-means in each clause; measured like ours."""
    from sklearn.cluster import MiniBatchKMeans
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
    from sklearn.metrics import normalized_mutual_info_score
    from sklearn.preprocessing import normalize

    table, ours = pq.read_table(path, columns=["text", "t_kind", "t_meaning"]), pq.read_table(f"{out}/groups.parquet")
    _letters, at = np.unique(ours["letter_id"].to_numpy(), return_index=True)
    at = at[table["t_kind"].to_numpy()[at] > 0]
    meaning = table["t_meaning"].to_numpy()[at]
    article, clause = (ours[name].fill_null(0).to_numpy()[at].astype(np.int64) for name in ("article", "clause"))
    cell = article << 10 | clause
    begin = time.process_time()
    texts = [bare(text) for text in table["text"].take(at).to_pylist()]
    told = HashingVectorizer(
        ngram_range=(2, 2), token_pattern=r"(?u)\b\w+\b", n_features=1 << 16, alternate_sign=False, norm=None
    ).transform(texts)
    points = TruncatedSVD(64, n_iter=2, random_state=0).fit_transform(TfidfTransformer().fit_transform(told))
    points = normalize(points).astype(np.float32)
    order = np.argsort(cell, kind="stable")
    scores, pure, weights = [], 0, []
    for mine in np.split(order, np.flatnonzero(np.diff(cell[order])) + 1):
        if len(mine) < 2 or cell[mine[0]] == 0:
            continue
        model = MiniBatchKMeans(min(5, len(mine)), n_init=3, random_state=0, batch_size=1024)
        label = model.fit_predict(points[mine])
        scores.append(normalized_mutual_info_score(meaning[mine], label))
        pure += sum(np.unique(meaning[mine][label == k], return_counts=True)[1].max() for k in np.unique(label))
        weights.append(len(mine))
    spent = time.process_time() - begin
    return (
        f"groups of our {len(at):,} letters, texts without marks, told of five meanings, {spent:.1f} CPU-s without imports "
        f"and reading: NMI {np.average(scores, weights=weights):.3f}, purity {pure / sum(weights):.3f}"
    )


def main(name: str, path: str, out: str = "") -> None:
    if name == "scikit-learn":
        print(json.dumps({"found": meanings(path, out)}))
        return
    table = pq.read_table(path, columns=["text", "t_kind", "t_letter"])
    found = text_dedup(path) if name == "text-dedup" else groups(signatures(name, table["text"].to_pylist()))
    real = table["t_kind"].to_numpy() > 0
    precision, recall = pairwise(found[real], table["t_letter"].to_numpy()[real])
    print(json.dumps({"found": f"P {precision:.4f}, R {recall:.4f}"}))


if __name__ == "__main__":
    main(*sys.argv[1:])

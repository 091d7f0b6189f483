"""red-dwarf 0.4.0 in its own environment: matrix, PCA, k-means with silhouettes. Not its statistics of groups.

Run by that environment's Python: peer.py VOTES.npz; prints CPU seconds of each stage, k and the labels' file as JSON.
"""

import json
import sys
import time

import numpy as np
from reddwarf.utils.clusterer.base import run_clusterer
from reddwarf.utils.matrix import generate_raw_matrix, get_clusterable_participant_ids, simple_filter_matrix
from reddwarf.utils.reducer.base import run_reducer

data = np.load(sys.argv[1])
log = [
    {"participant_id": int(p), "statement_id": int(s), "vote": int(v), "modified": int(t)}
    for p, s, v, t in zip(data["voter"], data["statement"], data["vote"], data["timestamp"], strict=True)
]
begin, wall = time.process_time(), time.perf_counter()
raw = generate_raw_matrix(votes=log)
matrix = simple_filter_matrix(vote_matrix=raw, mod_out_statement_ids=[])
places, _statements, _model = run_reducer(vote_matrix=matrix.values, reducer="pca", random_state=0)
chosen = get_clusterable_participant_ids(raw, vote_threshold=7)
rows = matrix.index.get_indexer(chosen)
model = run_clusterer(clusterer="kmeans", X_participants_clusterable=places[rows], max_group_count=5, random_state=0)
cpu, wall = time.process_time() - begin, time.perf_counter() - wall
np.savez(sys.argv[1] + ".peer.npz", voter=np.array(chosen), label=model.labels_)
print(json.dumps({"cpu": cpu, "wall": wall, "k": len(set(model.labels_))}))

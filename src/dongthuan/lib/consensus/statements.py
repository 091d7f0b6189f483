"""What marks a group and what joins the groups: the statistics of Pol.is, from the tallies alone.

With one added voter of each kind (Laplace), a share is (said + 1) / (voted + 2). Two tests speak of chance: whether a
group's share differs from a half, and whether it differs from the others' share. Their limit is the one-sided 90 %.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from . import kernels
from .opinion import Groups
from .votes import Votes

Z90 = 1.2816
MOST_REPRESENTATIVE = 5
METHOD = "mean-imputed PCA, k-means, silhouette; Pol.is statistics"
SIDES = ("agree", "disagree")


@dataclass(frozen=True)
class Tally:
    """Votes of all voters and of each group. `overall`: statements by (disagree, pass, agree); `grouped`: groups before that."""

    overall: np.ndarray
    grouped: np.ndarray


def tally(votes: Votes, groups: Groups) -> Tally:
    m, k = len(votes.statements), groups.k
    labels = np.where(groups.labels < 0, k, groups.labels).astype(np.int8)  # who is in no group, as one more
    found = kernels.tallies(votes.start, votes.cells, labels, k + 1, m).reshape(k + 1, m, 4)[:, :, :3]
    return Tally(found.sum(axis=0), found[:k])


# --- the tests ----------------------------------------------------------------------------------------------------
def share(said: np.ndarray, voted: np.ndarray) -> np.ndarray:
    return (said + 1) / (voted + 2)


def against_half(said: np.ndarray, voted: np.ndarray) -> np.ndarray:
    """z of a share against one half."""
    n = voted + 1
    return 2 * np.sqrt(n) * ((said + 1) / n - 0.5)


def against_others(said: np.ndarray, voted: np.ndarray, their_said: np.ndarray, their_voted: np.ndarray) -> np.ndarray:
    """z of a group's share against the share of all other grouped voters."""
    a, n, b, rest = said + 1, voted + 1, their_said + 1, their_voted + 1
    both = (a + b) / (n + rest)
    wide = np.sqrt(np.maximum(both * (1 - both) * (1 / n + 1 / rest), 1e-300))
    return np.where(both >= 1, 0.0, (a / n - b / rest) / wide)


# --- what marks a group -------------------------------------------------------------------------------------------
def representative(tallied: Tally, group: int, most: int = MOST_REPRESENTATIVE) -> list[dict[str, Any]]:
    """The statements that set a group apart, strongest first: [{"statement": its number, "side", …}].

    Both tests must pass on the side the group takes; when none does, the single strongest statement stands in.
    """
    own = tallied.grouped[group]
    others = tallied.grouped.sum(axis=0) - own
    voted, their_voted = own.sum(axis=1), others.sum(axis=1)
    columns = []
    for answer in (2, 0):
        said, theirs = own[:, answer], others[:, answer]
        p = share(said, voted)
        columns.append(
            (
                p,
                against_half(said, voted),
                p / share(theirs, their_voted),
                against_others(said, voted, theirs, their_voted),
            )
        )
    agree = columns[0][3] > columns[1][3]
    p, half, ratio, apart = (np.where(agree, a, b) for a, b in zip(*columns, strict=True))
    metric = p * half * ratio * apart
    passed = (half > Z90) & (apart > Z90)
    heard = voted > 0
    if passed.any():
        order = sorted(np.flatnonzero(passed), key=lambda s: (-metric[s], s))[:most]
    else:
        order = sorted(np.flatnonzero(heard), key=lambda s: (-apart[s], s))[:1]
    return [
        {"statement": int(s), "side": SIDES[0] if agree[s] else SIDES[1], "share": float(p[s]), "times": float(ratio[s]),
         "z-half": float(half[s]), "z-others": float(apart[s])}
        for s in order
    ]  # fmt: skip


# --- what joins the groups ----------------------------------------------------------------------------------------
def joining(tallied: Tally) -> list[dict[str, Any]]:
    """Statements that a clear majority of every group agrees with, or rejects; the surest first.

    Clear: in each group the share of those who voted on it is above one half by the test. The order is by the product of
    the groups' shares, so that one lukewarm group weighs more than a large one's zeal.
    """
    voted = tallied.grouped.sum(axis=2)
    found = []
    if len(voted):
        for side, answer in (("agree", 2), ("disagree", 0)):
            said = tallied.grouped[:, :, answer]
            clear = (against_half(said, voted) > Z90).all(axis=0)
            shares = share(said, voted)
            found += [
                {"statement": int(s), "side": side, "together": float(shares[:, s].prod()), "least": float(shares[:, s].min())}
                for s in np.flatnonzero(clear)
            ]  # fmt: skip
    return sorted(found, key=lambda row: (-row["together"], row["statement"]))


def dividing(tallied: Tally) -> np.ndarray:
    """How far apart the two most distant groups are on each statement: 0 (alike) to 2 (all agree, all disagree)."""
    if len(tallied.grouped) < 2:
        return np.zeros(tallied.overall.shape[0])
    voted = tallied.grouped.sum(axis=2)
    mean = (tallied.grouped[:, :, 2] - tallied.grouped[:, :, 0]) / (voted + 2)
    return mean.max(axis=0) - mean.min(axis=0)


# --- everything, as data --------------------------------------------------------------------------------------------
def result(votes: Votes, groups: Groups, *, minimum: int) -> dict[str, Any]:
    """The whole answer as plain values. It names the members of groups: for whoever holds the votes, not for pages."""
    from . import VERSION

    tallied = tally(votes, groups)
    voters, statements = votes.voters.to_pylist(), votes.statements.to_pylist()
    apart = dividing(tallied)

    def said(row: np.ndarray) -> dict[str, int]:
        return {"agree": int(row[2]), "disagree": int(row[0]), "pass": int(row[1])}

    def named(found: dict[str, Any], row: np.ndarray) -> dict[str, Any]:
        return {
            "comment-id": statements[found["statement"]],
            **said(row),
            **{k: v for k, v in found.items() if k != "statement"},
        }

    def by_group(statement: int) -> list[dict[str, Any]]:
        return [{"id": g, **said(tallied.grouped[g, statement])} for g in range(groups.k)]

    members: list[list[Any]] = [[] for _ in range(groups.k)]
    ungrouped = []
    for voter, label in zip(voters, groups.labels.tolist(), strict=True):
        (members[label] if label >= 0 else ungrouped).append(voter)
    return {
        "groups": [
            {"id": g, "size": len(members[g]), "members": members[g], "centre": groups.centres[g].tolist(),
             "representative": [named(r, tallied.grouped[g, r["statement"]]) for r in representative(tallied, g)]}
            for g in range(groups.k)
        ],
        "ungrouped": ungrouped,
        "consensus": [
            {**named(c, tallied.overall[c["statement"]]), "groups": by_group(c["statement"])} for c in joining(tallied)
        ],
        "statements": [
            {"comment-id": statements[s], **said(tallied.overall[s]), "apart": float(apart[s]),
             "axes": groups.axes[s].tolist(), "groups": by_group(s)}
            for s in range(len(statements))
        ],
        "method": {
            "name": METHOD, "version": VERSION, "minimum-votes": minimum, "groups": groups.k,
            "silhouettes": {str(k): v for k, v in groups.silhouettes.items()}, "explained": list(groups.explained),
            "voters": len(voters), "statements": len(statements), "votes": len(votes.cells), "events": votes.events,
        },
    }  # fmt: skip

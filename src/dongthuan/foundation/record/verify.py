"""Re-walk every chain and say what is not as it was written. Reads only; any role that may read the tables can run it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from .chain import line_hash
from .checkpoint import Checkpoint
from .models import Chain, Entry


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: kind is altered | gap | cut | unhooked | vanished | rewritten."""

    kind: str
    subject: int
    seq: int | None
    sentence: str


@dataclass(frozen=True)
class Result:
    chains: int
    lines: int
    later: int  # lines written after the checkpoint, 0 without one
    findings: list[Finding]


def verify(against: Checkpoint | None = None) -> Result:
    """Check all chains; with a checkpoint also that nothing up to it was rewritten, cut or made to vanish."""
    with transaction.atomic():
        heads = {c.subject_id: (c.length, bytes(c.head)) for c in Chain.objects.all()}
        promised = {s: (n, bytes.fromhex(h)) for s, n, h in against.heads} if against else {}
        findings: list[Finding] = []
        lines = later = 0
        seen: set[int] = set()
        for subject, chain in _chains():
            seen.add(subject)
            findings += _check_chain(subject, chain, heads.get(subject), promised.get(subject))
            lines += len(chain)
            later += max(0, len(chain) - promised.get(subject, (0, b""))[0]) if against else 0
        for subject in sorted((heads.keys() | promised.keys()) - seen):
            length = max(heads.get(subject, (0, b""))[0], promised.get(subject, (0, b""))[0])
            if length:
                text = f"Chain of thing {subject} has vanished: {length} lines are missing."
                findings.append(Finding("vanished", subject, None, text))
        return Result(len(seen), lines, later, findings)


def verify_one(subject: int) -> list[Finding]:
    """Check the chain of one thing."""
    head = Chain.objects.filter(subject=subject).first()
    chain = list(Entry.objects.filter(subject=subject).order_by("seq"))
    if chain:
        return list(_check_chain(subject, chain, (head.length, bytes(head.head)) if head else None, None))
    text = f"Chain of thing {subject} has vanished."
    return [Finding("vanished", subject, None, text)] if head is None or head.length else []


def _chains() -> Iterator[tuple[int, list[Entry]]]:
    current: list[Entry] = []
    for entry in Entry.objects.order_by("subject_id", "seq").iterator(chunk_size=5000):
        if current and current[0].subject_id != entry.subject_id:
            yield current[0].subject_id, current
            current = []
        current.append(entry)
    if current:
        yield current[0].subject_id, current


def _check_chain(
    subject: int, chain: list[Entry], head: tuple[int, bytes] | None, promised: tuple[int, bytes] | None
) -> Iterator[Finding]:
    prev, expected = bytes(32), 1
    for entry in chain:
        where = f"thing {subject}, line {entry.seq}"
        if entry.seq != expected:
            missing = f"{expected}" if entry.seq == expected + 1 else f"{expected}-{entry.seq - 1}"
            yield Finding("gap", subject, expected, f"Thing {subject}: line {missing} is missing.")
        elif bytes(entry.prev) != prev:
            yield Finding("unhooked", subject, entry.seq, f"{where} does not hang on the line before it.")
        actual = line_hash(
            bytes(entry.prev), subject=subject, seq=entry.seq, verb=entry.verb, at=entry.at,
            actor=[entry.actor_id, entry.actor_name, entry.actor_post], note=entry.note, data=entry.data,
        )  # fmt: skip
        if actual != bytes(entry.hash):
            yield Finding("altered", subject, entry.seq, f"{where} ({entry.verb}, {entry.at:%d/%m/%Y}) was altered.")
        if promised and entry.seq == promised[0] and bytes(entry.hash) != promised[1]:
            yield Finding("rewritten", subject, entry.seq, f"{where} is not the line the checkpoint vouches for.")
        prev, expected = bytes(entry.hash), entry.seq + 1
    length = max(head[0] if head else 0, promised[0] if promised else 0)
    if len(chain) and chain[-1].seq < length:
        yield Finding(
            "cut", subject, chain[-1].seq, f"Thing {subject}: its tail was cut after line {chain[-1].seq} of {length}."
        )
    elif head is None or head[0] != chain[-1].seq or head[1] != prev:
        yield Finding("unhooked", subject, chain[-1].seq, f"Thing {subject}: its head does not fit its last line.")

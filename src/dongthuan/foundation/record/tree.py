"""The Merkle tree of RFC 9162 §2.1.1 over the heads of all chains. Pure."""

import hashlib
from collections.abc import Sequence


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """MTH of RFC 9162 over the leaves' data, without recursion: equal to the tree that splits at powers of two."""
    stack: list[tuple[int, bytes]] = []  # (height, hash); heights fall strictly from left to right
    for data in leaves:
        height, node = 0, leaf_hash(data)
        while stack and stack[-1][0] == height:
            node = hashlib.sha256(b"\x01" + stack.pop()[1] + node).digest()
            height += 1
        stack.append((height, node))
    if not stack:
        return hashlib.sha256(b"").digest()
    node = stack.pop()[1]
    while stack:
        node = hashlib.sha256(b"\x01" + stack.pop()[1] + node).digest()
    return node

"""Our root is the root that another implementation of RFC 9162 gives."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from dongthuan.foundation.record import tree


@given(st.lists(st.binary(max_size=40), max_size=70))
def test_root_equals_the_oracle(leaves: list[bytes]) -> None:
    oracle = InmemoryTree(algorithm="sha256")
    for leaf in leaves:
        oracle.append_entry(leaf)
    assert tree.root(leaves) == (oracle.get_root() if leaves else hashlib.sha256(b"").digest())


@pytest.mark.parametrize("flip", range(5))
def test_root_moves_with_every_leaf(flip: int) -> None:
    leaves = [bytes([n]) for n in range(5)]
    changed = [*leaves[:flip], b"x", *leaves[flip + 1 :]]
    assert tree.root(leaves) != tree.root(changed)

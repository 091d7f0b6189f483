"""What an outline is made of: the node, its kinds, and the one error."""

from collections.abc import Iterable, Iterator
from typing import TypedDict

KINDS = (
    "phan", "chuong", "muc", "tieu_muc", "dieu", "khoan", "diem", "la_ma", "so", "gach", "phu_luc", "khac",
)  # fmt: skip


class Node(TypedDict):
    """One provision. ``text`` is the node's own words exactly as they stand in the input, label and line ends
    included and children excluded, so that the texts joined in reading order are the input again."""

    kind: str
    number: str
    title: str
    text: str
    children: list["Node"]


class OutlineError(Exception):
    """A file that cannot be read; one sentence that names the place.

    ``template`` and ``params`` are kept apart so that a page may translate the sentence.
    """

    def __init__(self, template: str, **params: object) -> None:
        super().__init__(template % params)
        self.template = template
        self.params = params


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Every node in reading order (parents before their children)."""
    stack = [iter(nodes)]
    while stack:
        for node in stack[-1]:
            yield node
            stack.append(iter(node["children"]))
            break
        else:
            stack.pop()


def join(nodes: Iterable[Node]) -> str:
    """The text the outline was made from."""
    return "".join(node["text"] for node in walk(nodes))

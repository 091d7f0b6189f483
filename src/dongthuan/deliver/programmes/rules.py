"""How a table names a clause, and which kind a paper is: pure functions."""

from collections.abc import Iterable

# Kinds of paper (NĐ 30/2020, Phụ lục III; HD 36-HD/VPTW). State bodies lead a "quy chế phối hợp" as QCPH (01/QCPH/UBND-…).
PAPER_KINDS = {
    ("quy_che", "party"): "QC", ("quy_che", "state"): "QCPH",
    ("chuong_trinh", "party"): "CTr", ("chuong_trinh", "state"): "CTr",
}  # fmt: skip
PLAN_KIND = "KH"


def clause_code(trail: Iterable[tuple[str, str]]) -> str:
    """How a table names a clause: "Điều 5" alone is enough, else the numbers from the top: "II.3", "II.3.a".

    `trail` holds (kind, number) from the outermost provision to the clause itself.
    """
    numbers: list[str] = []
    for kind, number in trail:
        if kind == "dieu":
            numbers = [f"Điều {number}"]
        elif number:
            numbers.append(number)
    return ".".join(numbers)

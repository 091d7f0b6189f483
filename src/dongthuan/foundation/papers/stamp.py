"""The visible mark of a digital signature (NĐ 30/2020, Phụ lục I, mục II.8), drawn with typst so that Vietnamese letters fit."""

from collections.abc import Sequence

from .render.pdf import HERE, compile_typst, dump

REGION_MM = (66.0, 27.0)  # the empty region of a signature block, as paper.typ draws it


def stamp_pdf(lines: Sequence[str], demo: bool = False, width_mm: float = 66, height_mm: float = 27) -> bytes:
    """One transparent PDF page of that size with the lines; a demo key's says plainly "BẢN DỰNG THỬ"."""
    model = {"lines": [" ".join(line.split()) for line in lines], "demo": demo, "width": width_mm, "height": height_mm}
    files = {"main.typ": (HERE / "stamp.typ").read_bytes(), "model.json": dump(model)}
    return compile_typst(files, standards=[])[0]

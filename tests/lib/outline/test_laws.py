"""The outlines we read against the outlines the state publishes."""

import json
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from dongthuan.lib.outline import join, outline, read_path, walk

LAWS = Path(__file__).parents[2] / "data" / "legal-vi"
NAMES = {"chuong": "Chương", "muc": "Mục", "tieu_muc": "Tiểu mục"}
TIDY = ["luat-thuc-hien-dan-chu-o-co-so_10-2022-QH15", "luat-to-cao_25-2018-QH14"]
COUNTS = {  # articles, chapters, sections, sub-sections: tests/data/legal-vi/README.md, sections counted by hand
    "luat-thuc-hien-dan-chu-o-co-so_10-2022-QH15.tidy.txt": (91, 6, 10, 9),
    "luat-to-cao_25-2018-QH14.tidy.txt": (67, 9, 6, 0),
    "luat-khieu-nai_02-2011-QH13.crawl.txt": (70, 8, 6, 0),
    "luat-mat-tran-to-quoc_75-2015-QH13.crawl.txt": (41, 8, 0, 0),
    "luat-dat-dai_45-2013-QH13.crawl.txt": (212, 14, 23, 0),
    "du-thao-luat-ve-hoi_2016-10-24.crawl.txt": (33, 8, 0, 0),
    "nghi-quyet_1674_NQ-UBTVQH15.md": (3, 0, 0, 0),
}


def nfc(value):
    return unicodedata.normalize("NFC", value) if value else value


def articles(nodes, place=None):
    """Articles with the headings they stand under, in the shape of the state's outline."""
    place = place or {"chuong": None, "muc": None, "tieu_muc": None}
    for node in nodes:
        inside = dict(place)
        if node["kind"] in NAMES:
            inside[node["kind"]] = f"{NAMES[node['kind']]} {node['number']}"
        if node["kind"] == "dieu":
            yield {"dieu": node["number"], "ten": node["title"], **inside}
        yield from articles(node["children"], inside)


@pytest.mark.parametrize("law", TIDY)
def test_equals_the_states_outline(law):
    tree = read_path(LAWS / f"{law}.tidy.txt").outline()
    expected = json.loads((LAWS / f"{law}.tidy.outline.json").read_text(encoding="utf-8"))
    headings = [
        {"cap": n["kind"], "so": f"{NAMES[n['kind']]} {n['number']}", "ten": n["title"]}
        for n in walk(tree)
        if n["kind"] in NAMES
    ]
    assert headings == [{k: nfc(v) for k, v in h.items()} for h in expected["headings"]]
    assert list(articles(tree)) == [{k: nfc(v) for k, v in a.items()} for a in expected["articles"]]


@pytest.mark.parametrize("name", COUNTS)
def test_every_article_and_none_invented(name):
    document = read_path(LAWS / name)
    tree = document.outline()
    kinds = Counter(node["kind"] for node in walk(tree))
    assert tuple(kinds[k] for k in ("dieu", "chuong", "muc", "tieu_muc")) == COUNTS[name]
    numbers = [n["number"] for n in walk(tree) if n["kind"] == "dieu"]
    assert numbers == [str(i) for i in range(1, COUNTS[name][0] + 1)]
    assert join(tree) == document.text == (LAWS / name).read_bytes().decode("utf-8")


def test_crawled_headings_are_cut_out_of_their_lines():
    tree = outline((LAWS / "luat-dat-dai_45-2013-QH13.crawl.txt").read_text(encoding="utf-8"))
    chapters = [n for n in walk(tree) if n["kind"] == "chuong"]
    assert [n["number"] for n in chapters] == [str(i) for i in range(1, 15)]
    assert chapters[0]["title"] == "QUY ĐỊNH CHUNG"  # its number stands at the end of the line before
    assert chapters[3]["title"] == "QUY HOẠCH, KẾ HOẠCH SỬ DỤNG ĐẤT"  # in the middle of a khoản's line
    assert chapters[5]["children"][0]["title"] == "THU HỒI ĐẤT, TRƯNG DỤNG ĐẤT"  # behind the chapter's title


def test_broken_lines_stay_with_their_provision():
    tree = outline((LAWS / "luat-dat-dai_45-2013-QH13.crawl.txt").read_text(encoding="utf-8"))
    article = next(n for n in walk(tree) if n["kind"] == "dieu" and n["number"] == "56")
    assert [n["number"] for n in article["children"][0]["children"]] == list("abcdđeg")
    assert "\nĐiều 129 của Luật này;\n" in article["children"][0]["children"][1]["text"]


def test_a_title_broken_over_two_lines_is_one_title():
    tree = outline((LAWS / "du-thao-luat-ve-hoi_2016-10-24.crawl.txt").read_text(encoding="utf-8"))
    titles = {n["number"]: n["title"] for n in walk(tree) if n["kind"] == "dieu"}
    assert titles["17"] == "Quyền và nghĩa vụ của hội viên"
    assert titles["28"] == "Nội dung quản lý nhà nước"


def test_decomposed_letters_and_windows_lines_give_the_same_outline():
    text = (LAWS / f"{TIDY[1]}.tidy.txt").read_text(encoding="utf-8")
    plain = [(n["kind"], n["number"], n["title"]) for n in walk(outline(text))]
    other = unicodedata.normalize("NFD", text).replace("\n", "\r\n")
    tree = outline(other)
    assert join(tree) == other
    assert [(n["kind"], n["number"], n["title"]) for n in walk(tree)] == plain

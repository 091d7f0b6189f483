"""A real law through three versions, with ten thousand opinions: each is carried along or orphaned with its reason.

The law has no earlier drafts in the data, so the second and third version are made from it by a seeded hand that does what
drafters do: deletes, moves, merges, splits and rewords provisions, then counts them anew.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from dongthuan.foundation.texts import actions as texts
from dongthuan.foundation.texts.queries import reading
from dongthuan.foundation.things.kit import today
from dongthuan.lib import outline
from dongthuan.listen.opinions import anchors
from dongthuan.listen.opinions.models import Opinion
from tests.factories import make_world

from .making import post

LAW = Path(__file__).parents[2] / "data" / "legal-vi" / "luat-to-cao_25-2018-QH14.tidy.txt"
OPINIONS = 10_000
MORE = (
    " Nội dung này được thực hiện theo hướng dẫn của Chính phủ.", " Thời hạn không quá 10 ngày làm việc.",
    " Người có trách nhiệm phải trả lời bằng văn bản.", " Kinh phí do ngân sách nhà nước bảo đảm.",
    " Trường hợp khẩn cấp thì báo cáo ngay bằng điện thoại.", " Việc này phải được công khai tại trụ sở.",
)  # fmt: skip


@dataclass
class Part:
    """A provision on the drafter's table. `was`: which provisions of the first version it is or holds, by their place in it."""

    kind: str
    number: str
    title: str
    text: str
    was: list[int]
    parts: list["Part"] = field(default_factory=list)

    def node(self) -> dict[str, Any]:
        return {
            **{k: getattr(self, k) for k in ("kind", "number", "title", "text")},
            "children": [p.node() for p in self.parts],
        }

    def walk(self):
        yield self
        for part in self.parts:
            yield from part.walk()


def taken_in(nodes: Any, count: Any) -> list[Part]:
    return [
        Part(n["kind"], n["number"], n["title"], outline.wording(n), [next(count)], taken_in(n["children"], count))
        for n in nodes
    ]


def redraft(law: list[Part], hand: random.Random) -> Counter[str]:
    """One round of drafting; how often each thing was done."""
    done: Counter[str] = Counter()
    for family in [p.parts for top in law for p in top.walk()]:
        place = 0
        while place < len(family):
            here, dice = family[place], hand.random()
            beside = family[place + 1] if place + 1 < len(family) else None
            if here.kind not in ("dieu", "khoan"):
                place += 1
                continue
            if dice < 0.05:
                family.pop(place)
                done["deleted"] += 1
                continue
            if dice < 0.12 and beside and here.kind == beside.kind == "khoan" and not (here.parts or beside.parts):
                here.text, here.was = f"{here.text} {beside.text}", here.was + beside.was
                family.pop(place + 1)
                done["merged"] += 1
            elif dice < 0.25 and here.kind == "khoan" and not here.parts and len(here.text.split()) > 40:
                words = here.text.split()
                cut = len(words) * 2 // 3
                here.text = " ".join(words[:cut])
                family.insert(place + 1, Part("khoan", "0", "", " ".join(words[cut:]), list(here.was)))
                done["split"] += 1
                place += 1
            elif dice < 0.35 and here.text:
                here.text += hand.choice(MORE)
                done["reworded"] += 1
            place += 1
    chapters = [p for p in law if p.kind == "chuong" and any(a.kind == "dieu" for a in p.parts)]
    for _n in range(4):
        source, target = hand.sample(chapters, 2)
        articles = [a for a in source.parts if a.kind == "dieu"]
        if len(articles) > 1:
            article = hand.choice(articles)
            source.parts.remove(article)
            target.parts.insert(0, article)
            done["moved"] += 1
    counted_anew(law)
    return done


def counted_anew(law: list[Part]) -> None:
    articles = (p for top in law for p in top.walk() if p.kind == "dieu")
    for n, article in enumerate(articles, 1):
        article.number = str(n)
        for k, part in enumerate([p for p in article.parts if p.kind == "khoan"], 1):
            part.number = str(k)


@pytest.mark.django_db
def test_three_versions_of_a_law_carry_ten_thousand_opinions_or_say_why_not():
    world, hand = make_world(), random.Random(20180612)
    nodes = outline.outline(LAW.read_text(encoding="utf-8"))
    law = taken_in(nodes, iter(range(10_000)))
    posting = post(world, nodes=nodes, title="Luật Tố cáo (sửa đổi)")
    first = [p.row.clause_id for p in reading(posting.version)]
    places = hand.choices([None, *first], k=OPINIONS)
    Opinion.objects.bulk_create(
        Opinion(posting=posting, clause_id=place, stance="agree", channel="web", given_on=today()) for place in places
    )
    done: Counter[str] = Counter()
    for _redraft in range(2):
        done += redraft(law, hand)
        version = texts.new_version(posting.text, [p.node() for p in law], by=world.users["commune_officer"])
    assert min(done[what] for what in ("deleted", "merged", "split", "reworded", "moved")) >= 3, done

    found = anchors.anchors(posting, version)
    assert sum(a.opinions for a in found) == OPINIONS
    assert all(bool(a.now) != bool(a.reason) for a in found)

    # What the drafter did is the truth: each clause stands where its words do, in one of its pieces if it was split.
    stands = {p.row.clause_id: (p.row.title, p.row.text) for p in reading(version)}
    truth: dict[int, set[tuple[str, str]]] = {clause: set() for clause in first}
    for part in (p for top in law for p in top.walk()):
        for was in part.was:
            truth[first[was]].add((part.title, part.text))
    fates = anchors.fates(posting, version)
    wrong = [c for c, true in truth.items() if (stands[now] not in true if (now := fates[c].now) else true)]
    assert len(wrong) <= 0.02 * len(first), "formulas of a few words may be taken for each other, no more"
    assert sum(a.opinions for a in found if a.reason) > 300
    assert {a.note[:9] for a in found} > {"nội dung ", "đã tách, "}

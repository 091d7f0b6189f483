"""Opinions by the million, with the truth beside them: which letter, article and meaning each row has.

30 % boilerplate ("nhất trí với dự thảo"), 40 % campaign letters (sizes by Zipf's law; half of the rows edited: a sentence
dropped, another ending, a name, a number), 30 % organic. Over them lies what people type: the tone mark on the other
vowel, no marks at all, decomposed Unicode, capitals, small letters, double spaces, slips of the finger; the article named
in six spellings or not at all. `hard`: half of the campaigns are copies of another one about another article or with the
opposite demand. Every chunk has its own seed, so a file is the same however many processes wrote it.

    python -m benchmarks.consolidate.generator 1000000 OUT.parquet [--hard] [--seed 1]
"""

import argparse
import random
import unicodedata
from bisect import bisect
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from .words import (
    ASPECTS,
    BOILER,
    BOILER_TAILS,
    CLOSINGS,
    EVENTS,
    FAMILY,
    GIVEN,
    KIN,
    MEANINGS,
    OPENINGS,
    PLACES,
    THEMES,
)  # fmt: skip

CHUNK = 65_536
ARTICLES = 260
BOILERPLATE, CAMPAIGN, ORGANIC = 0, 1, 2
SCHEMA = pa.schema([
    ("opinion_id", pa.int64()), ("text", pa.string()), ("area", pa.string()), ("organisation", pa.string()),
    ("channel", pa.string()), ("author", pa.string()), ("t_kind", pa.int8()), ("t_letter", pa.int64()),
    ("t_article", pa.int16()), ("t_clause", pa.int8()), ("t_meaning", pa.int8()), ("t_named", pa.bool_()),
])  # fmt: skip
TONES = [("hoà", "hòa"), ("thuỷ", "thủy"), ("Hoà", "Hòa"), ("Thuỷ", "Thủy"), ("khoẻ", "khỏe"), ("hoá", "hóa")]
CHANNELS = (["web"] * 5) + (["giấy"] * 3) + ["thư điện tử", "hội nghị"]


@dataclass
class Campaign:
    article: int
    clause: int
    meaning: int
    parts: list[str]  # sentences; the reference stands in the second, as {ref}
    plain: list[str]  # ready copies


def theme(article: int) -> str:
    return f"{THEMES[(article - 1) % 40]} về {ASPECTS[(article - 1) // 40]}"


def reference(dice: random.Random, article: int, clause: int, spare: float) -> tuple[str, bool]:
    """The article in one of six spellings, or not at all."""
    if dice.random() < spare:
        return "", False
    form = dice.randrange(6)
    return (
        f"Tại khoản {clause} Điều {article}", f"Tại Điều {article} khoản {clause}",
        f"Tại điểm {dice.choice('abcde')} khoản {clause} Điều {article}", f"Theo k{clause} Đ{article}",
        f"Về Điều {article}", f"Ở điều {article}, khoản {clause}",
    )[form], True  # fmt: skip


def says_clause(ref: str) -> bool:
    return "hoản" in ref or ref.startswith("Theo k")


def sentence(words: str) -> str:
    return words[0].upper() + words[1:]


def body(dice: random.Random, article: int, meaning: int, reasons: int) -> list[str]:
    stances, _opposite, whys, proposals = MEANINGS[meaning]
    told = dice.choice(EVENTS).format(n=dice.randrange(2, 98))
    more = dice.choice(EVENTS).format(n=dice.randrange(2, 98))
    return [
        f"{dice.choice(stances).format(t=theme(article))}",
        *(sentence(why) for why in dice.sample(whys, reasons)),
        f"Ở {dice.choice(PLACES)}, {dice.choice(KIN)} {told}, còn {dice.choice(KIN)} {more}",
        f"Vì vậy nên {dice.choice(proposals)}",
    ]


def campaigns(rows: int, seed: int, hard: bool) -> list[Campaign]:
    dice, found = random.Random(f"campaigns {seed}"), []
    count = max(12, rows * 55 // 1_000_000)
    for number in range(count):
        twin = found[number - 1] if hard and number % 2 else None
        if twin is None:
            article, meaning = dice.randrange(1, ARTICLES + 1), dice.randrange(5)
            parts = [dice.choice(OPENINGS), *body(dice, article, meaning, 3), dice.choice(CLOSINGS)]
            said, _ = MEANINGS[meaning][1]
            if hard:  # the twin turns this round, so it must be said
                parts[1] = next(s for s in MEANINGS[meaning][0] if said in s).format(t=theme(article))
            found.append(Campaign(article, dice.randrange(1, 7), meaning, parts, []))
        elif number % 4 == 1:
            other = twin.article % ARTICLES + 1
            found.append(Campaign(other, twin.clause, twin.meaning, list(twin.parts), []))
        else:
            said, opposite = MEANINGS[twin.meaning][1]
            parts = [part.replace(said, opposite) for part in twin.parts]
            found.append(Campaign(twin.article, twin.clause, twin.meaning + 10, parts, []))
    for one in found:
        one.plain = [noisy(dice, written(dice, one, one.parts, 0.0 if hard else 0.1)[0]) for _copy in range(40)]
    return found


def written(dice: random.Random, one: Campaign, parts: list[str], spare: float) -> tuple[str, bool]:
    ref, named = reference(dice, one.article, one.clause, spare)
    first, second, *rest = parts
    return ". ".join([first, f"{ref}, {second[0].lower()}{second[1:]}" if ref else second, *rest]) + ".", named


def edited(dice: random.Random, one: Campaign, spare: float) -> str:
    parts = list(one.parts)
    for _edit in range(dice.choice((1, 1, 2))):
        kind = dice.randrange(5)
        if kind == 0 and len(parts) > 5:
            del parts[dice.randrange(2, len(parts) - 1)]
        elif kind == 1:
            parts[-1] = dice.choice(CLOSINGS)
        elif kind == 2:
            parts.append(f"Ký tên: {dice.choice(FAMILY)} {dice.choice(GIVEN)} {dice.choice(GIVEN)}")
        elif kind == 3:
            parts[0] = dice.choice(OPENINGS)
        else:
            parts.append(f"Nhà tôi có {dice.randrange(2, 12)} người, ở {dice.choice(PLACES)}")
    return noisy(dice, written(dice, one, parts, spare)[0])


def noisy(dice: random.Random, text: str) -> str:
    """As people type."""
    luck = dice.random()
    if luck < 0.30:
        for one, other in TONES:
            text = text.replace(other, one)
    if dice.random() < 0.06:
        for _slip in range(dice.randrange(1, 3)):
            at = dice.randrange(1, len(text) - 1)
            if not (text[at].isdigit() or text[at - 1].isdigit() or text[at + 1 : at + 2].isdigit()):
                text = text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]
    luck = dice.random()
    if luck < 0.12:
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
        text = text.replace("đ", "d").replace("Đ", "D")
    elif luck < 0.18:
        text = unicodedata.normalize("NFD", text)
    luck = dice.random()
    if luck < 0.05:
        text = text.upper()
    elif luck < 0.15:
        text = text.lower()
    elif luck < 0.23:
        text = text.replace(" ", "  ") if dice.random() < 0.3 else text.replace(". ", ".  ")
    return text


class World:
    """What all chunks of one file share."""

    def __init__(self, rows: int, seed: int, hard: bool) -> None:
        self.rows, self.seed, self.hard = rows, seed, hard
        self.campaigns = campaigns(rows, seed, hard)
        order = list(range(len(self.campaigns)))
        random.Random(f"order {seed}").shuffle(order)
        # Twins are equally frequent: their pairs must weigh.
        weight = [1 / (1 + (order[n // 2 * 2 if hard else n])) for n in range(len(order))]
        self.weights = list(accumulate(weight))
        dice = random.Random(f"boiler {seed}")
        self.boiler = [
            (n, [noisy(dice, words + tail) for _copy in range(20)])
            for n, (words, tail) in enumerate((w, t) for w in BOILER for t in BOILER_TAILS)
        ]

    def row(self, dice: random.Random, number: int) -> tuple:
        """(text, kind, letter, article, clause, meaning, named)."""
        luck = dice.random()
        if luck < 0.30:
            letter, copies = self.boiler[min(int(dice.paretovariate(0.7)) - 1, len(self.boiler) - 1)]
            return dice.choice(copies), BOILERPLATE, -1 - letter, 0, 0, -1, False
        if luck < 0.70:
            which = bisect(self.weights, dice.random() * self.weights[-1])
            one = self.campaigns[min(which, len(self.campaigns) - 1)]
            text = edited(dice, one, 0.0 if self.hard else 0.1) if dice.random() < 0.5 else dice.choice(one.plain)
            return text, CAMPAIGN, 1_000_000_000_000 + which, one.article, 0, one.meaning, False
        article, clause, meaning = dice.randrange(1, ARTICLES + 1), dice.randrange(1, 7), dice.randrange(5)
        ref, named = reference(dice, article, clause, 0.3)
        first, *rest = body(dice, article, meaning, dice.choice((1, 2)))
        parts = [f"{ref}, {first[0].lower()}{first[1:]}" if ref else first, *rest]
        if dice.random() < 0.7:
            parts.insert(0, dice.choice(OPENINGS))
        if dice.random() < 0.6:
            parts.append(dice.choice(CLOSINGS))
        text = noisy(dice, ". ".join(parts) + ".")
        return text, ORGANIC, number, article, clause if says_clause(ref) else 0, meaning, named

    def chunk(self, number: int) -> pa.Table:
        dice = random.Random(f"{self.seed} {self.hard} {number}")
        start, end = number * CHUNK, min(self.rows, (number + 1) * CHUNK)
        rows = []
        for n in range(start, end):
            area = dice.randrange(129)
            organisation = None if dice.random() < 0.6 else f"Tổ chức {area % 40}"
            author = f"người {dice.randrange(self.rows * 3 // 4 + 1)}"
            text, *truth = self.row(dice, n)
            rows.append((n, text, f"Xã {area}", organisation, dice.choice(CHANNELS), author, *truth))
        columns = zip(*rows, strict=True)
        return pa.Table.from_arrays([pa.array(c, f.type) for c, f in zip(columns, SCHEMA, strict=True)], schema=SCHEMA)


def draft() -> str:
    """The text the opinions are about, for --draft."""
    return "\n".join(
        f"Điều {n}. {sentence(theme(n))}\n1. {sentence(ASPECTS[(n - 1) // 40])} đối với {THEMES[(n - 1) % 40]} do luật này quy định."
        f"\n2. Cơ quan có thẩm quyền bảo đảm {theme(n)} theo đúng mục đích."
        for n in range(1, ARTICLES + 1)
    )  # fmt: skip


_world: World | None = None


def _begin(rows: int, seed: int, hard: bool) -> None:
    global _world
    _world = World(rows, seed, hard)


def _chunk(number: int) -> pa.Table:
    return _world.chunk(number)


def write(path: Path, rows: int, *, seed: int = 1, hard: bool = False, processes: int = 2) -> None:
    """Write the file, row groups of 65,536 rows."""
    numbers = range(-(-rows // CHUNK))
    part = path.with_suffix(".part")
    with pq.ParquetWriter(part, SCHEMA, compression="zstd") as writer:
        if processes == 1 or len(numbers) == 1:
            world = World(rows, seed, hard)
            for number in numbers:
                writer.write_table(world.chunk(number))
        else:
            with ProcessPoolExecutor(processes, initializer=_begin, initargs=(rows, seed, hard)) as pool:
                for table in pool.map(_chunk, numbers):
                    writer.write_table(table)
    part.replace(path)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--hard", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write(options.out, options.rows, seed=options.seed, hard=options.hard)

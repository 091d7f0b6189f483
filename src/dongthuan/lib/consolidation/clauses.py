"""Which clause of the draft a letter is about: the one it names, else, with the draft at hand, the one whose words it uses."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dongthuan.lib import outline

from .compiled import kernel
from .scan import features
from .sources import Unreadable
from .store import Spool

WORDS = 1 << 16
LIKE, AHEAD = 0.12, 1.3  # cosine with the article's words; how far before the next article
NAMED, BY_WORDING, NOT_IN_DRAFT = 1, 2, 4  # how a letter came to its clause


@dataclass(slots=True)
class Draft:
    """The articles of a draft: number, title, and for each word pair the articles that use it, with weights."""

    articles: np.ndarray
    titles: dict[int, str]
    starts: np.ndarray  # of each word pair, into `at` and `weight`
    at: np.ndarray
    weight: np.ndarray
    rarity: np.ndarray


def read_draft(path: Path) -> Draft:
    """The articles of a Word, text or Markdown file. Raises Unreadable."""
    try:
        tree = outline.read_path(str(path)).outline()
    except outline.OutlineError as refusal:
        raise Unreadable(f"{path}: {str(refusal).removeprefix(f'{path}: ')}") from refusal
    except OSError as error:
        raise Unreadable(f"{path}: cannot be read ({error.strerror or error}).") from error
    texts, titles = {}, {}
    for node in outline.walk(tree):
        if node["kind"] == "dieu" and node["number"].isdigit():
            number = int(node["number"])
            texts[number] = texts.get(number, "") + "\n" + "".join(n["text"] for n in outline.walk([node]))
            titles.setdefault(number, " ".join(node["title"].split()))
    if not texts:
        raise Unreadable(f"{path}: no article (Điều 1, Điều 2 …) was found in it.")
    return weigh(sorted(texts), titles, [texts[number] for number in sorted(texts)])


def weigh(articles: list[int], titles: dict[int, str], texts: list[str]) -> Draft:
    raw = [text.encode() for text in texts]
    offsets = np.concatenate([[0], np.cumsum([len(r) for r in raw])]).astype(np.int64)
    nothing = np.zeros((16, 2), np.uint64)
    data = np.frombuffer(b"".join(raw) or b"\0", np.uint8)
    found = features(offsets, data, np.zeros(len(raw), np.int32), nothing, nothing)
    uses = np.zeros((len(raw), WORDS), np.float32)
    for row, slot in zip(found.rows, found.slot, strict=True):
        if slot >= 0:
            start = found.ends[slot - 1] if slot else 0
            np.add.at(uses[row], found.pairs[start : found.ends[slot]], 1.0)
    uses[:, 0] = 0.0
    held = (uses > 0).sum(0)
    rarity = np.where(held > 0, np.log((len(raw) + 1) / np.maximum(held, 1)), 0.0)
    uses = np.where(uses > 0, 1.0 + np.log(np.maximum(uses, 1.0)), 0.0) * rarity
    uses /= np.maximum(np.sqrt((uses**2).sum(1, keepdims=True)), 1e-9)
    word, article = np.nonzero(uses.T)
    starts = np.searchsorted(word, np.arange(WORDS + 1))
    return Draft(np.array(articles), titles, starts, article, uses.T[word, article].astype(np.float64), rarity)


@kernel
def place_by_words(pairs, start, ends, wanted, draft, articles, found):
    """The article whose words each wanted row uses, into `found`; 0 when none is clearly ahead."""
    starts, at, weight, rarity = draft
    scores, seen, begin = np.zeros(articles.shape[0]), np.full(rarity.shape[0], -1, np.int64), start
    for r in range(ends.shape[0]):
        if wanted[r]:
            norm = 0.0
            for a in range(scores.shape[0]):
                scores[a] = 0.0
            for j in range(begin, ends[r]):
                pair = pairs[j - start]
                if seen[pair] == r or rarity[pair] == 0.0:
                    continue
                seen[pair] = r
                norm += rarity[pair] ** 2
                for entry in range(starts[pair], starts[pair + 1]):
                    scores[at[entry]] += rarity[pair] * weight[entry]
            best, second, which = 0.0, 0.0, -1
            for a in range(scores.shape[0]):
                if scores[a] > best:
                    best, second, which = scores[a], best, a
                elif scores[a] > second:
                    second = scores[a]
            if which >= 0 and best >= LIKE * np.sqrt(norm) and best >= AHEAD * second:
                found[r] = articles[which]
        begin = ends[r]


def find_by_words(pairs: Spool, ends: np.ndarray, wanted: np.ndarray, draft: Draft) -> np.ndarray:
    """The article each wanted wording is about, by its words; 0: none clearly."""
    found = np.zeros(len(ends), np.int32)
    tables = (draft.starts, draft.at, draft.weight, draft.rarity)
    for first, end, numbers in pairs.batches(ends):
        if wanted[first:end].any():
            start = int(ends[first - 1]) if first else 0
            place_by_words(numbers, start, ends[first:end], wanted[first:end], tables, draft.articles, found[first:end])
    return found

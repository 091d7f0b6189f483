"""Letters on generated opinions: the same for any cut and any threads, after an interruption, close in any order; what
must stay apart stays apart; what cannot be taken is named."""

import unicodedata
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from benchmarks.consolidate import generator, quality
from dongthuan.lib.consolidation import letters as step
from dongthuan.lib.consolidation.sources import Unreadable, open_source

ROWS = 12_000


def grouped(path: Path, work: Path, **options) -> np.ndarray:
    """The letter of each row, -1 for a rejected one."""
    work.mkdir(exist_ok=True)
    source = open_source(path, work)
    found = step.find_letters(source, work, **options)
    wording = found.wordings.read(0, found.wordings.size)
    return np.where(wording < 0, -1, found.state.letters()[wording])


def of_texts(tmp_path: Path, *texts: str, clauses: list[str] | None = None) -> list[int]:
    columns = {"opinion_id": [str(n) for n in range(len(texts))], "text": list(texts)}
    pq.write_table(pa.table(columns | ({"clause": clauses} if clauses else {})), tmp_path / "texts.parquet")
    return grouped(tmp_path / "texts.parquet", tmp_path / "work").tolist()


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("opinions") / "made.parquet"
    generator.write(path, ROWS, processes=1)
    return path


@pytest.fixture(scope="module")
def once(made, tmp_path_factory) -> np.ndarray:
    return grouped(made, tmp_path_factory.mktemp("once"))


def test_pairs_of_rows_stand_together_as_they_should(made, once):
    truth = pq.read_table(made, columns=["t_kind", "t_letter"])
    real = truth["t_kind"].to_numpy() > 0
    precision, recall = quality.pairwise(once[real], truth["t_letter"].to_numpy()[real])
    print(f"precision {precision:.4f}, recall {recall:.4f}")
    assert precision >= 0.999


@pytest.mark.parametrize("options", [{"threads": 1}, {"threads": 4, "batch_rows": 700}, {"memory": 1}], ids=str)
def test_threads_batches_and_memory_change_nothing(made, once, tmp_path, options):
    assert (grouped(made, tmp_path / "work", **options) == once).all()


def test_an_interrupted_run_goes_on_and_ends_the_same(made, once, tmp_path):
    class Stopped(Exception):
        pass

    def stop(_step: str, rows: int, _all: int) -> None:
        if rows > 8_000:
            raise Stopped

    options = {"batch_rows": 1_000, "save_seconds": 0}
    with pytest.raises(Stopped):
        grouped(made, tmp_path / "work", tell=stop, **options)
    seen = []
    found = grouped(made, tmp_path / "work", tell=lambda _step, rows, _all: seen.append(rows), **options)
    assert seen[0] > 7_000
    assert (found == once).all()


def test_another_order_gives_nearly_the_same(made, once, tmp_path):
    order = np.random.default_rng(1).permutation(ROWS)
    pq.write_table(pq.read_table(made).take(pa.array(order)), tmp_path / "shuffled.parquet")
    shuffled = grouped(tmp_path / "shuffled.parquet", tmp_path / "work")
    assert quality.ari(once[order], shuffled) >= 0.99


def test_typing_does_not_part(tmp_path):
    text = "Tôi đề nghị hoà giải tại khoản 2 Điều 79, thuỷ lợi phải được khoẻ"
    moved = text.replace("hoà", "hòa").replace("thuỷ", "thủy").replace("khoẻ", "khỏe")
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).replace("đ", "d")
    bare = bare.replace("Đ", "D")
    assert set(of_texts(tmp_path, text, moved, unicodedata.normalize("NFD", text).upper(), bare, f"  {text}!")) == {0}


LETTER = (
    "Kính gửi ban soạn thảo, {ref} tôi {stance} quy định về bồi thường cho hộ nông dân khi thu hồi đất ruộng; mong các đồng "
    "chí xem xét thấu đáo hoàn cảnh của bà con vùng ven đê đã nhiều năm gắn bó với nghề trồng lúa nước"
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("tại Điều 79", "đồng ý với"), ("tại Điều 80", "đồng ý với")),
        (("tại Điều 79", "đồng ý với"), ("tại Điều 79", "không đồng ý với")),
        (("tại Điều 79", "nhất trí với"), ("tại Điều 79", "phản đối")),
        (("tại Điều 79", "muốn mở rộng"), ("tại Điều 79", "muốn thu hẹp")),
    ],
)
def test_another_article_or_the_opposite_stays_apart(tmp_path, one, other):
    texts = [LETTER.format(ref=ref, stance=stance) for ref, stance in (one, other, one)]
    assert of_texts(tmp_path, *texts) == [0, 1, 0]


def test_the_same_words_on_another_clause_are_another_letter(tmp_path):
    assert of_texts(tmp_path, "Tôi nhất trí", "Tôi nhất trí", "Nhất trí", clauses=["Điều 5", "6.2", "5"])[:2] == [0, 1]


def test_rows_that_cannot_be_taken_are_named(tmp_path):
    text = pa.array([b"m\xe1\xbb\x99t hai", b"b\xff ba", None, b" \n", b"n\xc4\x83m", b"s\xc3\xa1u", b"h" * 20_000_000])
    table = pa.table({"opinion_id": ["1", "2", "3", "4", "", "1", "7"], "text": text})
    pq.write_table(table, tmp_path / "bad.parquet")
    source = open_source(tmp_path / "bad.parquet", tmp_path)
    found = step.find_letters(source, tmp_path)
    assert sorted(found.rejected) == [
        (2, "not UTF-8"), (3, "no text"), (4, "no text"), (5, "no opinion_id"), (6, "opinion_id stands in an earlier row"),
    ]  # fmt: skip
    assert found.wordings.read(0, 7).tolist() == [0, -1, -1, -1, -1, -1, 1]


def test_csv_rows_are_numbered_as_they_stand(tmp_path):
    (tmp_path / "a.csv").write_bytes('opinion_id;text\n1;"một; hai"\n2;'.encode() + b"\xff\n3;x;y\n4;ba\n")
    source = open_source(tmp_path / "a.csv", tmp_path)
    assert source.rejected == [(2, "not UTF-8"), (3, "3 cells instead of 2")]
    assert pc.equal(pq.read_table(source.path)["row"], pa.array([1, 4])).to_pylist() == [True, True]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.parquet", b"PAR1 no", "no Parquet file"),
        ("a.csv", b"id,text\n1,x\n", "the column opinion_id is missing"),
        ("a.csv", b"", "is missing"),
        ("a.xlsx", b"PK no", "no Excel workbook"),
        ("a.doc", b"", "only .parquet, .csv and .xlsx"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, name, content, says):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Unreadable, match=says):
        open_source(tmp_path / name, tmp_path)

"""`dongthuan deadline` and `dongthuan deadlines`: what they print, what they refuse, and by which calendar."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from dongthuan import cli
from dongthuan.config import working_days
from dongthuan.foundation.law import shipped

HEAD = "rule,trigger_date,complex,remote,extensions,suspended_from,suspended_to"


@pytest.fixture(autouse=True)
def nothing_installed(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DONGTHUAN_DATA", str(tmp_path))


def run(capsys, *args: str) -> tuple[int, str, str]:
    code = cli.main(list(args))
    out, err = capsys.readouterr()
    return code, out, err


# --- one ----------------------------------------------------------------------------------------------------------
def test_json_has_iso_dates_and_every_day(capsys):
    code, out, err = run(capsys, "deadline", "KN-04", "2026-07-06", "--suspended", "2026-07-16..2026-08-03", "--json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert (found["nominal"], found["due"], found["counted"]) == ("2026-08-23", "2026-08-24", 30)
    assert found["calendar_version"] == shipped().version
    assert found["provisional"] is False
    assert found["arithmetic"][0] == {
        "day": "2026-07-06", "number": None, "mark": "start",
        "reason": "ngày xảy ra sự kiện không tính (BLDS 91/2015/QH13, Điều 147.2)",
    }  # fmt: skip
    assert len(found["arithmetic"]) == 50


def test_the_plain_answer_is_readable_arithmetic(capsys):
    code, out, _ = run(capsys, "deadline", "KN-04", "2026-07-06", "--suspended", "2026-07-16..2026-08-03")
    assert code == 0
    for words in (
        "KN-04: giải quyết khiếu nại lần đầu",
        "07/07/2026 – 16/07/2026   đếm 1–10",
        "17/07/2026 – 03/08/2026   tạm đình chỉ từ 16/07/2026 đến 03/08/2026, không tính (18 ngày)",
        "04/08/2026 – 23/08/2026   đếm 11–30",
        "Hạn       thứ Hai 24/08/2026 (2026-08-24)",
        "chưa đối chiếu",
        "kèm phần mềm",
    ):
        assert words in out


@pytest.mark.parametrize(
    ("args", "due"),
    [
        (["KN-04", "2026-01-05", "--complex"], "2026-02-23"),
        (["KN-07", "2026-06-22", "--complex", "--remote"], "2026-09-03"),
        (["TC-05", "2026-06-03", "--extensions", "2"], "2026-09-03"),
        (["TC-01/verify", "2025-01-20"], "2025-02-10"),
        (["KN-04", "2026-07-06", "--suspended", "2026-07-10..2026-07-12", "--suspended", "2026-07-20..2026-07-25"], "2026-08-12"),
    ],
)  # fmt: skip
def test_options(capsys, args, due):
    code, out, _ = run(capsys, "deadline", *args, "--json")
    assert (code, json.loads(out)["due"]) == (0, due)


def test_a_warning_a_note_and_a_provisional_day_are_said(capsys):
    _, out, _ = run(capsys, "deadline", "KN-10", "2026-12-20")
    assert "TẠM TÍNH" in out
    assert "Cảnh báo  C3" in out
    assert "Lưu ý     Lần đầu" in out
    _, out, _ = run(capsys, "deadline", "KN-11", "2026-09-07")
    assert "02/09/2026 – 06/09/2026   đếm 1–5" in out  # counted back, written forward


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["KN-02", "2026-07-02"], "áp dụng KN-03"),
        (["KP-02", "2026-07-02"], "Điều 18.4"),
        (["KN-99", "2026-07-02"], "Không có quy tắc KN-99"),
        (["KN-04", "02/07/2026"], "NĂM-THÁNG-NGÀY"),
        (["KN-04", "2026-02-30"], "không phải là ngày"),
        (["KN-04", "20260702"], "không phải là ngày"),
        (["KN-04", "2026-07-02", "--suspended", "2026-07-05"], "NGÀY..NGÀY"),
        (["KN-03", "2026-07-02", "--suspended", "2026-07-05..2026-07-06"], "không có quy định nào cho tạm đình chỉ"),
        (["KN-04", "2026-06-02", "--suspended", "2026-06-05..2026-06-06"], "được từ 01/07/2026"),
        (["KN-04", "2026-07-02", "--extensions", "1"], "không cho gia hạn"),
        (["KN-04", "9999-12-31"], "nằm ngoài khoảng tính được"),
    ],
)
def test_refusals_are_one_sentence_and_code_2(capsys, args, words):
    code, out, err = run(capsys, "deadline", *args)
    assert (code, out) == (2, "")
    assert err.startswith("dongthuan deadline: ")
    assert words in err
    assert err.count("\n") == 1


def test_it_is_quick_to_load():
    """Neither Django nor a driver of a database is loaded when none runs here."""
    heavy = ("django", "psycopg", "docx")
    code = (
        "import sys; from dongthuan.cli import main; main(['deadline', 'KN-04', '2026-07-06', '--json']);"
        f"sys.exit(any(m.split('.')[0] in {heavy!r} for m in sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert found.returncode == 0, found.stderr


# --- many ---------------------------------------------------------------------------------------------------------
def many(capsys, tmp_path: Path, text: str, encoding: str = "utf-8") -> tuple[int, list[list[str]], str]:
    path = tmp_path / "cases.csv"
    path.write_bytes(text.encode(encoding))
    code, out, err = run(capsys, "deadlines", str(path))
    return code, list(csv.reader(io.StringIO(out))), err


def test_every_row_comes_back_with_its_answer(capsys, tmp_path):
    text = f"{HEAD}\nKN-04,2026-07-06,,,,2026-07-16,2026-08-03\nTC-05,2026-06-03,0,no,2,,\nKN-07,2026-06-22,1,x,,,\n"
    code, rows, err = many(capsys, tmp_path, text)
    assert (code, err) == (0, "")
    assert rows[0] == [*HEAD.split(","), "nominal", "due", "basis", "provisional", "warning"]
    assert rows[1][7:9] == ["2026-08-23", "2026-08-24"]
    assert rows[1][:7] == ["KN-04", "2026-07-06", "", "", "", "2026-07-16", "2026-08-03"]
    law = "Luật Tố cáo 25/2018/QH14, Điều 30; Nghị định 31/2019/NĐ-CP, Điều 3"
    assert rows[2][7:] == ["2026-09-01", "2026-09-03", law, "false", ""]
    assert rows[3][8] == "2026-09-03"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("KN-04,2026-13-01,,,,,", "không phải là ngày"),
        ("KN-04,,,,,,", "không phải là ngày"),
        (",2026-07-06,,,,,", "trống"),
        ("KN-04,2026-07-06,maybe,,,,", "complex: “maybe”"),
        ("KN-04,2026-07-06,,perhaps,,,", "remote: “perhaps”"),
        ("TC-05,2026-07-06,,,two,,", "extensions: “two”"),
        ("KN-04,2026-07-06,,,,2026-07-10,", "cùng số ngày"),
        ("KN-04,2026-07-06,,,,,2026-07-10", "cùng số ngày"),
        ("KN-02,2026-07-06,,,,,", "áp dụng KN-03"),
        ("KP-02,2026-07-06,,,,,", "Điều 18.4"),
        ("KN-04,2026-07-06,,,,,,surplus", "8 ô"),
    ],
)
def test_a_bad_row_keeps_its_place_with_a_sentence(capsys, tmp_path, row, words):
    good = "KN-05,2025-04-29,,,,,"
    code, rows, _ = many(capsys, tmp_path, f"{HEAD}\n{good}\n{row}\n{good}\n")
    assert code == 1
    assert [r[8] for r in rows[1:]] == ["2025-05-07", "", "2025-05-07"]
    assert rows[2][7:11] == ["", "", "", ""]
    assert words in rows[2][11]
    assert rows[2][:2] == row.split(",")[:2]


def test_files_as_excel_writes_them(capsys, tmp_path):
    """A mark of byte order, semicolons, columns of one's own, other order, short and empty rows, several suspensions."""
    path = tmp_path / "cases.csv"
    lines = [
        "Mã;Trigger_Date;RULE;suspended_from;suspended_to;complex",
        "a1;2026-07-06;kn-04;2026-07-10 2026-07-20;2026-07-12 2026-07-25;Không",
        "",
        "a2;2025-04-29;KN-05",
    ]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    code, out, _ = run(capsys, "deadlines", str(path))
    rows = list(csv.reader(io.StringIO(out), delimiter=";"))
    assert code == 0
    assert rows[0][:3] == ["Mã", "Trigger_Date", "RULE"]
    assert rows[1][7] == "2026-08-12"
    assert not any(rows[2])
    assert rows[3][:3] == ["a2", "2025-04-29", "KN-05"]
    assert rows[3][7] == "2025-05-07"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"rule,day\nKN-04,2026-07-06\n", "trigger_date is missing"),
        (b"", "rule, trigger_date is missing"),
        ("rule,trigger_date\nKN-04,Ngày\n".encode("utf-16"), "CSV file in UTF-8"),
        (b'rule,trigger_date\n"KN-04,2026-07-06\n' + b"x" * 200_000, "CSV file in UTF-8"),
    ],
)
def test_a_file_that_is_none_is_refused(capsys, tmp_path, content, words):
    (tmp_path / "cases.csv").write_bytes(content)
    code, _, err = run(capsys, "deadlines", str(tmp_path / "cases.csv"))
    assert code == 2
    assert words in err


def test_a_file_that_is_not_there_is_said(capsys, tmp_path):
    code, _, err = run(capsys, "deadlines", str(tmp_path / "no.csv"))
    assert code == 2
    assert "no.csv" in err


def test_standard_input_and_a_reader_that_leaves(tmp_path):
    rows = "rule,trigger_date\n" + "KN-05,2025-04-29\n" * 30_000
    command = [sys.executable, "-m", "dongthuan.cli", "deadlines", "-"]
    whole = subprocess.run(command, input=rows, capture_output=True, text=True, check=True)
    assert whole.stdout.count("2025-05-07") == 60_000  # nominal and due
    (tmp_path / "cases.csv").write_text(rows)
    piped = f"{' '.join(command[:-1])} {tmp_path / 'cases.csv'} | head -2"
    left = subprocess.run(["bash", "-o", "pipefail", "-c", piped], capture_output=True, text=True, check=False)
    assert (left.stderr, left.stdout.count("\n")) == ("", 2)


# --- whose calendar -----------------------------------------------------------------------------------------------
def test_without_a_database_the_shipped_calendar_is_used():
    assert working_days.calendar_here() == (shipped(), working_days.SHIPPED)


def test_a_pid_file_without_a_server_is_no_database(tmp_path):
    (tmp_path / "database" / "pgdata").mkdir(parents=True)
    (tmp_path / "database" / "pgdata" / "postmaster.pid").write_text("1\n/x\n0\n5432\n/nowhere\n")
    assert working_days.address() == ""


def test_an_address_that_does_not_answer_is_no_obstacle(monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    code, out, _ = run(capsys, "deadline", "KN-05", "2025-04-29")
    assert code == 0
    assert "kèm phần mềm" in out


def test_the_calendar_of_a_running_installation_is_used(own_database, monkeypatch, capsys):
    from dongthuan.foundation.calendar import actions, queries

    actions.set_day(day=date(2025, 5, 7), kind="off", name="thử", notice="1/TB", by=None)
    monkeypatch.setenv("DATABASE_URL", own_database.url)
    code, out, _ = run(capsys, "deadline", "KN-05", "2025-04-29", "--json")
    assert code == 0
    assert json.loads(out)["due"] == "2025-05-08"
    assert json.loads(out)["calendar_version"] == queries.working_calendar().version
    assert re.search(r"của hệ thống này", run(capsys, "deadline", "KN-05", "2025-04-29")[1])
    assert os.environ["DATABASE_URL"] == own_database.url

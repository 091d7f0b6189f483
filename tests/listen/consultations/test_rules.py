"""What a decision must say, and when a table of views balances: as tables."""

import pytest

from dongthuan.listen.consultations import rules
from dongthuan.listen.consultations.states import VIETNAMESE, Code

OLD = "Mỗi huyện 2 hội nghị đối thoại."
NEW = "Mỗi huyện 2 hội nghị đối thoại; công khai kết quả."


@pytest.mark.parametrize(
    ("code", "stance", "reason", "wording", "expected"),
    [
        ("TT-SUA", "propose", "", NEW, None),
        ("TT-SUA", "propose", "", "  ", ("wording", "wording")),
        ("TT-SUA", "propose", "", f"{OLD} ", ("wording", "unchanged")),
        ("TT-BOSUNG", "object", "", NEW, None),
        ("MOT-PHAN", "propose", "", NEW, ("reason", "reason")),
        ("MOT-PHAN", "propose", "Phần sau đã có ở mục 6.", NEW, None),
        ("MOT-PHAN", "propose", "Phần sau đã có ở mục 6.", "", ("wording", "wording")),
        ("GIU-NGUYEN", "object", "", "", ("reason", "reason")),
        ("GIU-NGUYEN", "object", "\n ", "", ("reason", "reason")),
        ("GIU-NGUYEN", "object", "Số hội nghị ghi trong kế hoạch năm.", "", None),
        ("NGOAI-PHAM-VI", "propose", "", "", ("reason", "reason")),
        ("NHAT-TRI", "agree", "", "", None),
        ("NHAT-TRI", "object", "", "", ("code", "not_agreement")),
        ("TT-SUA", "agree", "", NEW, ("code", "agreement")),
        ("RUT", "agree", "", "", None),
        ("RUT", "object", "", "", None),
        ("TIEP-THU", "propose", "", NEW, ("code", "unknown")),
    ],
)
def test_what_a_decision_must_say(code: str, stance: str, reason: str, wording: str, expected: tuple | None):
    assert rules.fault(code, stance=stance, reason=reason, wording=wording, old=OLD) == expected


def test_received_equals_the_sum_of_outcomes():
    """Worked case 11 of the practice note: 58 opinions."""
    counts = {"TT-SUA": 22, "TT-BOSUNG": 6, "MOT-PHAN": 4, "GIU-NGUYEN": 19, "NHAT-TRI": 7}
    outcomes = [code for code, count in counts.items() for _ in range(count)]
    assert rules.balance(58, outcomes) == counts | {"RUT": 0, "NGOAI-PHAM-VI": 0}


@pytest.mark.parametrize(("received", "outcomes"), [(2, ["NHAT-TRI"]), (0, ["RUT"]), (1, ["TIEP-THU"])])
def test_a_table_that_does_not_balance_is_not_made(received: int, outcomes: list[str]):
    with pytest.raises(ValueError, match=f"received {received}, decided {len(outcomes)}"):
        rules.balance(received, outcomes)


def test_every_code_has_its_words_in_papers():
    assert set(rules.CODES) == set(Code.values) == set(VIETNAMESE)
    assert set(rules.CODES) >= rules.REASON_NEEDED | rules.WORDING_NEEDED | rules.FOR_AGREEMENT

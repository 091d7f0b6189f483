"""What a decision must say, and when the table balances (practice note 6, worked test 11)."""

from collections import Counter

import pytest

from dongthuan.listen.consultations import rules, states

OLD = "Tiếp công dân định kỳ."
NEW = "Tiếp công dân hằng tháng."


@pytest.mark.parametrize(
    ("code", "stance", "reason", "wording", "fault"),
    [
        ("TT-SUA", "propose", "", NEW, None),
        ("TT-SUA", "object", "", NEW, None),
        ("TT-SUA", "propose", "", "", ("wording", "wording")),
        ("TT-SUA", "propose", "", "  \n", ("wording", "wording")),
        ("TT-SUA", "propose", "", f" {OLD} ", ("wording", "unchanged")),
        ("TT-BOSUNG", "propose", "", NEW, None),
        ("TT-BOSUNG", "propose", "", "", ("wording", "wording")),
        ("MOT-PHAN", "propose", "Phần còn lại đã có luật", NEW, None),
        ("MOT-PHAN", "propose", "", NEW, ("reason", "reason")),
        ("MOT-PHAN", "propose", "Lý do", "", ("wording", "wording")),
        ("GIU-NGUYEN", "propose", "Đã quy định ở luật", "", None),
        ("GIU-NGUYEN", "propose", "", "", ("reason", "reason")),
        ("GIU-NGUYEN", "object", " \t", "", ("reason", "reason")),
        ("NGOAI-PHAM-VI", "propose", "Thuộc văn bản khác", "", None),
        ("NGOAI-PHAM-VI", "agree", "Thuộc văn bản khác", "", None),
        ("NGOAI-PHAM-VI", "propose", "", "", ("reason", "reason")),
        ("NHAT-TRI", "agree", "", "", None),
        ("NHAT-TRI", "object", "", "", ("code", "not_agreement")),
        ("NHAT-TRI", "propose", "", "", ("code", "not_agreement")),
        ("TT-SUA", "agree", "", NEW, ("code", "agreement")),
        ("GIU-NGUYEN", "agree", "Lý do", "", ("code", "agreement")),
        ("RUT", "propose", "Lý do", "", ("code", "withdrawal")),
        ("DONG-Y", "propose", "", "", ("code", "unknown")),
    ],
)
def test_what_a_decision_must_say(code, stance, reason, wording, fault):
    assert rules.fault(code, stance=stance, reason=reason, wording=wording, old=OLD) == fault


def outcomes(**counts: int) -> list[str]:
    return list(Counter({k.replace("_", "-"): n for k, n in counts.items()}).elements())


def test_received_equals_the_sum_of_outcomes():
    given = outcomes(TT_SUA=22, TT_BOSUNG=6, MOT_PHAN=4, GIU_NGUYEN=19, NHAT_TRI=7)
    found = rules.balance(58, given)
    assert found == {
        "TT-SUA": 22,
        "TT-BOSUNG": 6,
        "MOT-PHAN": 4,
        "GIU-NGUYEN": 19,
        "NHAT-TRI": 7,
        "RUT": 0,
        "NGOAI-PHAM-VI": 0,
    }
    assert sum(found.values()) == 58


@pytest.mark.parametrize(
    ("received", "given"), [(57, {"TT_SUA": 58}), (59, {"TT_SUA": 58}), (1, {"DONG_Y": 1}), (1, {})]
)
def test_a_table_that_does_not_balance_is_not_made(received, given):
    with pytest.raises(ValueError, match="received"):
        rules.balance(received, outcomes(**given))


def test_nothing_received_balances():
    assert sum(rules.balance(0, []).values()) == 0


def test_new_clauses_take_letters_as_laws_are_amended():
    assert [f"5{rules.inserted(n)}" for n in range(5)] == ["5a", "5b", "5c", "5d", "5đ"]
    assert rules.inserted(23) == "bs24"


def test_codes_of_the_rules_are_those_of_the_database():
    assert set(rules.CODES) == set(states.Code.values) == set(states.VIETNAMESE)

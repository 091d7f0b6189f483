"""The order in which statements are offered; what no statement may hold."""

from collections import Counter

import pytest

from dongthuan.listen.conversations.rules import NEW_FOR, Offered, order, personal_marks

OLD = NEW_FOR + 5


def test_the_fewest_votes_first_and_a_new_one_as_if_it_had_half():
    asked = [Offered(1, 9, OLD), Offered(2, 4, OLD), Offered(3, 6, 0), Offered(4, 30, OLD)]
    assert order(asked, "a") == [3, 2, 1, 4]
    assert order([Offered(3, 6, NEW_FOR), Offered(2, 4, OLD)], "a") == [2, 3]


def test_the_same_votes_give_the_same_order_and_each_person_another_among_equals():
    equals = [Offered(n, 0, OLD) for n in range(12)]
    orders = [order(equals, f"voter {v}") for v in range(300)]
    assert orders[0] == order(list(reversed(equals)), "voter 0")
    first = Counter(o[0] for o in orders)
    assert set(first) == set(range(12))
    assert max(first.values()) < 3 * min(first.values())


def test_votes_spread_evenly_when_people_stop_after_seven():
    votes = dict.fromkeys(range(30), 0)
    for voter in range(200):
        for id in order([Offered(n, c, OLD) for n, c in votes.items()], str(voter))[:7]:
            votes[id] += 1
        if voter == 150:
            votes[30] = 0  # released late: it catches up with whoever comes next
    assert max(votes[n] for n in range(30)) - min(votes[n] for n in range(30)) <= 1
    assert votes[30] >= 40


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Gọi tôi theo số 0912 345 678.", ["number"]),
        ("Căn cước 037098001234", ["number"]),
        ("Viết cho a.b@example.invalid", ["email"]),
        ("Xem https://example.invalid", ["link"]),
        ("Nghị định 30/2020 và 1.045 hộ dân, năm 2025", []),
    ],
)
def test_what_leads_to_a_person_is_seen(text, marks):
    assert personal_marks(text) == marks

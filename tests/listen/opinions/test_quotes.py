"""Words of an opinion are shown only after a person released them, without what could name anyone."""

import pytest

from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.things.kit import Refused
from dongthuan.lib import redaction
from dongthuan.listen.opinions import actions, queries, summary
from tests.factories import make_world

from .making import group_of, post, say

WORDS = "Tôi là Nguyễn Văn Mẫu, điện thoại 0912 345 678, đề nghị ông Trần Mẫu mở cửa đến 21 giờ ở đường Lê Lợi; thư gửi mau@x.vn."


def test_what_looks_like_a_person_is_found_and_a_quote_only_cuts():
    found = redaction.names_in(WORDS)
    assert [WORDS[a:b] for a, b in found] == ["Nguyễn Văn Mẫu", "Trần Mẫu", "Lê Lợi"]
    text, gaps = redaction.redact(WORDS, [*found, *redaction.suggested(WORDS)])
    assert gaps == 5
    assert redaction.only_cut(WORDS, text)
    assert redaction.only_cut(WORDS, "đề nghị […] mở cửa đến 21 giờ […].")
    assert not redaction.only_cut(WORDS, "đề nghị mở cửa đến 22 giờ")
    assert not redaction.only_cut(WORDS, "mở cửa đề nghị")


@pytest.mark.django_db
def test_a_quote_is_released_by_a_person_and_taken_back():
    world = make_world()
    posting, officer = post(world), world.users["commune_officer"]
    a, b = (say(posting, "2", WORDS, name="Lụa Thị Mẫu") for _n in range(2))
    with pytest.raises(Refused, match="chưa có nhóm"):
        actions.release_quote(a, text="mở cửa đến 21 giờ", by=officer)
    actions.regroup(posting, by=officer)
    group_of(a)
    suggestion = queries.suggested_quote(a)
    assert "0912" not in suggestion
    with pytest.raises(Refused):
        actions.release_quote(a, text=suggestion, by=world.users["commune_officer_2"])
    with pytest.raises(Refused, match="0912"):
        actions.release_quote(a, text="điện thoại 0912 345 678", by=officer)
    with pytest.raises(Refused, match="bớt"):
        actions.release_quote(a, text="Đóng cửa đi", by=officer)
    quote = actions.release_quote(a, text="đề nghị […] mở cửa đến 21 giờ", by=officer)
    with pytest.raises(Refused):
        actions.release_quote(a, text=suggestion, by=officer)
    (row,) = [r for r in summary.synthesis(posting).rows if r.group]
    assert row.quotes == [quote.text]
    assert quote.text in row.told
    entry = Entry.objects.get(verb="opinions.release_quote")
    assert (entry.data["opinion"], "21 giờ" in str(entry.data)) == (a.pk, False)
    actions.take_quote_back(quote, by=officer)
    assert summary.synthesis(posting).rows[0].quotes == []
    actions.release_quote(b, text=suggestion, by=officer)
    actions.withdraw(b, by=None)
    assert not queries.quotes().exists(), "who takes the opinion back takes the quote along"

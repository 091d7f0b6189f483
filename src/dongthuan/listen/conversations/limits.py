"""How often one address may answer, begin anew and propose. A meeting hall behind one address has room; a script has none."""

from dongthuan.web.kit import Limit

VOTES = Limit("conversations:vote", 3000, 600)
BEGINNINGS = Limit("conversations:begin", 300, 3600)  # new participants: what keeps one person from voting as hundreds
PROPOSALS = Limit("conversations:propose", 30, 600)

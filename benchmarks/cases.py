"""A million petitions × scale in the real tables: made by SQL, a fifth of them open, a tenth of all at one body."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

import psycopg
from django.db import connection

from dongthuan.config import testing
from dongthuan.config.database import connect, named
from dongthuan.lib.vietnamese import fold
from dongthuan.listen.petitions import clocks
from tests.factories import World, make_world

from .world import ORGANISATIONS

DAY = date(2026, 10, 15)
TRIGGERS = 110  # days back to which the open cases' clocks begin
BODIES = 120
FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô"]
MIDDLE = ["Văn", "Thị", "Đức", "Minh", "Hữu", "Ngọc", "Quang", "Thanh", "Xuân", "Kim", "Thu", "Hải"]
GIVEN = [
    "Lụa", "Bê", "Hùng", "Dũng", "Lan", "Hoa", "Mai", "Tuấn", "Sơn", "Thủy", "Hà", "Bình", "An", "Phúc", "Lộc", "Thọ",
    "Khánh", "Vân", "Nhung", "Tâm", "Nghĩa", "Trí", "Tín", "Hạnh", "Dung", "Yến", "Oanh", "Cúc", "Trúc", "Đào",
    "Liễu", "Quế", "Hiền", "Hậu", "Thảo", "Trang", "Linh", "Chi", "Giang", "Hương",
]  # fmt: skip
SUBJECTS = [
    "bồi thường giải phóng mặt bằng",
    "cấp giấy chứng nhận quyền sử dụng đất",
    "tranh chấp ranh giới thửa đất",
    "chế độ chính sách người có công",
    "ô nhiễm môi trường khu công nghiệp",
    "thu hồi đất nông nghiệp",
    "xây dựng không phép",
    "đường giao thông xuống cấp",
    "nước sạch sinh hoạt",
    "thu các khoản đóng góp ở trường",
    "trợ cấp xã hội",
    "hỗ trợ tái định cư",
    "điện chiếu sáng công cộng",
    "rác thải sinh hoạt",
]
SYLLABLES = [
    "đất", "nhà", "đường", "nước", "xã", "thôn", "huyện", "tỉnh", "ủy", "ban", "nhân", "dân", "quyết", "định", "công",
    "văn", "đơn", "thư", "người", "gia", "đình", "con", "cháu", "ruộng", "vườn", "ao", "hồ", "kênh", "mương", "cầu",
    "cống", "trường", "học", "trạm", "y", "tế", "chợ", "bến", "xe", "khu", "công", "nghiệp", "tiền", "thuế", "phí",
    "lệ", "hỗ", "trợ", "bồi", "thường", "giá", "đền", "bù", "đo", "đạc", "bản", "đồ", "thửa", "ranh", "giới", "tranh",
    "chấp", "hàng", "xóm", "lấn", "chiếm", "xây", "dựng", "phép", "cấp", "giấy", "chứng", "nhận", "quyền", "sử",
    "dụng", "tài", "sản", "thu", "hồi", "giải", "phóng", "mặt", "bằng", "tái", "định", "cư", "khiếu", "nại", "kiến",
    "nghị", "phản", "ánh", "đề", "nghị", "xem", "xét", "giải", "quyết", "trả", "lời", "văn", "bản", "chậm", "trễ",
    "nhiều", "lần", "không", "được", "thỏa", "đáng",
]  # fmt: skip


@dataclass
class Bench:
    world: World
    petitions: int
    open: int
    clocks: int

    def user(self, name: str):
        user = self.world.users[name]
        user.__dict__.pop("acting", None)
        return user


# kind, status, product, whether sealed: of a hundred petitions, those that are open and those that have ended
KINDS = ["complaint"] * 40 + ["reflection"] * 55 + ["denunciation"] * 5
FILL = """
WITH t AS (INSERT INTO things_thing (kind) SELECT 'petition' FROM generate_series(1, %(n)s) RETURNING id),
     r AS (SELECT id AS thing, row_number() OVER () AS g FROM t),
     o AS (SELECT array_agg(id ORDER BY id) AS ids FROM orgs_organisation WHERE code LIKE 'bench-%%'),
     w AS (SELECT r.*, (%(kinds)s::text[])[1 + (g * 7919) %% 100] AS kind, g %% 5 = 0 AS opened,
             CASE WHEN (g / 5) %% 10 = 0 THEN %(big)s ELSE o.ids[1 + g %% array_length(o.ids, 1)] END AS org,
             hashint8(g)::bigint & 2147483647 AS h, hashint8(g * 31 + 7)::bigint & 2147483647 AS h2 FROM r, o)
INSERT INTO petitions_petition (thing_id, code, kind, instance, discipline, channel, field, title, folded, sealed, anonymous, complex,
  grounds, remote, extensions, guided, forwarded_by, received_on, received_at, intake_id, organisation_id, officer_id, link, status,
  before, accepted_on, product, product_number, ended_on, outcome)
SELECT thing, 'NH26-' || lpad(g::text, 7, '0'), kind, 1, false, (ARRAY['web','post','reception','phone'])[1 + h %% 4], '',
  CASE WHEN kind = 'denunciation' THEN '' ELSE (%(subjects)s::text[])[1 + h %% %(ns)s] END,
  CASE WHEN kind = 'denunciation' THEN ''
    ELSE (%(subjects_folded)s::text[])[1 + h %% %(ns)s]
    || ' ' || (%(names_folded)s::text[])[1 + h2 %% %(nn)s]
    || ' quyet dinh so ' || (1 + h %% 9000) || '/qd-ubnd ' || (%(sentences)s::text[])[1 + h %% %(nw)s]
    || ' ' || (%(sentences)s::text[])[1 + h2 %% %(nw)s] END,
  kind = 'denunciation', false, false, '{}', false, 0, false, '',
  CASE WHEN opened THEN %(day)s::date - (h %% %(back)s)::int ELSE %(day)s::date - 120 - (h %% 1500)::int END, now(), org, org,
  CASE WHEN opened AND g %% 100 = 0 THEN %(solver)s END, '',
  CASE WHEN NOT opened THEN 'archived' WHEN h2 %% 5 = 0 THEN 'registered' ELSE
    CASE kind WHEN 'complaint' THEN 'kn_verifying' WHEN 'reflection' THEN 'kp_assigned' ELSE 'tc_verifying' END END,
  '', CASE WHEN opened AND kind <> 'reflection' THEN %(day)s::date - (h %% %(back)s)::int END,
  CASE WHEN opened THEN '' ELSE 'answer' END, '', CASE WHEN opened THEN NULL ELSE %(day)s::date - 60 END, ''
FROM w
"""
STATEMENTS = """
INSERT INTO petitions_statement (petition_id, content, request, against, signed)
SELECT id, 'Nội dung đơn ' || code, '', '', true FROM petitions_petition WHERE NOT sealed AND code LIKE 'NH26-%%'
"""
PETITIONERS = """
INSERT INTO petitions_petitioner (petition_id, full_name, address, phone, email, id_number, represents, key, phone_key)
SELECT id, (%(names)s::text[])[1 + h %% %(nn)s], 'thôn ' || 1 + h %% 20, '09' || lpad((h %% 100000000)::text, 8, '0'), '', '', false,
  (%(names_folded)s::text[])[1 + h %% %(nn)s], '09' || lpad((h %% 100000000)::text, 8, '0')
FROM (SELECT id, hashint8(substr(code, 6)::bigint * 31 + 7)::bigint & 2147483647 AS h FROM petitions_petition
      WHERE NOT sealed AND code LIKE 'NH26-%%') p
"""
CLOCKS = """
INSERT INTO petitions_clock (petition_id, purpose, rule, trigger, nominal, due, facts, asked, provisional, warning, started_on)
SELECT p.id, d.purpose, d.rule, d.trigger, d.nominal, d.due, d.facts, '{}', d.provisional, d.warning, d.trigger
FROM petitions_petition p JOIN unnest(%(rule)s::text[], %(purpose)s::text[], %(trigger)s::date[], %(nominal)s::date[], %(due)s::date[],
  %(facts)s::jsonb[], %(provisional)s::bool[], %(warning)s::text[]) d(rule, purpose, trigger, nominal, due, facts, provisional, warning)
  ON d.trigger = p.received_on AND (d.purpose = 'alarm' OR (p.status = 'registered' AND d.purpose = 'accept')
    OR (p.status = 'kn_verifying' AND d.rule = 'KN-04')
    OR (p.status = 'tc_verifying' AND d.rule = 'TC-05') OR (p.status = 'kp_assigned' AND d.rule = 'TCD-01'))
WHERE p.status <> 'archived' AND p.code LIKE 'NH26-%%'
"""
DAYS = """
UPDATE petitions_petition p SET due = d.due, alarm_on = d.alarm_on
FROM (SELECT petition_id, min(due) FILTER (WHERE purpose <> 'alarm') AS due, min(due) FILTER (WHERE purpose = 'alarm') AS alarm_on
      FROM petitions_clock GROUP BY 1) d
WHERE d.petition_id = p.id
"""
RULES = {"TCD-08": "alarm", "KN-02": "accept", "KN-04": "solve", "TC-05": "solve", "TCD-01": "answer"}


def words() -> dict[str, object]:
    rng = random.Random(3)
    names = [f"{f} {m} {g}" for f in FAMILY for m in MIDDLE for g in GIVEN]
    weights = [1 / (n + 3) for n in range(len(SYLLABLES))]
    sentences = [fold(" ".join(rng.choices(SYLLABLES, weights, k=20))) for _n in range(20_000)]
    return {
        "names": names, "names_folded": [fold(n) for n in names], "nn": len(names), "subjects": SUBJECTS, "ns": len(SUBJECTS),
        "subjects_folded": [fold(s) for s in SUBJECTS], "sentences": sentences, "nw": len(sentences),
    }  # fmt: skip


def deadlines() -> dict[str, list]:
    """What the law answers for each rule and each day of the last months."""
    found: dict[str, list] = {
        k: [] for k in ("rule", "purpose", "trigger", "nominal", "due", "facts", "provisional", "warning")
    }
    for rule, purpose in RULES.items():
        for back in range(TRIGGERS):
            on = DAY - timedelta(days=back)
            if not (name := clocks.first_that_holds(on, rule, *(["KN-03"] if rule == "KN-02" else []))):
                continue
            values = clocks.values(clocks.reckon(name, on)) | {"purpose": purpose}
            values["facts"] = psycopg.types.json.Jsonb(values["facts"])
            for key, column in found.items():
                column.append(values[key])
    return found


def fill(scale: float) -> Bench:
    world = make_world()
    n, said = max(1_000, round(1_000_000 * scale)), words()
    values = {
        **said, "n": n, "kinds": KINDS, "big": world.communes[0].pk, "day": DAY, "back": TRIGGERS, "solver": world.users["solver"].pk,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(ORGANISATIONS, {"n": BODIES, "parent": world.districts[0].pk})
        for sql in (FILL, STATEMENTS, PETITIONERS):
            cursor.execute(sql, values)
        cursor.execute(CLOCKS, deadlines())
        cursor.execute(DAYS)
        cursor.execute(
            "SELECT count(*) FILTER (WHERE status <> 'archived'), (SELECT count(*) FROM petitions_clock) FROM petitions_petition"
        )
        opened, running = cursor.fetchone()
    tidy()
    return Bench(world, n, opened, running)


def tidy() -> None:
    """What autovacuum does on a living server, before the measuring: statistics, and pages known to be visible to all."""
    with owner() as link:
        link.execute("VACUUM (ANALYZE)")


@contextmanager
def owner() -> Iterator[psycopg.Connection]:
    with connect(named(testing.server.owner_url, connection.settings_dict["NAME"])) as link:
        yield link

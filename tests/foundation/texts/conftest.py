import pytest

from dongthuan.foundation.texts import actions
from dongthuan.lib.outline import outline
from tests.factories import make_world

PROGRAMME = """I. MỤC ĐÍCH, YÊU CẦU
1. Nâng cao nhận thức, trách nhiệm của cấp ủy, chính quyền.
2. Đúng chức năng, không chồng chéo, rõ người, rõ việc.
II. NỘI DUNG PHỐI HỢP
1. Tham mưu quán triệt các chỉ thị, nghị quyết về công tác dân vận.
2. Cải cách hành chính
a) Trọng tâm là thủ tục hành chính;
b) Kỷ luật, kỷ cương, văn hóa công vụ.
3. Đối thoại của người đứng đầu với Nhân dân.
III. TỔ CHỨC THỰC HIỆN
1. Sơ kết hằng năm.
"""


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def focal(world):
    return world.users["focal_officer"]


@pytest.fixture
def text(focal):
    return actions.create_text("Chương trình phối hợp 2021–2025", outline(PROGRAMME), by=focal)


@pytest.fixture
def draft(text):
    return text.versions.get()

"""History sentences: record verb -> what was done, in Vietnamese. Never a name, never a word of a denunciation."""

from datetime import date
from typing import Any

from .kinds import OUTCOME_VI, VIETNAMESE

Data = dict[str, Any]
CHANNELS = {
    "reception": "tại nơi tiếp công dân", "post": "qua bưu điện", "web": "qua trang này", "phone": "qua điện thoại",
    "email": "qua thư điện tử", "box": "từ hòm thư", "forwarded": "do cơ quan khác chuyển đến",
}  # fmt: skip

UP = {"late": "quá hạn giải quyết", "red": "thuộc danh sách báo động đỏ"}


def satisfied(level: int | None) -> str:
    return f"; mức độ hài lòng {level}/5" if level else ""


def day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"


def paper(words: str) -> Any:
    """A sentence with the number and ground of its paper, as far as there are any."""

    def sentence(d: Data) -> str:
        number = f", văn bản số {d['number']}" if d.get("number") else ""
        ground = f" (căn cứ {d['ground']})" if d.get("ground") else ""
        return f"{words}{ground}{number}"

    return sentence


SENTENCES: dict[str, Any] = {
    "petitions.receive": lambda d: f"đã <b>tiếp nhận đơn</b> {CHANNELS[d['channel']]}",
    "petitions.keep": "người gửi đã thêm vào <b>đơn của tôi</b>",
    "petitions.register": "đã <b>vào sổ</b>",
    "petitions.pass_on": lambda d: f"chuyển từ {d['from']} sang <b>{d['to']}</b> do tổ chức lại cơ quan",
    "petitions.classify": lambda d: f"đã phân loại: <b>{VIETNAMESE[d['kind']]}</b>",
    "petitions.ask_to_complete": "đã <b>mời người gửi bổ sung</b>, ký đơn",
    "petitions.complete": "đã nhận phần bổ sung",
    "petitions.take_up": "đã xác định <b>thuộc thẩm quyền</b>",
    "petitions.split": lambda d: f"đã <b>tách đơn</b> thành {len(d['codes'])} hồ sơ: {', '.join(d['codes'])}",
    "petitions.join": lambda d: f"đã <b>xếp cùng vụ việc</b> với hồ sơ {d['code']}",
    "petitions.note_copy": lambda d: f"đã ghi nhận <b>đơn gửi nhiều nơi</b>: hồ sơ {d['code']} tại {d['organisation']}",
    "petitions.guide": lambda d: f"đã <b>hướng dẫn</b> người gửi đến {d['to']}",
    "petitions.transfer": lambda d: f"đã <b>chuyển đơn</b> đến {d['to']}",
    "petitions.send_back": paper("đã <b>trả lại đơn</b>"),
    "petitions.refuse": paper("đã <b>từ chối tiếp nhận</b>"),
    "petitions.file_away": paper("đã <b>lưu đơn</b>"),
    "petitions.assign": lambda d: f"đã phân công <b>{d['officer']}</b>"
    + (f", người đọc thứ hai {d['reader']}" if d.get("reader") else ""),
    "petitions.accept": paper("đã <b>thụ lý</b>"),
    "petitions.not_accept": paper("đã <b>không thụ lý</b>"),
    "petitions.not_handle": paper("đã xác định <b>không xử lý theo Luật Tố cáo</b>"),
    "petitions.inspect": paper("đã <b>chuyển thanh tra, kiểm tra</b>"),
    "petitions.verify": "bắt đầu <b>xác minh</b>",
    "petitions.notify": "đã <b>thông báo việc thụ lý</b> cho người tố cáo và người bị tố cáo",
    "petitions.hold_dialogue": lambda d: "đã <b>tổ chức đối thoại</b>"
    + (", người gửi vắng mặt không có lý do chính đáng" if d.get("absent") else ""),
    "petitions.give_reading": lambda d: "đã đọc và <b>nhất trí</b>" if d["agrees"] else "đã đọc và <b>chưa nhất trí</b>",
    "petitions.ask_opinion": lambda d: f"đã <b>lấy ý kiến</b> {d['of']}, trả lời trước {day(d['due'])}",
    "petitions.give_opinion": lambda d: f"đã cho ý kiến thay mặt <b>{d['of']}</b>",
    "petitions.withdraw_opinion": lambda d: f"thôi lấy ý kiến {d['of']}",
    "petitions.escalate": lambda d: f"báo lên <b>{d['to']}</b>: {UP[d['reason']]} ({d['rule']})",
    "petitions.give_order": lambda d: f"{d['issuer']} <b>đôn đốc</b> bằng văn bản số {d['number']}, báo cáo trước {day(d['due'])}",
    "petitions.report_order": paper("đã <b>báo cáo cấp trên</b>"),
    "petitions.settle_order": lambda d: f"cấp trên đã nhận báo cáo theo văn bản số {d['number']}",
    "petitions.return_order": lambda d: f"cấp trên <b>yêu cầu báo cáo lại</b> trước {day(d['due'])}",
    "petitions.suspend": paper("đã <b>tạm đình chỉ</b>"),
    "petitions.resume": paper("đã <b>tiếp tục giải quyết</b>"),
    "petitions.extend": lambda d: f"đã <b>gia hạn</b> đến {day(d['due'])}, quyết định số {d['number']}",
    "petitions.terminate": paper("đã <b>đình chỉ</b>"),
    "petitions.decide": lambda d: f"đã <b>ra quyết định</b> số {d['number']}: {OUTCOME_VI[d['outcome']]}",
    "petitions.send": "đã <b>gửi quyết định</b>",
    "petitions.publish": "đã <b>công khai kết quả</b>",
    "petitions.take_effect": "quyết định <b>có hiệu lực</b>",
    "petitions.request_protection": "đã nhận <b>đề nghị bảo vệ</b> người tố cáo",
    "petitions.decide_protection": paper("đã <b>quyết định bảo vệ</b> người tố cáo"),
    "petitions.refuse_protection": paper("đã thông báo <b>không bảo vệ</b>, có nêu lý do"),
    "petitions.apply_protection": "các biện pháp bảo vệ <b>đã được áp dụng</b>",
    "petitions.change_protection": paper("đã <b>thay đổi biện pháp bảo vệ</b>"),
    "petitions.end_protection": paper("đã <b>chấm dứt bảo vệ</b>"),
    "petitions.note_result": "đã ghi <b>số liệu kết quả</b> cho biểu báo cáo",
    "petitions.enforce": "bắt đầu <b>thi hành</b>",
    "petitions.finish_enforcing": "đã <b>thi hành xong</b>",
    "petitions.write_conclusion": lambda d: f"đã ghi <b>nội dung kết luận</b> vào kho niêm phong, bản thứ {d['version']}",
    "petitions.conclude": lambda d: f"đã <b>kết luận</b> số {d['number']}: {OUTCOME_VI[d['outcome']]}",
    "petitions.inform": "đã <b>gửi kết luận</b>, thông báo cho người tố cáo",
    "petitions.act_on": "đã <b>xử lý theo kết luận</b>",
    "petitions.follow": "chuyển sang <b>theo dõi thực hiện kết luận</b>",
    "petitions.promise": lambda d: f"hẹn trả lời chậm nhất <b>{day(d['day'])}</b>",
    "petitions.answer": paper("đã <b>trả lời</b>"),
    "petitions.pool": "đã tập hợp để xem xét chung",
    "petitions.take_from_pool": "đưa ra xem xét",
    "petitions.assess": paper("đã <b>quyết định về quy định</b>"),
    "petitions.not_receive": "đã <b>không tiếp nhận</b>",
    "petitions.close": "đã <b>kết thúc</b> hồ sơ",
    "petitions.archive": "đã <b>lưu trữ</b> hồ sơ",
    "petitions.complain_again": lambda d: f"đã nhận <b>khiếu nại lần hai</b>, hồ sơ {d['code']} ở {d['to']}",
    "petitions.denounce_again": lambda d: f"đã nhận <b>tố cáo tiếp</b>, hồ sơ {d['code']}",
    "petitions.announce_withdrawal": lambda d: "báo <b>rút đơn</b>" + ("" if d["whole"] else " một phần") + ", chờ ký",
    "petitions.effect_withdrawal": lambda d: f"đã ghi nhận <b>rút đơn</b> có chữ ký ngày {day(d['on'])}",
    "petitions.lapse_withdrawal": "việc rút đơn không được ký, hồ sơ tiếp tục",
    "petitions.add_papers": lambda d: f"người gửi bổ sung {d['n']} tệp",
    "petitions.say_solved": lambda d: ("người gửi cho biết <b>đã được giải quyết</b>" if d["solved"]
    else "người gửi cho biết <b>chưa được giải quyết</b>, hồ sơ mở lại") + satisfied(d.get("satisfaction")),
    "petitions.reckon_again": lambda d: f"tính lại hạn {d['rule']}: từ {day(d['old'])} sang {day(d['new'])}"
    + (" (<b>chưa áp dụng</b>, chờ người có thẩm quyền quyết định)" if d.get("held") else ""),
    "petitions.excuse": lambda d: f"quyết định áp dụng hạn mới {day(d['new'])} của {d['rule']}",
    "petitions.draft_letter": lambda d: f"đã soạn văn bản: <b>{d['title']}</b>",
    "petitions.hand_out": "đã lấy <b>bản trích đã lược bỏ</b> kèm văn bản",
}  # fmt: skip

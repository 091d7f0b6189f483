"""How the record's verbs about people read."""

FORMS = {"KT": "ký thay (KT.)", "TL": "thừa lệnh (TL.)", "TUQ": "thừa ủy quyền (TUQ.)"}
KEYS = {"totp": "ứng dụng xác thực", "webauthn": "khóa bảo mật", "recovery_codes": "mã dự phòng"}

PERSON = {
    "people.create_account": lambda d: f"đã lập tài khoản “{d['username']}”",
    "people.enrol_citizen": "đã vào bằng tài khoản định danh",
    "people.invite": "đã cấp lại liên kết vào lần đầu",
    "people.set_password": "đã đặt mật khẩu bằng liên kết dùng một lần",
    "people.change_password": "đã đổi mật khẩu",
    "people.add_key": lambda d: f"đã thêm {KEYS.get(d['kind'], d['kind'])}",
    "people.drop_key": lambda d: f"đã bỏ {KEYS.get(d['kind'], d['kind'])}",
    "people.deactivate": "đã đóng tài khoản",
    "people.reactivate": "đã mở lại tài khoản",
    "people.set_language": lambda d: f"đã chọn ngôn ngữ {d['language']}",
    "people.assign": lambda d: f"đã phân công giữ vị trí “{d['post']}”, {d['organisation']}",
    "people.end_assignment": lambda d: f"đã kết thúc phân công “{d['post']}”",
    "people.request_recovery": "đã đề nghị khôi phục khóa đăng nhập",
    "people.confirm_recovery": "đã xác nhận khôi phục: khóa cũ và mật khẩu cũ bị hủy",
    "people.withdraw_recovery": "đã rút đề nghị khôi phục khóa đăng nhập",
}
DELEGATION = {
    "people.delegate": lambda d: f"đã ủy cho {d['to']} {FORMS[d['form']]} vị trí “{d['post']}”",
    "people.revoke": "đã chấm dứt việc ủy quyền",
}

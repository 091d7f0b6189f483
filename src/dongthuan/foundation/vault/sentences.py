"""How the record's verbs about the vault read. They name no content and nobody whom a denunciation is about."""

from collections.abc import Callable

PARTS = {
    "identity": "danh tính", "content": "nội dung", "attachment": "tệp kèm theo", "original": "bản gốc",
    "protection": "đề nghị bảo vệ", "conclusion": "nội dung kết luận",
}  # fmt: skip


def part(data: dict) -> str:
    """A piece by its name, without the number that tells it from others of the kind: "attachment-2"."""
    return PARTS.get(data["part"].partition("-")[0], data["part"])


def basis(data: dict) -> str:
    return f" (căn cứ {data['basis']})" if data.get("basis") else ""


def second(data: dict) -> str:
    return f", người thứ hai: {data['second']}" if data.get("second") else ""


SENTENCES: dict[str, str | Callable[[dict], str]] = {
    "vault.open_dossier": lambda d: f"đã lập hồ sơ niêm phong, giao {d['handler']} xử lý",
    "vault.hand_over": lambda d: (
        f"đã chuyển hồ sơ niêm phong từ {d['from']} sang {d['to']}{basis(d)}; mọi quyền xem cũ chấm dứt"
    ),
    "vault.protect": lambda d: f"đã áp dụng chế độ bảo vệ: {d['basis']}",
    "vault.end_protection": lambda d: f"đã chấm dứt chế độ bảo vệ: {d['basis']}",
    "vault.exclude": "đã loại một bên có liên quan khỏi việc xử lý",
    "vault.lift_exclusion": "đã bỏ việc loại một bên do ghi nhầm",
    "vault.grant": lambda d: f"đã giao quyền xem {part(d)} cho {d['person']} ({d['post']})",
    "vault.end_grant": lambda d: f"đã chấm dứt quyền xem {part(d)} của {d['person']}",
    "vault.seal": lambda d: f"đã niêm phong {part(d)}",
    "vault.ask": lambda d: f"đã đề nghị xem {part(d)} (căn cứ {d['ground']})",
    "vault.answer_yes": lambda d: f"đã đồng ý cho {d['person']} xem {part(d)} một lần (căn cứ {d['ground']})",
    "vault.answer_no": lambda d: f"đã không đồng ý cho {d['person']} xem {part(d)}",
    "vault.look": lambda d: f"đã xem {part(d)} (căn cứ {d['ground']}{second(d)})",
    "vault.release_redacted": lambda d: (
        f"đã đưa ra bản lược bỏ để dùng trong văn bản ({d['removed']} chỗ được lược bỏ)"
    ),
}

"""Every refusal as a sentence, in English and Vietnamese. Dates come in as dd/mm/yyyy already."""

from __future__ import annotations

from typing import Any

SENTENCES: dict[str, tuple[str, str]] = {
    # the file
    "not_pdf": ("This is not a PDF file.", "Tệp này không phải là tệp PDF."),
    "too_large": (
        "The PDF is larger than {limit} MB; signed papers are smaller.",
        "Tệp PDF lớn hơn {limit} MB; văn bản ký số không lớn như vậy.",
    ),
    "too_complex": (
        "The PDF takes too long or too much memory to check, so it was not accepted.",
        "Tệp PDF cần quá nhiều thời gian hoặc bộ nhớ để kiểm tra nên không được nhận.",
    ),
    "unreadable": (
        "The PDF is damaged: its structure cannot be read.",
        "Tệp PDF bị hỏng: không đọc được cấu trúc của tệp.",
    ),
    "encrypted": (
        "The PDF is locked with a password; signed papers must be open.",
        "Tệp PDF bị khoá bằng mật khẩu; văn bản ký số phải mở được.",
    ),
    "hybrid": (
        "The PDF mixes two kinds of object tables, in which content can be hidden; save it again and sign it again.",
        "Tệp PDF trộn hai loại bảng đối tượng, có thể giấu nội dung; hãy lưu lại rồi ký lại.",
    ),
    "cannot_open": ("Cannot open {path}: {why}.", "Không mở được {path}: {why}."),
    "bad_trust_file": (
        "{path} holds no certificate and no revocation list that can be read.",
        "{path} không chứa chứng thư hoặc danh sách thu hồi đọc được.",
    ),
    "no_signature": ("The PDF carries no signature.", "Tệp PDF chưa có chữ ký số nào."),
    # one signature: its frame
    "kind": (
        "Signature “{field}” is of a kind that is not accepted ({kind}); sign as PAdES.",
        "Chữ ký “{field}” thuộc loại không được chấp nhận ({kind}); hãy ký theo chuẩn PAdES.",
    ),
    "byte_range": (
        "Signature “{field}” leaves bytes of the file outside its protection.",
        "Chữ ký “{field}” để lọt một phần tệp không được bảo vệ.",
    ),
    "padding": (
        "Something was written into the unused space behind signature “{field}”.",
        "Có dữ liệu lạ được ghi vào phần đệm phía sau chữ ký “{field}”.",
    ),
    "envelope": (
        "The envelope of signature “{field}” was altered or is not in the exact form the standard asks for ({place}).",
        "Phong bì của chữ ký “{field}” bị sửa hoặc không đúng dạng chuẩn ({place}).",
    ),
    "cert_damaged": (
        "A certificate enclosed with signature “{field}” is damaged: {name}.",
        "Một chứng thư kèm theo chữ ký “{field}” bị hỏng: {name}.",
    ),
    "cert_loose": (
        "A certificate enclosed with signature “{field}” ({name}) cannot be checked: its issuer {issuer} is not on the "
        "list of trusted authorities.",
        "Không kiểm tra được một chứng thư kèm theo chữ ký “{field}” ({name}): đơn vị cấp {issuer} không có trong danh "
        "sách tổ chức chứng thực tin cậy.",
    ),
    "altered": (
        "The file was altered after signature “{field}” was made.",
        "Tệp đã bị sửa sau khi chữ ký “{field}” được tạo.",
    ),
    "forged": (
        "Signature “{field}” does not match the certificate it claims.",
        "Chữ ký “{field}” không khớp với chứng thư đi kèm.",
    ),
    "changed_later": (
        "After signature “{field}”, something other than a further signature was added or changed.",
        "Sau chữ ký “{field}”, tệp bị thêm hoặc sửa nội dung khác ngoài chữ ký tiếp theo.",
    ),
    "not_whole_file": (
        "The last signature, “{field}”, does not cover the whole file.",
        "Chữ ký cuối cùng, “{field}”, không bao phủ toàn bộ tệp.",
    ),
    # one signature: whom we trust
    "no_trust": (
        "No list of trusted certificate authorities was given, so {name} could not be verified.",
        "Chưa có danh sách tổ chức chứng thực tin cậy nên không xác minh được {name}.",
    ),
    "stranger": (
        "Signature “{field}”: the certificate of {name} was issued by {issuer}, which is not on the list of trusted "
        "authorities.",
        "Chữ ký “{field}”: chứng thư của {name} do {issuer} cấp, không thuộc danh sách tổ chức chứng thực tin cậy.",
    ),
    "expired": (
        "Signature “{field}”: the certificate of {name} expired on {date}.",
        "Chữ ký “{field}”: chứng thư của {name} đã hết hạn ngày {date}.",
    ),
    "not_yet_valid": (
        "Signature “{field}”: the certificate of {name} is valid only from {date}.",
        "Chữ ký “{field}”: chứng thư của {name} chỉ có hiệu lực từ ngày {date}.",
    ),
    "claimed_outside": (
        "Signature “{field}” says it was made on {date}, when the certificate of {name} was not valid.",
        "Chữ ký “{field}” ghi thời điểm ký {date}, khi chứng thư của {name} không có hiệu lực.",
    ),
    "future": (
        "Signature “{field}” says it was made on {date}, which is still to come.",
        "Chữ ký “{field}” ghi thời điểm ký {date}, là thời điểm chưa tới.",
    ),
    "revoked": (
        "Signature “{field}”: the certificate of {name} was revoked on {date}.",
        "Chữ ký “{field}”: chứng thư của {name} đã bị thu hồi ngày {date}.",
    ),
    "usage": (
        "Signature “{field}”: the certificate of {name} was not issued for signing documents.",
        "Chữ ký “{field}”: chứng thư của {name} không được cấp để ký văn bản.",
    ),
    "weak": (
        "Signature “{field}” uses a method that is no longer safe.",
        "Chữ ký “{field}” dùng thuật toán không còn an toàn.",
    ),
    "chain": (
        "Signature “{field}”: the chain of certificates from {name} to a trusted authority does not hold.",
        "Chữ ký “{field}”: chuỗi chứng thư từ {name} tới tổ chức chứng thực tin cậy không hợp lệ.",
    ),
    "timestamp": (
        "Signature “{field}” carries a time-stamp that is damaged or comes from an authority not on the trusted list.",
        "Chữ ký “{field}” kèm dấu thời gian bị hỏng hoặc của tổ chức không thuộc danh sách tin cậy.",
    ),
    # an uploaded file against the one handed out
    "not_continuation": (
        "This is not the file that was handed out for signing; download the current one and sign that.",
        "Đây không phải là tệp đã giao để ký; hãy tải tệp hiện tại về rồi ký trên tệp đó.",
    ),
    "nothing_added": (
        "The file carries no new signature.",
        "Tệp chưa có chữ ký mới.",
    ),
    "several_changes": (
        "Between handing out and uploading, the file was saved more than once; sign the handed-out file in one step.",
        "Tệp đã được lưu nhiều lần sau khi giao; hãy ký một lần trên đúng tệp đã giao.",
    ),
    "content_changed": (
        "Besides the signature, the file’s content, notes or form fields were changed.",
        "Ngoài chữ ký, nội dung, ghi chú hoặc ô điền của tệp đã bị thay đổi.",
    ),
    "wrong_field": (
        "The new signature is not in the box “{field}” prepared for it.",
        "Chữ ký mới không nằm trong ô “{field}” đã chuẩn bị sẵn.",
    ),
    "earlier_lost": (
        "The earlier signature “{field}” is missing from the file or no longer holds.",
        "Chữ ký trước đó “{field}” không còn trong tệp hoặc không còn nguyên vẹn.",
    ),
    # signing here
    "field_missing": (
        "The PDF has no signature box named “{field}”.",
        "Tệp PDF không có ô ký tên “{field}”.",
    ),
    "field_taken": ("The box “{field}” is already signed.", "Ô “{field}” đã được ký."),
    "bad_box": (
        "The signature box “{field}” does not fit on page {page}.",
        "Ô ký “{field}” không nằm gọn trong trang {page}.",
    ),
    "same_box_twice": (
        "Two signature boxes are named “{field}”.",
        "Có hai ô ký cùng tên “{field}”.",
    ),
    "already_signed": (
        "The PDF is already signed; signature boxes are laid before the first signature.",
        "Tệp PDF đã có chữ ký; ô ký phải được đặt trước chữ ký đầu tiên.",
    ),
    "bad_stamp": ("The picture of the signature cannot be read.", "Không đọc được hình ảnh chữ ký."),
    "no_timestamp": (
        "The time-stamp server {url} gave no usable answer; the paper was not signed.",
        "Máy chủ cấp dấu thời gian {url} không trả lời hoặc trả lời sai; văn bản chưa được ký.",
    ),
    "key_missing": (
        "There is no signing key at {path}.",
        "Không có khoá ký tại {path}.",
    ),
    "key_unreadable": (
        "The signing key at {path} cannot be read.",
        "Không đọc được khoá ký tại {path}.",
    ),
    "key_open_to_others": (
        "Other users of this machine can read the signing key at {path}; make it readable to its owner only (0600).",
        "Người dùng khác trên máy đọc được khoá ký tại {path}; hãy chỉ cho chủ sở hữu đọc (0600).",
    ),
    "key_exists": (
        "There is already a signing key at {path}; it was left as it is.",
        "Đã có khoá ký tại {path}; khoá cũ được giữ nguyên.",
    ),
}

LANGUAGES = ("en", "vi")


def sentence(code: str, params: dict[str, Any], language: str = "vi") -> str:
    """The sentence for a code; any language but Vietnamese reads English."""
    english, vietnamese = SENTENCES[code]
    return (vietnamese if language.startswith("vi") else english).format(**params)

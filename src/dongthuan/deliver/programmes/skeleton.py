"""The usual first words of a programme and of a regulation, to be written over (law note 1.2)."""

CHUONG_TRINH = """\
I. MỤC ĐÍCH, YÊU CẦU
1. Nâng cao nhận thức, trách nhiệm của cấp ủy, chính quyền và người đứng đầu đối với công tác dân vận.
2. Cụ thể hóa nội dung phối hợp thành nhiệm vụ từng năm, có trọng tâm, trọng điểm.
3. Phối hợp đúng chức năng, nhiệm vụ của mỗi bên, không chồng chéo.
II. NỘI DUNG PHỐI HỢP
1. Nội dung thứ nhất.
2. Nội dung thứ hai.
III. PHƯƠNG THỨC PHỐI HỢP
1. Trao đổi thông tin, cử cán bộ dự họp, lấy ý kiến trước khi trình.
2. Kiểm tra, khảo sát chung; giao ban 6 tháng, hội nghị hằng năm.
IV. TRÁCH NHIỆM CỦA MỖI BÊN
1. Trách nhiệm của bên chủ trì.
2. Trách nhiệm của bên phối hợp.
3. Trách nhiệm chung.
V. TỔ CHỨC THỰC HIỆN
1. Cơ quan thường trực của mỗi bên.
2. Kế hoạch năm, chế độ báo cáo.
3. Sơ kết, tổng kết, sửa đổi khi các bên thống nhất.
"""

QUY_CHE = """\
Chương I
NHỮNG QUY ĐỊNH CHUNG
Điều 1. Phạm vi, đối tượng áp dụng
Quy chế này quy định nguyên tắc, nội dung, phương thức và trách nhiệm phối hợp giữa các bên.
Điều 2. Nguyên tắc phối hợp
Phối hợp đúng chức năng, nhiệm vụ; kịp thời, thiết thực.
Chương II
NỘI DUNG PHỐI HỢP
Điều 3. Nội dung thứ nhất
Viết nội dung tại đây.
Chương III
PHƯƠNG THỨC PHỐI HỢP
Điều 4. Trao đổi thông tin
Viết nội dung tại đây.
Điều 5. Chế độ báo cáo
Viết nội dung tại đây.
Chương IV
TRÁCH NHIỆM CỦA MỖI BÊN
Điều 6. Trách nhiệm của bên chủ trì
Viết nội dung tại đây.
Điều 7. Trách nhiệm của bên phối hợp
Viết nội dung tại đây.
Chương V
ĐIỀU KHOẢN THI HÀNH
Điều 8. Sơ kết, tổng kết
Viết nội dung tại đây.
Điều 9. Hiệu lực, sửa đổi
Quy chế có hiệu lực kể từ ngày ký; sửa đổi khi các bên thống nhất.
"""

SKELETONS = {"chuong_trinh": CHUONG_TRINH, "quy_che": QUY_CHE}

PLACEHOLDERS = {
    "chuong_trinh": "1. Nội dung thứ nhất.\n2. Nội dung thứ hai.\n",
    "quy_che": "Điều 3. Nội dung thứ nhất\nViết nội dung tại đây.\n",
}


def bare(kind: str) -> str:
    """The skeleton without the matters that stand in for the real ones, for a draft that brings its own."""
    return SKELETONS[kind].replace(PLACEHOLDERS[kind], "")

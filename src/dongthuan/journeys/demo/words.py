"""The words of the demo's texts. The contents follow the news of 2 April 2021 and practice note 1.3, in our own words."""

from typing import NamedTuple

REGULATION = """Chương I
NHỮNG QUY ĐỊNH CHUNG
Điều 1. Phạm vi, đối tượng
Quy chế này quy định việc phối hợp giữa Ban Dân vận Tỉnh ủy và Ủy ban nhân dân tỉnh trong công tác dân vận giai đoạn 2015 - 2020.
Điều 2. Nguyên tắc phối hợp
1. Đúng chức năng, nhiệm vụ của mỗi bên; Đảng lãnh đạo, Nhà nước quản lý, Nhân dân làm chủ.
2. Kịp thời, thiết thực, có trọng tâm từng năm.
Chương II
NỘI DUNG PHỐI HỢP
Điều 3. Quán triệt chủ trương, pháp luật về công tác dân vận
Hai bên cùng phổ biến và theo dõi việc thực hiện chủ trương, chính sách, pháp luật liên quan đến Nhân dân.
Điều 4. Dân chủ ở cơ sở
Phối hợp hướng dẫn, kiểm tra việc thực hiện dân chủ ở xã, phường, thị trấn, cơ quan và doanh nghiệp.
Điều 5. Cải cách hành chính, dân vận chính quyền
Phối hợp nâng cao chất lượng phục vụ Nhân dân của cơ quan hành chính các cấp.
Điều 6. Tiếp công dân, đối thoại, giải quyết khiếu nại, tố cáo
Phối hợp theo dõi việc tiếp công dân, đối thoại và giải quyết vụ việc ngay từ cơ sở.
Điều 7. Phong trào thi đua "Dân vận khéo"
Phối hợp phát động, xây dựng và nhân rộng các mô hình "Dân vận khéo".
Chương III
PHƯƠNG THỨC PHỐI HỢP
Điều 8. Trao đổi thông tin, cử người dự họp
Hai bên thông tin cho nhau thường xuyên; trả lời văn bản lấy ý kiến trong thời hạn ghi trên văn bản.
Điều 9. Giao ban và hội nghị
Giao ban sáu tháng một lần; mỗi năm một hội nghị đánh giá kết quả phối hợp.
Chương IV
TRÁCH NHIỆM VÀ THI HÀNH
Điều 10. Trách nhiệm của hai bên
1. Ban Dân vận Tỉnh ủy chủ trì tham mưu, hướng dẫn, kiểm tra và tổng hợp.
2. Ủy ban nhân dân tỉnh chỉ đạo các sở, ngành, địa phương thực hiện và bảo đảm điều kiện.
Điều 11. Hiệu lực
Quy chế có hiệu lực từ ngày ký và được tổng kết vào cuối năm 2020.
"""

PROGRAMME = """I. MỤC ĐÍCH, YÊU CẦU
1. Nâng cao nhận thức, trách nhiệm của cấp ủy, chính quyền và người đứng đầu đối với công tác dân vận.
2. Cụ thể hóa nội dung phối hợp thành nhiệm vụ của từng năm, có trọng tâm, trọng điểm, có sản phẩm kiểm chứng được.
3. Phối hợp đúng chức năng, không chồng chéo; tôn trọng nguyên tắc Đảng lãnh đạo, Nhà nước quản lý, Nhân dân làm chủ.
II. NỘI DUNG PHỐI HỢP
1. Tham mưu cho Ban Thường vụ, Thường trực Tỉnh ủy quán triệt, triển khai các chỉ thị, nghị quyết của Đảng, pháp luật của Nhà nước về công tác dân vận, dân tộc, tôn giáo.
2. Tham mưu lãnh đạo, chỉ đạo cuộc bầu cử đại biểu Quốc hội khóa XV và đại biểu Hội đồng nhân dân các cấp nhiệm kỳ 2021 - 2026.
3. Xây dựng và thực hiện Quy chế dân chủ ở cơ sở trong xã, phường, thị trấn, cơ quan, đơn vị và doanh nghiệp.
4. Đẩy mạnh cải cách hành chính, trọng tâm là thủ tục hành chính; thực hiện kỷ luật, kỷ cương, văn hóa công vụ và công tác dân vận của chính quyền.
5. Thực hiện có hiệu quả Luật Tiếp công dân, Luật Khiếu nại, Luật Tố cáo; người đứng đầu định kỳ đối thoại trực tiếp với Nhân dân.
6. Phối hợp với Mặt trận Tổ quốc và các tổ chức chính trị - xã hội giám sát việc thực hiện nghị quyết; lấy ý kiến tham gia xây dựng các chương trình, đề án, dự án.
7. Đẩy mạnh Phong trào thi đua "Dân vận khéo"; xây dựng tổ chức chính trị - xã hội trong doanh nghiệp ngoài khu vực nhà nước.
8. Nắm tình hình Nhân dân, phối hợp giải quyết vụ việc phức tạp ngay từ cơ sở.
III. PHƯƠNG THỨC PHỐI HỢP
1. Trao đổi văn bản, cử cán bộ dự họp, lấy ý kiến trước khi trình cấp có thẩm quyền.
2. Tổ chức đoàn kiểm tra, khảo sát liên ngành; giao ban sáu tháng; hội nghị hằng năm.
IV. TRÁCH NHIỆM CỦA MỖI BÊN
1. Ban Dân vận Tỉnh ủy chủ trì tham mưu cấp ủy; thẩm định đề án về công tác dân vận; hướng dẫn, kiểm tra, tổng hợp.
2. Ủy ban nhân dân tỉnh ban hành kế hoạch năm; chỉ đạo các sở, ngành, địa phương; gửi Ban Dân vận dự thảo liên quan đến nhiều người dân; bảo đảm kinh phí.
3. Hai bên thống nhất chủ đề năm, sơ kết, tổng kết, khen thưởng.
V. TỔ CHỨC THỰC HIỆN
1. Phòng Dân vận các cơ quan nhà nước (Ban Dân vận Tỉnh ủy) và Sở Nội vụ là hai cơ quan đầu mối.
2. Kế hoạch năm ban hành trước ngày 31 tháng 01; báo cáo sáu tháng trước ngày 15 tháng 6, báo cáo năm trước ngày 15 tháng 12.
3. Sơ kết giữa kỳ năm 2023, tổng kết quý IV năm 2025; sửa đổi khi hai bên thống nhất.
"""

REGULATION_BASES = [
    "Quyết định số 290-QĐ/TW ngày 25 tháng 02 năm 2010 của Bộ Chính trị ban hành Quy chế công tác dân vận của hệ thống chính trị",
    "Quy chế làm việc của Ban Chấp hành Đảng bộ tỉnh",
]
PROGRAMME_BASES = [
    *REGULATION_BASES,
    "Chủ trương của Thường trực Tỉnh ủy về Chương trình phối hợp giai đoạn 2021 - 2025",
    "Kết quả thực hiện Quy chế phối hợp giai đoạn 2015 - 2020",
]
NEXT_BASES = [
    "Quy định số 23-QĐ/TW ngày 30 tháng 7 năm 2021 của Bộ Chính trị về Quy chế công tác dân vận của hệ thống chính trị",
    "Kết quả thực hiện Chương trình phối hợp giai đoạn 2021 - 2025",
]

# The skeleton's placeholders in the next programme's draft: what the focal officer writes over them; empty: deleted.
NEXT_WORDS = {
    "Nội dung thứ nhất": "",
    "Nội dung thứ hai": "",
    "Trách nhiệm của bên chủ trì": "Ban Tuyên giáo và Dân vận Tỉnh ủy chủ trì tham mưu, hướng dẫn, kiểm tra và tổng hợp.",
    "Trách nhiệm của bên phối hợp": "Ủy ban nhân dân tỉnh ban hành kế hoạch năm; chỉ đạo các sở, ngành và Ủy ban nhân dân cấp xã thực hiện.",
    "Trách nhiệm chung": "Hai bên thống nhất chủ đề năm, sơ kết, tổng kết, khen thưởng.",
    "Cơ quan thường trực": "Phòng Dân vận các cơ quan Nhà nước, dân tộc và tôn giáo và Sở Nội vụ là hai cơ quan đầu mối.",
    "Kế hoạch năm, chế độ báo cáo": "Kế hoạch năm ban hành trước ngày 31 tháng 01; báo cáo sáu tháng trước ngày 15 tháng 6, báo cáo năm trước ngày 15 tháng 12.",
    "Sơ kết, tổng kết": "Sơ kết năm 2028, tổng kết quý IV năm 2030; sửa đổi khi các bên thống nhất.",
}

# year -> (theme, numbers of the contents in focus)
THEMES = {
    2021: ("Bầu cử thành công, chính quyền gần dân", (2, 4)),
    2022: ("Dân chủ ở cơ sở: dân biết, dân bàn", (3, 5)),
    2023: ("Thủ tục gọn, cán bộ gần", (4, 7)),
    2024: ("Trả lời dân đúng hẹn", (3, 5)),
    2025: ("Chính quyền hai cấp, phục vụ không gián đoạn", (4, 8)),
}


class Row(NamedTuple):
    """A row of a year's plan. `to`: provincial | districts | communes | some (a sample of communes)."""

    content: int
    words: str
    target: str
    lead: str
    ends: tuple[int, int]  # month, day
    product: str
    to: str
    years: tuple[int, ...] = (2021, 2022, 2023, 2024, 2025)


ROWS = [
    Row(1, "Quán triệt văn bản mới về công tác dân vận", "100% đơn vị có kế hoạch", "bdv", (3, 31), "Kế hoạch, báo cáo hội nghị", "provincial"),
    Row(1, "Mở hội nghị quán triệt ở cấp huyện", "Mỗi huyện 1 hội nghị", "bdv", (4, 30), "Báo cáo kết quả hội nghị", "districts", (2021, 2022, 2023, 2024)),
    Row(2, "Tuyên truyền, vận động cử tri đi bầu cử", "Tỷ lệ cử tri đi bầu đạt yêu cầu", "bdv", (5, 23), "Báo cáo kết quả bầu cử", "communes", (2021,)),
    Row(2, "Tổng kết công tác bầu cử", "1 báo cáo", "bdv", (7, 31), "Báo cáo tổng kết", "provincial", (2021,)),
    Row(3, "Tự kiểm tra thực hiện dân chủ ở cơ sở", "Mỗi xã 1 lần trong năm", "ubnd", (9, 30), "Biên bản tự kiểm tra", "some", (2023, 2024)),
    Row(3, "Kiểm tra thực hiện dân chủ ở cơ sở", "Mỗi huyện 2 xã", "bdv", (8, 31), "Thông báo kết luận", "districts", (2021, 2022, 2023, 2024)),
    Row(4, "Rà soát, niêm yết thủ tục hành chính", "100% thủ tục được niêm yết", "ubnd", (6, 30), "Danh mục niêm yết", "some", (2022, 2023)),
    Row(4, "Khảo sát sự hài lòng của người dân", "1 cuộc khảo sát", "snv", (10, 31), "Báo cáo khảo sát", "provincial"),
    Row(5, "Đối thoại của người đứng đầu với Nhân dân", "Mỗi huyện 2 hội nghị trong năm", "ubnd", (7, 31), "Biên bản; bảng ý kiến và trả lời", "districts", (2021, 2022, 2023, 2024)),
    Row(5, "Công khai lịch tiếp công dân và kết quả giải quyết", "Hằng tháng", "ubnd", (11, 30), "Bảng theo dõi", "some", (2022, 2024)),
    Row(6, "Lấy ý kiến Nhân dân về quy hoạch, đề án", "Theo danh mục", "mttq", (9, 30), "Bảng tổng hợp ý kiến, giải trình", "provincial"),
    Row(7, "Đăng ký và thẩm định mô hình Dân vận khéo", "Mỗi xã ít nhất 1 mô hình", "bdv", (10, 31), "Danh sách mô hình", "some"),
    Row(7, "Xây dựng tổ chức đoàn thể trong doanh nghiệp", "Tăng so với năm trước", "ldld", (11, 30), "Danh sách tổ chức thành lập mới", "provincial", (2022, 2023, 2024)),
    Row(8, "Nắm tình hình Nhân dân, báo cáo vụ việc phức tạp", "Hằng quý", "bdv", (6, 15), "Báo cáo tình hình", "districts"),
    Row(4, "Bàn giao hồ sơ, không để gián đoạn phục vụ khi sắp xếp đơn vị", "100% hồ sơ được bàn giao", "ubnd", (8, 15), "Biên bản bàn giao", "districts", (2025,)),
]  # fmt: skip

REPORTS = [
    "Đã tổ chức thực hiện đủ chỉ tiêu; sản phẩm kèm theo.",
    "Hoàn thành nội dung được giao, có biên bản và danh sách kèm theo.",
    "Đã thực hiện xong; Nhân dân đồng tình, không có ý kiến khác.",
    "Đơn vị đã hoàn thành và niêm yết công khai kết quả.",
]
PARTLY = [
    "Đã triển khai được khoảng một nửa khối lượng, phần còn lại làm trong tháng tới.",
    "Đã ban hành kế hoạch, đang thu thập số liệu từ cơ sở.",
]
SENT_BACK = [
    "Bảng ý kiến mới trả lời một phần, đề nghị ghi ngày trả lời cho những ý kiến còn lại.",
    "Thiếu danh sách người dự, đề nghị bổ sung.",
    "Số liệu chưa khớp với biên bản kèm theo, đề nghị đối chiếu lại.",
]
EXTENSIONS = [
    "Trùng đợt phòng chống lụt bão, đề nghị dời hạn.",
    "Hội trường đang sửa chữa, hội nghị đã ấn định ngày mới.",
    "Cán bộ phụ trách nghỉ ốm dài ngày, đã phân công người thay.",
]
OBSTACLES = [
    ("Thiếu kinh phí tổ chức hội nghị ở các xã xa trung tâm.", "Đề nghị bổ sung dự toán đầu năm."),
    ("Biểu mẫu của tỉnh và của ngành chưa thống nhất.", "Đề nghị ban hành một biểu mẫu dùng chung."),
    ("Cán bộ kiêm nhiệm nhiều việc, khó bố trí thời gian.", "Đề nghị tập huấn theo cụm xã."),
    ("Một số hộ vắng nhà thường xuyên nên khó lấy ý kiến.", "Đề nghị cho lấy ý kiến ngoài giờ."),
]
LESSONS = [
    "Giao việc kèm sản phẩm và hạn cụ thể thì báo cáo mới đối chiếu được.",
    "Đối thoại sớm ở cơ sở giảm rõ số vụ việc phải chuyển lên trên.",
]

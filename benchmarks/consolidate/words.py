"""What the generated opinions say: 40 themes × 7 aspects (the articles), five meanings, and everything around them."""

THEMES = """giá đất bồi thường|hỗ trợ tái định cư|đất nông nghiệp của hộ gia đình|đất ở tại nông thôn|đất khu công nghiệp|thuế sử dụng đất
quy hoạch sử dụng đất|cấp giấy chứng nhận|đất quốc phòng|đất trồng lúa nước|đất rừng phòng hộ|đất nuôi trồng thủy sản|đất nghĩa trang
chuyển mục đích sử dụng|cho thuê đất trả tiền hằng năm|đấu giá quyền sử dụng|thu hồi vì lợi ích công cộng|giải quyết tranh chấp ranh giới
đăng ký biến động|đo đạc bản đồ địa chính|nhà ở xã hội|khu dân cư mới|đường giao thông liên xã|hệ thống thoát nước|trường học mầm non
trạm y tế xã|chợ truyền thống|nhà văn hóa thôn|bãi chôn lấp rác thải|nguồn nước sinh hoạt|lưới điện nông thôn|đê điều ven sông
đào tạo nghề cho nông dân|vay vốn tín dụng ưu đãi|bảo hiểm cây trồng|hợp tác xã kiểu mới|làng nghề thủ công|du lịch cộng đồng
di tích lịch sử|đồng bào dân tộc thiểu số""".replace("\n", "|").split("|")
ASPECTS = [
    "nguyên tắc áp dụng",
    "thẩm quyền quyết định",
    "trình tự thủ tục",
    "đối tượng được hưởng",
    "mức chi và nguồn kinh phí",
    "thời hạn thực hiện",
    "trách nhiệm giám sát",
]
OPENINGS = """Kính gửi ban soạn thảo, tôi là người dân sống lâu năm tại địa phương|Thưa các đồng chí, gia đình chúng tôi đã đọc kỹ bản dự thảo
Tôi xin góp một vài suy nghĩ chân thành như sau|Qua theo dõi truyền thanh xã, tôi được biết về dự thảo này|Là cán bộ hưu trí, tôi quan tâm đến vấn đề chung
Chi hội chúng tôi đã họp và thống nhất gửi ý kiến|Tôi làm nông nghiệp hơn hai mươi năm nay|Với tư cách cử tri, tôi mạnh dạn nêu quan điểm
Nhân dịp được lấy ý kiến rộng rãi, tôi trình bày đôi lời|Sau khi bàn bạc trong tổ dân phố, bà con nhờ tôi viết thư này
Tôi là giáo viên trường huyện, xin có mấy lời|Gia đình tôi thuộc diện bị ảnh hưởng trực tiếp""".replace(
    "\n", "|"
).split("|")
CLOSINGS = """Xin trân trọng cảm ơn|Mong được xem xét thấu đáo|Rất mong nhận được hồi âm|Kính chúc các đồng chí sức khỏe|Tôi xin chịu trách nhiệm về lời nói của mình
Kính mong cấp trên lắng nghe|Chúng tôi tin tưởng và chờ đợi kết quả|Xin hết|Chân thành cảm ơn ban soạn thảo|Hy vọng nguyện vọng này được phản ánh đầy đủ""".replace(
    "\n", "|"
).split("|")
PLACES = """thôn Đông Thượng|xóm Trại|tổ dân phố số bảy|ấp Hòa Bình|bản Nà Lơi|khu phố chợ cũ|làng Vân Du|thôn Thanh Thủy|xóm Núi Đính|phố Phúc Thành
cụm dân cư ven đê|xã Khánh Hòa|phường Nam Bình|thị trấn Me cũ|thôn Yên Khoái|bản Hang Khoai|đội ba nông trường|xóm Cầu Đá|thôn Bồ Bát|làng Kim Liên""".replace(
    "\n", "|"
).split("|")
EVENTS = """đã nộp hồ sơ đến {n} lần mà vẫn phải bổ sung giấy tờ|mất {n} sào ruộng khi mở con đường qua cánh đồng|phải chờ {n} tháng mới nhận được thông báo bằng văn bản
chi hết {n} triệu đồng cho việc đi lại trong năm vừa qua|có {n} hộ ký tên chung vào một lá đơn gửi lên ủy ban|chỉ còn {n} mét vuông để làm sân phơi thóc và chuồng nuôi
được cán bộ hướng dẫn tận nhà {n} buổi nên mới hiểu rõ|góp {n} ngày công sửa lại cống thoát trước mùa mưa bão|bán đàn lợn {n} con để trả nợ cho con ăn học xa nhà
họp thôn {n} lượt vẫn chưa ngã ngũ vì thiếu số liệu cụ thể|gặp {n} trường hợp người già neo đơn không biết hỏi ai|trồng {n} gốc cam nay đang độ thu hoạch thì nghe tin
thuê máy múc hết {n} giờ dọn đất đá sạt xuống vườn sau|nuôi {n} nhân khẩu chỉ trông vào hai sào lúa một vụ màu|đi bộ {n} cây số mới tới nơi tiếp dân của cơ quan""".replace(
    "\n", "|"
).split("|")
KIN = [
    "ông nội tôi",
    "mẹ tôi",
    "vợ chồng em trai",
    "bác trưởng thôn",
    "chị hàng xóm",
    "cụ Tư đầu ngõ",
    "cậu út",
    "anh thương binh cạnh nhà",
    "cô hiệu phó",
    "đôi vợ chồng trẻ",
    "người cháu họ",
    "bà con bên ngoại",
]
FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý"]
GIVEN = [
    "An",
    "Bình",
    "Chiến",
    "Dung",
    "Giang",
    "Hà",
    "Hòa",
    "Hương",
    "Khánh",
    "Lan",
    "Minh",
    "Nga",
    "Phúc",
    "Quang",
    "Sơn",
    "Thảo",
    "Thủy",
    "Tuấn",
    "Vân",
    "Yến",
]
BOILER = """Tôi hoàn toàn nhất trí với dự thảo|Nhất trí với dự thảo|Đồng ý|Không có ý kiến gì thêm|Đồng ý như dự thảo|Tôi tán thành nội dung dự thảo
Cơ bản đồng ý với các nội dung của dự thảo|Thống nhất cao với dự thảo luật|Đề nghị sớm ban hành|Nhất trí|Đồng tình với ban soạn thảo|Tôi không có góp ý""".replace(
    "\n", "|"
).split("|")
BOILER_TAILS = ["", " sửa đổi", " lần này", " của ban soạn thảo", ", xin cảm ơn", " và mong sớm được thi hành"]

# Each meaning: what it asks for, its opposite (for hard negatives), reasons, proposals. {t}: theme, {a}: aspect.
MEANINGS = [
    (
        ["Tôi đề nghị tăng mức chi cho {t} ngay trong năm đầu", "Cần nâng cao nguồn lực dành cho {t} hơn hẳn hiện nay", "Kinh phí cho {t} phải được bố trí nhiều hơn",
         "Ngân sách nên ưu tiên rót thêm cho {t}", "Mức hỗ trợ về {t} còn quá thấp so với thực tế", "Xin cấp thêm tiền để làm tốt việc {t}"],
        ("đề nghị tăng mức", "đề nghị giảm mức"),
        ["vật giá leo thang khiến số tiền cũ không đủ trang trải", "công trình dở dang nhiều năm vì cạn vốn đối ứng", "người nghèo gánh phần đóng góp quá nặng so với thu nhập", "các tỉnh bạn đã chi gấp rưỡi mà hiệu quả thấy rõ",
         "thiếu tiền nên việc bảo dưỡng bị bỏ quên", "định mức cũ ban hành từ mười năm trước", "nguồn thu của xã tăng mà phần trả lại dân vẫn y nguyên", "nếu không đầu tư sớm thì sau này tốn kém gấp bội", "lương cán bộ không chuyên trách chẳng đủ xăng xe"],
        ["điều chỉnh định mức theo chỉ số giá tiêu dùng hằng năm", "trích một phần tiền đấu giá để lập quỹ riêng", "huy động doanh nghiệp trên địa bàn cùng đóng góp", "phân bổ theo số dân chứ không cào bằng giữa các xã", "ghi rõ con số tối thiểu ngay trong điều luật", "chuyển nguồn kết dư sang năm sau thay vì thu hồi", "ưu tiên vùng sâu trước rồi mới đến thị trấn"],
    ),
    (
        ["Thủ tục về {t} rườm rà, phải cắt bớt giấy tờ", "Nên gộp các bước làm hồ sơ {t} vào một cửa", "Việc {t} cần giải quyết nhanh gọn, không để dân đi lại", "Quy trình xử lý {t} phải rút ngắn số ngày",
         "Hồ sơ {t} nên nộp qua mạng là đủ", "Mong đơn giản hóa khâu xét duyệt {t}"],
        ("phải rút ngắn", "phải kéo dài"),
        ["người dân mất cả buổi làm chỉ để xin một con dấu", "mỗi cơ quan đòi một loại xác nhận khác nhau", "cán bộ một cửa thường vắng mặt chiều thứ sáu", "biểu mẫu thay đổi liên tục không ai kịp biết", "dữ liệu đã có sẵn mà vẫn bắt khai lại từ đầu", "giấy hẹn trả kết quả nhiều lần sai ngày",
         "cò mồi lợi dụng sự phức tạp để trục lợi", "người già không rành máy tính nên càng lúng túng", "liên thông giữa các ngành chưa thông suốt"],
        ["công bố danh mục giấy tờ và không được đòi thêm", "quá hạn mà không trả lời thì coi như chấp thuận", "đặt máy in và người giúp đỡ tại nhà văn hóa thôn", "giao cho cấp xã ký thay vì chuyển lên trên", "nhắn tin cho dân biết hồ sơ đang nằm ở đâu", "dùng căn cước thay mọi loại bản sao chứng thực", "mở thêm ngày tiếp nhận vào sáng thứ bảy"],
    ),
    (
        ["Thông tin về {t} phải được công khai để dân biết", "Dân cần được bàn và kiểm tra việc {t}", "Việc {t} phải niêm yết rõ ràng tại trụ sở", "Đề nghị minh bạch toàn bộ quá trình {t}",
         "Kết quả {t} nên đăng lên cổng điện tử cho mọi người xem", "Phải có đại diện nhân dân giám sát {t}"],
        ("phải được công khai", "phải được giữ bí mật"),
        ["nhiều nơi làm xong rồi dân mới hay", "tin đồn lan nhanh vì không có số liệu chính thức", "ban thanh tra nhân dân chỉ được mời cho có lệ", "danh sách hưởng lợi toàn người quen của lãnh đạo", "bản đồ treo ở ủy ban mờ đến mức không đọc nổi", "họp dân mà tài liệu phát ra lúc đã bế mạc",
         "khoản thu chi từ nguồn xã hội hóa chưa ai giải trình", "người phản ánh bị gây khó dễ nên sau đó ngại nói", "báo cáo chỉ nêu thành tích mà giấu phần tồn tại"],
        ["gửi tài liệu trước mười ngày cho từng hộ", "ghi âm các buổi họp và lưu tại thư viện xã", "bắt buộc trả lời từng câu hỏi bằng văn bản", "mời báo chí dự khi chốt danh sách", "dán bảng kê thu chi ở cổng chào mỗi thôn", "lập đường dây nóng do mặt trận phụ trách", "bỏ phiếu kín lấy tín nhiệm người phụ trách"],
    ),
    (
        ["Quy định xử phạt vi phạm về {t} còn nhẹ, cần nghiêm hơn", "Ai làm sai trong {t} phải chịu trách nhiệm đến cùng", "Cần chế tài đủ mạnh để răn đe sai phạm {t}", "Lãnh đạo để xảy ra tiêu cực ở {t} phải từ chức",
         "Việc thanh tra {t} nên tiến hành đột xuất", "Tài sản chiếm dụng từ {t} phải bị tịch thu"],
        ("cần nghiêm hơn", "không cần nghiêm hơn"),
        ["phạt vài triệu chẳng thấm gì so với lợi nhuận thu về", "vụ việc cũ kéo dài rồi chìm xuồng không ai nhắc", "kết luận thanh tra ban hành mà chẳng nơi nào thi hành", "người tố giác chưa được che chở đúng mức", "cán bộ vi phạm chỉ bị phê bình rồi lại lên chức", "sai phạm lặp đi lặp lại ở cùng một địa bàn",
         "doanh nghiệp san lấp trái phép ngay giữa ban ngày", "đất công bị lấn từng mét qua nhiều năm trời", "hậu quả môi trường con cháu phải gánh chịu"],
        ["nêu tên đơn vị tái phạm trên đài truyền hình tỉnh", "buộc khôi phục nguyên trạng trong vòng ba mươi ngày", "chuyển hồ sơ sang công an khi có dấu hiệu hình sự", "cấm tham gia đấu thầu trong năm năm liền", "thưởng tiền cho người phát hiện đúng sự thật", "giao kiểm toán nhà nước làm việc độc lập", "quy rõ trách nhiệm cá nhân người ký văn bản"],
    ),
    (
        ["Hãy bảo vệ người yếu thế khi thực hiện {t}", "Chính sách {t} phải quan tâm hộ nghèo và người khuyết tật", "Phụ nữ và trẻ em cần được tính đến trong {t}", "Không để ai bị bỏ lại phía sau khi làm {t}",
         "Nên có quy định riêng cho vùng cao về {t}", "Sinh kế của dân sau {t} phải được lo chu đáo"],
        ("phải quan tâm", "không phải quan tâm"),
        ["thanh niên bỏ làng đi làm thuê gần hết", "đất tái định cư xấu không trồng được cây gì", "trẻ con đi học xa phải qua suối rất nguy hiểm", "người cao tuổi sống một mình ngày càng nhiều", "nghề truyền thống mai một vì thiếu đầu ra", "đồng bào chưa thạo tiếng phổ thông nên khó tiếp cận",
         "phụ nữ không được đứng tên trên giấy tờ nhà cửa", "thương binh nặng chẳng thể tự đi làm thủ tục", "mất ruộng rồi tuổi bốn mươi không công ty nào nhận"],
        ["dạy nghề gắn với nơi tuyển dụng cam kết bằng hợp đồng", "miễn các khoản phí cho gia đình chính sách", "xây lối đi cho xe lăn ở mọi công trình mới", "in tài liệu song ngữ và có người phiên dịch", "hỗ trợ gạo trong thời gian chờ ổn định chỗ ở", "dành một phần suất đất cho con em địa phương", "thăm hỏi từng nhà ít nhất mỗi quý một lần"],
    ),
]  # fmt: skip

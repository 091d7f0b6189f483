"""How the record's verbs about areas, organisations and imports read."""

ORGANISATION = {
    "orgs.create_organisation": "đã đưa tổ chức này vào hệ thống",
    "orgs.rename": lambda d: f"đã đổi tên từ “{d['old']}” thành “{d['new']}”",
    "orgs.correct_organisation": "đã đính chính thông tin",
    "orgs.end_organisation": "đã kết thúc hoạt động của tổ chức",
    "orgs.merge": lambda d: f"đã hợp nhất {' và '.join(d['all'])} vào {d['into']}",
    "orgs.create_post": lambda d: f"đã lập vị trí “{d['title']}”",
    "orgs.end_post": lambda d: f"đã kết thúc vị trí “{d['title']}”",
}

AREA = {
    "orgs.load_areas": lambda d: f"đã nạp danh mục {d['areas']} đơn vị hành chính",
    "orgs.enter_succession": lambda d: f"đã nhập đơn vị kế thừa: {d['new']} ({d['source']})",
    "orgs.enter_share": lambda d: f"đã nhập tỷ lệ {d['share']} cho {d['new']} ({d['source']})",
}

SHEET = {
    "orgs.read_sheet": lambda d: f"đã đọc tệp {d['file']}",
    "orgs.map_sheet": "đã chọn cột cho từng thông tin",
    "orgs.apply_sheet": "đã nhập các dòng của tệp vào hệ thống",
}

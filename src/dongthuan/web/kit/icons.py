"""The icons of the house: one path each on a 24 grid, drawn by stroke, always beside a word."""

from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString

PATHS = {
    "arrow": "M5 12h14M13 6l6 6-6 6",
    "back": "M9 6L4 11l5 5M4 11h10a6 6 0 0 1 6 6",
    "bell": "M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21h4",
    "book": "M5 4h10a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h10",
    "building": "M4 21h16M6 21V9l6-5 6 5v12M10 21v-5h4v5M10 11h.01M14 11h.01",
    "calendar": "M4 6h16v15H4zM4 11h16M8 3v5M16 3v5",
    "chart": "M4 20h16M7 20v-6M12 20V6M17 20v-9",
    "check": "M4 12.5l5 5L20 6.5",
    "clip": "M8 12l6-6a3.5 3.5 0 0 1 5 5l-8 8a5 5 0 0 1-7-7l7.5-7.5",
    "clock": "M12 7v5l3.5 2M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z",
    "document": "M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5",
    "dot": "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8z",
    "down": "M12 4v12M7 11l5 5 5-5M5 20h14",
    "half": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 3v18",
    "history": "M4 12a8 8 0 1 0 2.6-5.9M4 4v4.5h4.5M12 8v4.5l3 1.8",
    "inbox": "M4 6h16v12H4zM4 14h5l1 2h4l1-2h5",
    "key": "M9 10a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM12.2 11.3L20 3.5M16 7.5l3 3",
    "leaf": "M5 19C5 10 10 5 20 4c0 10-5 15-12 15M5 21c1-6 4-9 9-11",
    "link": "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1-1",
    "list": "M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01",
    "lock": "M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "out": "M14 4h6v16h-6M4 12h11M10 7l5 5-5 5",
    "pen": "M4 20l1-4L16.5 4.5l3 3L8 19zM14 7l3 3",
    "people": "M9 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM3 19c0-4 2.5-6 6-6s6 2 6 6"
    "M16 5.5a3 3 0 0 1 0 5.5M17 13.3c2.5.6 4 2.5 4 5.7",
    "person": "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4 21c0-4.5 3.5-7 8-7s8 2.5 8 7",
    "place": "M12 21c-4-5-6-8.5-6-11.5a6 6 0 0 1 12 0C18 12.5 16 16 12 21zM12 7.5a2 2 0 1 1 0 4 2 2 0 0 1 0-4z",
    "plus": "M12 5v14M5 12h14",
    "print": "M7 8V4h10v4M7 17H4V8h16v9h-3M7 14h10v6H7z",
    "search": "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.5L21 21",
    "seal": "M12 3l2.4 2 3.1-.3.9 3 2.6 1.8-1.2 2.9.4 3.1-2.9 1.1-1.7 2.7-3.1-.8L9.4 19.3l-1.7-2.7-2.9-1.1.4-3.1"
    "L4 9.5l2.6-1.8.9-3 3.1.3zM8.5 12l2.5 2.5 4.5-5",
    "square": "M5 5h14v14H5z",
    "up": "M12 16V4M7 9l5-5 5 5M5 20h14",
    "voice": "M4 5h16v11H10l-5 4v-4H4z",
    "warning": "M12 8v5M12 16.5v.01M12 3l9.5 17h-19z",
}


@cache
def icon(name: str) -> SafeString:
    """The inline SVG of an icon; an unknown name is a fault of the page, said at once."""
    if name not in PATHS:
        raise ValueError(f"no icon {name!r}; there are: {', '.join(PATHS)}")
    return format_html('<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', PATHS[name])

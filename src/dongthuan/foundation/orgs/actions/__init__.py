"""What may be done to areas, organisations and posts."""

from .areas import enter_share, enter_succession, load_areas
from .organisations import (
    correct_organisation,
    create_organisation,
    create_post,
    end_organisation,
    end_post,
    merge,
    rename,
)
from .sheets import apply_sheet, map_sheet, read_sheet

__all__ = [
    "apply_sheet",
    "correct_organisation",
    "create_organisation",
    "create_post",
    "end_organisation",
    "end_post",
    "enter_share",
    "enter_succession",
    "load_areas",
    "map_sheet",
    "merge",
    "read_sheet",
    "rename",
]

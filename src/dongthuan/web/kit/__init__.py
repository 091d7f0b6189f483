"""What the house of pages lends every app: registers, forms, tables, parts and the pattern of a view.

It knows nobody: apps put their navigation items, panels and badges here from `ready()`.
"""

from .address import address_of
from .clock import today
from .fields import CheckedText, VNDateField, VNDecimalField, VNNumberField
from .formats import vndate, vndatetime, vnday, vnnumber, vnpercent
from .forms import Folding
from .limits import Limit
from .paging import Chip, chips_for, paginate, with_query
from .parts import Bar, Line, Step, Tag, draw_tag, due_tag, moment
from .qr import qr_svg
from .registers import badges, nav, panels
from .tables import Column, Table
from .views import away_from, gone, handle, listing, show_refusal, unavailable

__all__ = [
    "Bar", "CheckedText", "Chip", "Column", "Folding", "Limit", "Line", "Step", "Table", "Tag", "VNDateField", "VNDecimalField",
    "VNNumberField", "address_of", "away_from", "badges", "chips_for", "draw_tag", "due_tag", "gone", "handle", "listing", "moment", "nav",
    "paginate", "panels", "qr_svg", "show_refusal", "today", "unavailable", "vndate", "vndatetime", "vnday", "vnnumber", "vnpercent",
    "with_query",
]  # fmt: skip

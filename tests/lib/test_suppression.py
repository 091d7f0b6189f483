"""Small cells are hidden so that what is shown never tells they are small: held against every table it could have been."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from dongthuan.lib.suppression import Published, publish

LEAST = 3


def tables_like(shown: Published):
    """Every table of whole numbers that agrees with what is published (small ones only: it tries them all)."""
    free = [cell for cell, n in shown.cells.items() if n is None]
    tops = [min(shown.row_totals[r], shown.column_totals[c]) for r, c in free]
    for values in product(*(range(top + 1) for top in tops)):
        full = {**shown.cells, **dict(zip(free, values, strict=True))}
        rows = all(sum(full[r, c] for c in shown.columns) == shown.row_totals[r] for r in shown.rows)
        if rows and all(sum(full[r, c] for r in shown.rows) == shown.column_totals[c] for c in shown.columns):
            yield full


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 5), min_size=6, max_size=6))
def test_no_reader_can_tell_that_a_hidden_cell_is_small(values):
    cells = {(r, c): values[2 * r + c] for r in range(3) for c in range(2)}
    shown = publish(cells, least=LEAST, joined="gộp")
    if shown is None:
        assert sum(values) < LEAST
        return
    assert shown.total == sum(values)
    assert all(n is None or n == 0 or n >= LEAST for n in shown.cells.values())
    assert all(n == 0 or n >= LEAST for n in (*shown.row_totals.values(), *shown.column_totals.values()))
    hidden = [cell for cell, n in shown.cells.items() if n is None]
    largest = dict.fromkeys(hidden, 0)
    for full in tables_like(shown):
        largest = {cell: max(largest[cell], full[cell]) for cell in hidden}
    assert all(n >= LEAST for n in largest.values())


def test_one_small_cell_takes_three_others_along():
    cells = {("a", "x"): 1, ("a", "y"): 40, ("b", "x"): 30, ("b", "y"): 9, ("c", "x"): 50, ("c", "y"): 60}
    shown = publish(cells, least=5, joined="gộp")
    assert {c for c, n in shown.cells.items() if n is None} == {("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")}


def test_what_is_large_is_shown_as_it_is_and_what_is_tiny_not_at_all():
    assert publish({("a", "x"): 2, ("b", "y"): 1}, least=5, joined="gộp") is None
    shown = publish({("a", "x"): 7, ("a", "y"): 0, ("b", "x"): 0, ("b", "y"): 8}, least=5, joined="gộp")
    assert None not in shown.cells.values()

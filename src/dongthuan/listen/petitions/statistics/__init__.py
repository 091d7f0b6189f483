"""The periodic statistics of §11: every figure is counted from the cases of the period and can be opened to them."""

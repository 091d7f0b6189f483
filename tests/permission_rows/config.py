from . import EVERYONE, Row

ROWS = [Row("healthz", EVERYONE), Row("readyz", EVERYONE)]

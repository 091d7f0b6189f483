"""The WSGI application that granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dongthuan.config.settings")
gc.disable()  # nothing that loads is rubbish; looking for it made a start a tenth longer
application = get_wsgi_application()

# Two hundred thousand objects stay for good; without this, each page paid a tenth of its time for searching them for rubbish.
gc.collect()
gc.freeze()
gc.enable()
gc.set_threshold(20_000, 20, 20)

"""The door through which gunicorn, or any other WSGI server, calls the site."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dossier_site.settings")
application = get_wsgi_application()

"""When something goes wrong on our side while a form of the desk is sent: the words stay in the page that says so."""

from dossier_site.middleware import in_admin
from dossier_site.sign_in_again import is_from_here
from dossiers import errors
from editing.kept_words import has_secrets


def failed(request):
    """500 or 503, with a button that sends the same form once more, where there are words to lose."""
    return errors.failed(request, resend=_resend(request))


def _resend(request):
    """What was sent and where to; None for what nobody typed here, and for what cannot be read any more.

    The server does what is sent twice once: whoever presses the button cannot do harm.
    """
    if request.method != "POST" or not in_admin(request) or not is_from_here(request):
        return None
    try:
        if has_secrets(request):
            return None
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
        return {"address": request.get_full_path(), "fields": fields, "files": [*request.FILES.values()]}
    except Exception:  # the line broke, or the disk had no room for a file
        return None

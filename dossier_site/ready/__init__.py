"""Ready pages: whole public answers, kept in front of Django for as long as nothing changed that they show."""

# Under which Django leaves word in a request's environment what the page that answers it hangs on.
HANGS_ON = "dossiers.hangs_on"
# By which a request says that the answer is to be kept, which is done in each encoding that is asked for.
IS_KEPT = "dossiers.is_kept"
# A page of more bytes is not kept.
LARGEST = 1_500_000

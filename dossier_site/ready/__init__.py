"""Ready pages: whole public answers, kept in front of Django for as long as nothing changed that they show."""

# Under which Django leaves word in a request's environment what the page that answers it hangs on.
HANGS_ON = "dossiers.hangs_on"

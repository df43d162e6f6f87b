"""Tools that are run by hand; the site imports none of them."""

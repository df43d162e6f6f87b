# Prints the value that a file of settings gives to `name`: for make, which needs some before there is a Python that could
# ask the site. Reads what dossier_site/env/file.py reads: a byte order mark, CRLF, `export`, quotes, comments behind
# values; the last line counts.

{ sub(/^\357\273\277/, ""); sub(/\r$/, "") }

match($0, "^[ \t]*(export[ \t]+)?" name "[ \t]*=") {
	value = substr($0, RLENGTH + 1)
	spaced = sub(/^[ \t]+/, "", value)
	quote = substr(value, 1, 1)
	if (quote == "\"" || quote == "'") {
		value = substr(value, 2)
		sub(quote ".*", "", value)
	} else {
		if (spaced) sub(/^#.*/, "", value)
		sub(/[ \t]+#.*/, "", value)
		sub(/[ \t]+$/, "", value)
	}
}

END { print value }

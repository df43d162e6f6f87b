"""How a database would answer a question: what it would read or sort from end to end."""

import re
from collections import defaultdict
from itertools import pairwise

from django.db import connection


def plan(sql, params=(), sorts="off"):
    """What the database would do, a line each; PostgreSQL as with tables that do not fit into a page."""
    return [line for lines in _selects(sql, params, sorts) for line in lines]


def _selects(sql, params=(), sorts="off"):
    """The same; of SQLite each SELECT by itself, whatever others are nested in it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"SET LOCAL enable_sort = {sorts}")
            cursor.execute(f"EXPLAIN {sql}", params or None)
            return [[row[0].strip(" ->") for row in cursor.fetchall()]]
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params or None)
        selects = defaultdict(list)
        for _id, parent, _unused, detail in cursor.fetchall():
            selects[parent].append(detail)
        return list(selects.values())


def know_numbers():
    """Let PostgreSQL learn how many rows there are of what, as it does by itself. SQLite never does: a site has to do
    without."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def whole_tables(sql, large):
    """The lines of the plan of a question in which one of the `large` tables is read or sorted from end to end."""
    names = {*large, *(alias for table, alias in re.findall(r'"(\w+)" ([A-Z]\d+)', sql) if table in large)}
    large = "|".join(sorted(names, key=len, reverse=True))
    return [line for lines in _selects(sql) for line in _whole(lines, large, "LIMIT" in sql)]


def _whole(lines, large, is_limited):
    """The same, of one SELECT."""
    found = [line for line in lines if re.match(rf"(SCAN|Seq Scan on) ({large})\b(?! USING)", line)]
    walked = [line for line in lines if re.match(rf"SCAN ({large}) USING", line)]
    by_key = any(re.match(rf"SEARCH ({large})\b", line) for line in lines) or any(
        re.search(rf" on ({large})\b", scan) and re.match("(Index|Recheck) Cond", condition)
        for scan, condition in pairwise(lines)
    )
    sorts = [line for line in lines if re.match(r"USE TEMP B-TREE FOR ORDER BY|Sort +\(", line)]
    is_sorted = walked or (not by_key and re.search(rf"\b({large})\b", "\n".join(lines)))
    # An index may be walked as long as the page is not full; what is sorted was found by a key.
    return found + (walked if not is_limited else []) + (sorts if is_sorted else [])

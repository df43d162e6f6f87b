"""What the database itself refuses in the audit log: to change a record, and to delete one younger than two years.

A migration that makes SQLite write the table anew (`AlterField` and such) loses the triggers: it ends in `install`.
"""

TABLE, WORDS = "audit_record", "The audit log is not changed."
SQLITE = {
    "update": f"BEFORE UPDATE ON {TABLE}",
    "delete": f"BEFORE DELETE ON {TABLE} WHEN OLD.at > datetime('now', '-2 years')",
    "replace": f"BEFORE INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)",
}
POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.at <= now() - interval '2 years' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER {TABLE}_refuse BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse();
"""


def install(apps, schema_editor) -> None:
    """Add the triggers to the table."""
    for statement in statements(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def remove(apps, schema_editor) -> None:
    """They go with their table; the function of PostgreSQL does not."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP FUNCTION {TABLE}_refuse() CASCADE", params=None)


def statements(vendor: str) -> list[str]:
    """The SQL that makes them."""
    if vendor == "postgresql":
        return [POSTGRESQL]
    return [
        f"CREATE TRIGGER {TABLE}_{name} {moment} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        for name, moment in SQLITE.items()
    ]

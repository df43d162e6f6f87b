"""What somebody else saved while a form was open is merged with what was typed, field by field and row by row."""

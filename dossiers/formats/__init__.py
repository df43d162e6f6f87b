"""What machines read: each format is a pure module that knows no model."""

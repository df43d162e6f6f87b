"""What is exported of each kind: one module a kind, from live rows to plain values that any format can write."""

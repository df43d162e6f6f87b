"""What the desk offers for any item: actions, forms, its state, and what is not public yet."""

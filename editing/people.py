"""What people of the desk are called."""


def called(user) -> str:
    """What colleagues call somebody; "" for nobody."""
    return user.get_full_name() or user.get_username() if user else ""

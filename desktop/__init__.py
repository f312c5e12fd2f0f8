"""«Порядок»: keeps order in parents' chats of a Russian kindergarten or school, offline."""

__version__ = "0.1.0"

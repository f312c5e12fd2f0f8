"""What has to be there before the program can start: Python, libraries, Qt's needs, a screen.

Used by run.py alone. Standard library only, and a syntax Python 3.7 can read, because an old Python
must get a clear sentence and not a SyntaxError.
"""

"""The window: shows what the use-cases answer and hands them what a person enters.

Nothing here judges, reads a file format or talks to the client file: that is ``app``'s.
"""

"""DOOR typer and rich: the command line and the chat.

One small file a group of commands. What a command needs is imported inside it, so that `--help` and mistakes
in the call are answered at once.
"""

"""The format of a reading log (`papers-weekly`): text in, text out.

`parse` reads any text as notes and to-dos without losing a character; `compose` writes it again with what changed.
"""

"""Rolls from a server's REST interface: swept page by page, handed on as files of the same standard."""

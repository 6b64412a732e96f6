"""Pictures: pure functions, facts + words → a picture and what it says in words.

A picture is drawn at twice its size and reduced, so that corners are smooth. It is laid out on a sheet 400 units wide,
the width of a phone, where no text is smaller than 14 units. It says nothing by colour alone.
"""

from bot.pictures.sheet import ALT_MOST, WIDTH, Picture, Sketch, drawn

__all__ = ["ALT_MOST", "WIDTH", "Picture", "Sketch", "drawn"]

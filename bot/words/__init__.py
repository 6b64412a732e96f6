"""The texts for people: one catalogue a language, and the code that picks and fills a text.

A third language is one more file beside `en.po` and `es.po`.
"""

from bot.words.catalogue import DEFAULT, LANGUAGES, Words, language_of, words_in

__all__ = ["DEFAULT", "LANGUAGES", "Words", "language_of", "words_in"]

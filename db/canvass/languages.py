"""Languages as people write them, brought to codes that can be compared."""

import re
import unicodedata
from collections.abc import Iterator

from db.names import name_key

# A code, then what a language is called: in English, in Spanish, by those who speak it.
_NAMES = {
    "en": "english inglés",
    "es": "spanish español castellano",
    "ar": "arabic árabe العربية عربي",
    "zh": "chinese mandarin cantonese chino mandarín cantonés 中文 普通话 粤语",
    "fr": "french francés français",
    "ht": "haitian haitiano kreyol kreyòl creole criollo",
    "pt": "portuguese portugués português",
    "ko": "korean coreano 한국어",
    "vi": "vietnamese vietnamita việt",
    "tl": "tagalog filipino pilipino",
    "ru": "russian ruso русский",
    "pl": "polish polaco polski",
    "so": "somali somalí soomaali",
    "am": "amharic amárico አማርኛ",
    "hi": "hindi हिन्दी हिंदी",
    "ur": "urdu اردو",
    "de": "german alemán deutsch",
    "asl": "asl",
}
_CODES = {name_key(name): code for code, names in _NAMES.items() for name in names.split()}
_BETWEEN = re.compile(r"[,;/|&+·\n]")


def codes(text: str) -> tuple[str, ...]:
    """The codes of the languages in a text, each once, in its order; what is no language that we know stays a word.

    "es, en", "Español e inglés" and "es-MX / English" are all ("es", "en").
    """
    plain = unicodedata.normalize("NFKD", text)  # first, as some signs are commas or dashes only by that
    return tuple(dict.fromkeys(code for part in _BETWEEN.split(plain) for code in _codes_in(part)))


def _codes_in(part: str) -> Iterator[str]:
    words = [name_key(re.sub(r"[-_].*", "", word)) for word in part.split()]
    words = [word for word in words if word]
    named = [_CODES[word] for word in words if word in _CODES]
    if named:
        yield from named
    elif all(word in _NAMES for word in words):
        # Only where nothing else is said: in a Spanish sentence "es", "en" and "de" are ordinary words.
        yield from words
    else:
        yield " ".join(words)

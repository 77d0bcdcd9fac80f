"""Names: ids that are safe as the names of files, whatever the alphabet."""

import re
import unicodedata


def slug(name: str) -> str:
    """Return a short id for a name, safe as a file name on every system.

    Letters, marks and digits of any script are kept, lower case; everything else becomes a
    dash. Empty when the name has no letter or digit. At most 40 characters.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    kept = "".join(char if unicodedata.category(char)[0] in "LMN" else "-" for char in folded)
    short = re.sub("-+", "-", kept).strip("-")[:40].strip("-")
    reserved = short in {"con", "prn", "aux", "nul"} or re.fullmatch(r"(com|lpt)\d", short)
    return f"{short}-company" if reserved else short


def is_safe_id(text: str) -> bool:
    """Whether a text is an id prepkit could have made, and so is safe as a file name.

    Letters, marks and digits of any script, dashes and underscores; at most 120 characters.
    """
    kept = all(unicodedata.category(char)[0] in "LMN" or char in "-_" for char in text)
    return kept and 0 < len(text) <= 120

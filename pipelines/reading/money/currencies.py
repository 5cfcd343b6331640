"""Names and signs of currencies as ISO 4217 codes."""

import re

_CODES: dict[str, str] = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "eu": "EUR",
    "$": "USD", "usd": "USD", "us$": "USD", "$us": "USD", "dollars": "USD", "dollar": "USD", "us dollars": "USD",
    "dollars us": "USD", "dollars americains": "USD", "dolares": "USD", "u.s. dollars": "USD", "us dollar": "USD",
    "$ us": "USD", "us $": "USD", "dolares estadounidenses": "USD",
    "cad": "CAD", "$ ca": "CAD", "$ca": "CAD", "ca$": "CAD", "dollars canadiens": "CAD", "$ can": "CAD",
    "$ canadiens": "CAD", "$ canadien": "CAD", "$ cad": "CAD", "c$": "CAD",
    "canadian dollars": "CAD", "cad$": "CAD",
    "£": "GBP", "gbp": "GBP", "livres sterling": "GBP", "pounds": "GBP", "pounds sterling": "GBP",
    "chf": "CHF", "francs suisses": "CHF", "swiss francs": "CHF", "fcfa": "XOF", "f cfa": "XOF", "francs cfa": "XOF",
    "cfa francs": "XOF", "xof": "XOF", "xaf": "XAF", "cfa": "XOF", "mad": "MAD", "dirhams": "MAD", "dh": "MAD",
    "tnd": "TND", "dinars": "TND", "dinars tunisiens": "TND", "ariary": "MGA", "mga": "MGA", "jpy": "JPY", "¥": "JPY",
    "yens": "JPY", "yen": "JPY", "nok": "NOK", "sek": "SEK", "dkk": "DKK", "pln": "PLN",
    "aud": "AUD", "a$": "AUD", "au$": "AUD", "aud$": "AUD",
    "nzd": "NZD", "nz$": "NZD", "nzd$": "NZD",
    "xpf": "XPF", "francs pacifique": "XPF", "f cfp": "XPF", "fcfp": "XPF", "r$": "BRL", "reais": "BRL", "brl": "BRL",
    "mxn": "MXN", "pesos mexicanos": "MXN", "cop": "COP", "pesos colombianos": "COP", "gnf": "GNF", "ht g": "HTG",
    "gourdes": "HTG", "htg": "HTG", "ngn": "NGN", "zar": "ZAR", "kmf": "KMF", "cny": "CNY", "inr": "INR",
}  # fmt: skip
_BEFORE = (
    "us$", "$us", "usd", "us $", "ca$", "cad$", "cad", "c$", "a$", "aud", "au$", "aud$",
    "nz$", "nzd", "r$", "eur", "euros", "euro", "€", "$", "£", "gbp",
    "chf", "xof", "xaf", "fcfa", "mad", "tnd", "nok", "sek", "dkk", "pln", "¥", "jpy", "brl", "u.s. $",
)  # fmt: skip
_CODES["u.s. $"] = "USD"


def _alternation(names: tuple[str, ...] | dict[str, str]) -> str:
    return "|".join(_pattern(name) for name in sorted(names, key=len, reverse=True))


def _pattern(name: str) -> str:
    """A name's pattern; its blanks may be a line's end."""
    return re.escape(name).replace(r"\ ", r"[ \n]") + (r"(?![a-z])" if name[-1].isalpha() else "")


AFTER = _alternation({name: code for name, code in _CODES.items() if name not in ("eu", "u.s. $")})
"""Pattern of a currency written after its number."""
BEFORE = _alternation(_BEFORE)
"""Pattern of a currency written before its number."""
BEFORE_ENDS = frozenset(name[-1] for name in _BEFORE)
"""The last signs of such currencies."""


def code(name: str) -> str:
    """The ISO code of a currency written as one of the names of the two patterns."""
    return _CODES[" ".join(name.split())]

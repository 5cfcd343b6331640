"""Feeds as the Web writes them, wrong in every way that parsers of feeds are tried on: all of our own writing."""

from collections.abc import Iterator
from dataclasses import dataclass

RSS_TYPE = "application/rss+xml"
LINK = "https://fonds.example/appels/{}"


@dataclass(frozen=True)
class Case:
    """A feed: its body, what the server calls it, and how many of its entries anybody would read."""

    name: str
    body: bytes
    kind: str = "application/xml"

    def __str__(self) -> str:
        return self.name


def item(number: int = 1, inside: str = "", title: str = "Appel n° {0} : l’eau", link: str = LINK) -> str:
    return f"<item><title>{title.format(number)}</title><link>{link.format(number)}</link>{inside}</item>"


def rss(*items: str, head: str = '<?xml version="1.0" encoding="utf-8"?>', root: str = '<rss version="2.0">',
        tail: str = "</channel></rss>") -> str:  # fmt: skip
    return f"{head}{root}<channel><title>Appels</title><link>https://fonds.example/</link>{''.join(items)}{tail}"


def entry(number: int = 1, inside: str = "") -> str:
    return (f"<entry><id>tag:fonds.example,2026:{number}</id><title>Appel n° {number}</title>"
            f'<link href="{LINK.format(number)}"/><updated>2026-11-20T08:00:00Z</updated>{inside}</entry>')  # fmt: skip


def atom(*entries: str, root: str = '<feed xmlns="http://www.w3.org/2005/Atom">', tail: str = "</feed>") -> str:
    return f'<?xml version="1.0" encoding="utf-8"?>{root}<title>Appels</title><id>urn:x</id>{"".join(entries)}{tail}'


def with_type(declared: str, title: str) -> bytes:
    """A feed with a document type of its own."""
    return f'<?xml version="1.0"?><!DOCTYPE r [{declared}]>{rss(item(1, title=title), item(2), head="")}'.encode()


def _encodings() -> Iterator[Case]:
    two = rss(item(1), item(2), head="")
    for codec, head in (("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("utf-16-le", ""), ("utf-16-be", ""),
                        ("iso-8859-15", "iso-8859-15"), ("cp1252", "windows-1252"), ("utf-32", "utf-32")):  # fmt: skip
        prolog = f'<?xml version="1.0" encoding="{head or codec.removesuffix("-sig")}"?>'
        yield Case(f"encoded in {codec}", (prolog + two).encode(codec, errors="xmlcharrefreplace"))
    yield Case("no prolog at all", two.encode())
    yield Case("latin bytes under a utf-8 name", rss(item(1), item(2)).replace("’", "'").encode("latin-1"))
    yield Case("utf-8 bytes under a latin name", rss(item(1), head='<?xml version="1.0" encoding="iso-8859-1"?>').encode())
    yield Case("an encoding nobody knows", rss(item(1), head='<?xml version="1.0" encoding="x-maison"?>').encode())
    yield Case("the server contradicts the prolog", rss(item(1)).encode(), "application/rss+xml; charset=iso-8859-1")
    yield Case("the server names no real charset", rss(item(1)).encode(), 'text/xml; charset="utf8mb4"')
    yield Case("one stray windows byte", rss(item(1), item(2)).encode().replace("’".encode(), b"\x92", 1))
    yield Case("two marks of byte order", b"\xef\xbb\xbf\xef\xbb\xbf" + rss(item(1)).encode())
    yield Case("control characters in a title", rss(item(1, title="Appel \x0b\x1f n° {0}"), item(2)).encode())
    yield Case("a null byte", rss(item(1), item(2)).encode().replace(b"l\xe2", b"\x00l\xe2", 1))
    yield Case("half a character at a cut", rss(item(1), item(2)).encode().replace("’".encode(), "’".encode()[:2], 1))
    yield Case("surrogates as entities", rss(item(1, title="Appel &#xD83D;&#xDE00; n° {0}"), item(2)).encode())


def _entities() -> Iterator[Case]:
    for name, title in (
        ("an undefined entity", "Appel &nbsp; n° {0}"),
        ("many html entities", "&eacute;t&eacute; &laquo; {0} &raquo; &euro;"),
        ("a bare ampersand", "Eau & assainissement n° {0}"), ("an ampersand in an address", "R&D n° {0}"),
        ("an unfinished entity", "Appel &eacute n° {0}"), ("an entity of nothing", "Appel &; n° {0}"),
        ("a number out of the table", "Appel &#x1FFFFF; n° {0}"), ("a number that is no number", "Appel &#xZZ; n° {0}"),
        ("doubly escaped", "L&amp;rsquo;eau &amp;amp; l&amp;#8217;air n° {0}"), ("markup in a title", "<b>Appel</b> n° {0}"),
        ("escaped markup in a title", "&lt;i&gt;Appel&lt;/i&gt; n° {0}"), ("less-than in a title", "Moins de 3 < 5 n° {0}"),
    ):  # fmt: skip
        yield Case(name, rss(item(1, title=title), item(2)).encode())
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    yield Case(
        "a billion laughs",
        with_type(f'<!ENTITY e0 "ha">{bomb}', "&e9;"),
    )
    yield Case(
        "an entity that blows up by squares",
        with_type(f'<!ENTITY a "{"x" * 20_000}">', "&a;" * 200),
    )
    yield Case(
        "an entity of a local file",
        with_type('<!ENTITY f SYSTEM "file:///etc/passwd">', "&f; n° {0}"),
    )
    yield Case(
        "an entity from the web",
        with_type('<!ENTITY f SYSTEM "http://127.0.0.1:9/x">', "&f; n° {0}"),
    )
    yield Case(
        "a document type of long ago",
        (OLD + rss(item(1), head="", root="<rss version='0.91'>")).encode(),
    )


OLD = '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.example/rss-0.91.dtd">'


def _shapes() -> Iterator[Case]:
    yield Case(
        "cdata everywhere",
        rss(item(1, "<description><![CDATA[<p>Eau & <b>air</b></p>]]></description>", "<![CDATA[Appel n° {0}]]>")).encode(),
    )
    yield Case("cdata never closed", rss(item(1), item(2, "<description><![CDATA[<p>Eau")).encode())
    yield Case(
        "cdata inside cdata", rss(item(1, "<description><![CDATA[a <![CDATA[b]]> c]]></description>"), item(2)).encode()
    )
    yield Case("the feed stops in an item", rss(item(1), item(2), "<item><title>Appel n° 3</ti", tail="").encode())
    yield Case("the feed stops in an attribute", atom(entry(1), '<entry><link href="https://fonds', tail="").encode())
    yield Case(
        "no tag is closed",
        "<rss version='2.0'><channel><title>Appels<item><title>Appel n° 1<link>https://fonds.example/appels/1".encode(),
    )
    yield Case(
        "tags that cross",
        rss("<item><title><b>Appel n° 1</title></b><link>https://fonds.example/appels/1</link></item>", item(2)).encode(),
    )
    yield Case("capital tags", rss(item(1), item(2)).upper().encode())
    yield Case("items outside the channel", rss(item(1), tail=f"</channel>{item(2)}</rss>").encode())
    yield Case(
        "items inside items",
        rss(f"<item><title>Dehors</title><link>https://fonds.example/0</link>{item(1)}</item>").encode(),
    )
    yield Case("two roots", (rss(item(1)) + rss(item(2), head="")).encode())
    yield Case("words before the prolog", ("Avertissement : mysql en ligne 3\n" + rss(item(1), item(2))).encode())
    yield Case("blank lines before the prolog", ("\n\n  \r\n" + rss(item(1), item(2))).encode())
    yield Case("words after the end", (rss(item(1), item(2)) + "<!-- 0,34 s --><b>fin</b>").encode())
    yield Case("a comment of dashes", rss("<!-- -- appel -- -->", item(1)).encode())
    yield Case("a processing instruction", rss('<?php echo "x"; ?>', item(1)).encode())
    yield Case(
        "an attribute twice",
        rss(
            '<item a="1" a="2"><title>Appel n° 1</title><link>https://fonds.example/appels/1</link></item>', item(2)
        ).encode(),
    )
    yield Case(
        "attributes without quotes",
        atom(
            "<entry><id>1</id><title>Appel n° 1</title><link href=https://fonds.example/appels/1 /></entry>", entry(2)
        ).encode(),
    )
    yield Case(
        "an item without a title",
        rss("<item><link>https://fonds.example/appels/1</link><description>Eau</description></item>", item(2)).encode(),
    )
    yield Case("an item without a link", rss("<item><title>Sans lien</title></item>", item(2)).encode())
    yield Case("an empty item", rss("<item/>", item(2)).encode())
    yield Case("an empty channel", rss().encode())
    yield Case(
        "deep nesting",
        rss(item(1, "<description>" + "<div>" * 3_000 + "eau" + "</div>" * 3_000 + "</description>"), item(2)).encode(),
    )
    yield Case("a title of a megabyte", rss(item(1, title="Eau " * 250_000), item(2)).encode())
    yield Case("ten thousand items", rss(*(item(number) for number in range(10_000))).encode())


def _namespaces() -> Iterator[Case]:
    yield Case(
        "a prefix never declared",
        rss(item(1, "<dc:date>2026-11-20</dc:date><content:encoded>Eau</content:encoded>"), item(2)).encode(),
    )
    yield Case(
        "atom inside rss",
        rss(
            item(1, '<atom:link href="https://autre.example/" rel="self"/>'),
            root='<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">',
        ).encode(),
    )
    yield Case(
        "rss under another prefix",
        (
            '<?xml version="1.0"?><x:rss version="2.0" xmlns:x="http://backend.userland.com/rss2"><x:channel><x:title>A</x:title>'
            "<x:item><x:title>Appel n° 1</x:title><x:link>https://fonds.example/appels/1</x:link></x:item></x:channel></x:rss>"
        ).encode(),
    )
    yield Case(
        "rss in a namespace by default",
        rss(item(1), item(2), root='<rss version="2.0" xmlns="http://backend.userland.com/rss2">').encode(),
    )
    rdf = '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
    yield Case(
        "rdf",
        f'{rdf}<channel rdf:about="https://fonds.example/"><title>Appels</title></channel>{item(1)}{item(2)}</rdf:RDF>'.encode(),
    )
    yield Case(
        "rdf of version 0.90",
        (
            rdf.replace("purl.org/rss/1.0/", "my.netscape.com/rdf/simple/0.9/")
            + f"<channel><title>Appels</title></channel>{item(1)}</rdf:RDF>"
        ).encode(),
    )
    yield Case(
        "rdf without its namespace",
        f"<?xml version='1.0'?><RDF><channel><title>Appels</title></channel>{item(1)}</RDF>".encode(),
    )
    yield Case(
        "atom 0.3",
        atom(
            "<entry><title>Appel n° 1</title><link rel='alternate' type='text/html' href='https://fonds.example/appels/1'/><id>1</id><modified>2026-11-20T08:00:00Z</modified></entry>",
            root='<feed version="0.3" xmlns="http://purl.org/atom/ns#">',
        ).encode(),
    )
    yield Case("atom without a namespace", atom(entry(1), entry(2), root="<feed>").encode())
    yield Case("atom with a wrong namespace", atom(entry(1), root='<feed xmlns="http://www.w3.org/2005/atom">').encode())
    yield Case(
        "xhtml in atom",
        atom(
            entry(1, '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Eau</p></div></content>')
        ).encode(),
    )
    yield Case(
        "several links an entry",
        atom(
            '<entry><id>1</id><title>Appel n° 1</title><link rel="enclosure" href="https://fonds.example/a.pdf"/>'
            '<link rel="alternate" href="https://fonds.example/appels/1"/></entry>'
        ).encode(),
    )
    yield Case(
        "cdf",
        (
            '<?xml version="1.0"?><channel href="https://fonds.example/"><title>Appels</title>'
            '<item href="https://fonds.example/appels/1"><title>Appel n° 1</title></item></channel>'
        ).encode(),
    )


def _links_and_dates() -> Iterator[Case]:
    for name, link in (
        ("a relative link", "/appels/{}"), ("a link of this scheme", "//fonds.example/appels/{}"),
        ("a link with blanks", "\n https://fonds.example/appels/{} \n"),
        ("a link with accents", "https://fonds.example/appels/été-{}"), ("a script as a link", "javascript:alert({})"),
        ("data as a link", "data:text/html,{}"), ("a mail address as a link", "mailto:a{}@fonds.example"),
        ("a link with a password", "https://moi:secret@fonds.example/{}"), ("a broken link", "https://[fonds.example/{}"),
    ):  # fmt: skip
        yield Case(name, rss(item(1, link=link), item(2)).encode())
    yield Case(
        "xml:base",
        atom(
            '<entry xml:base="https://fonds.example/appels/"><id>1</id><title>Appel n° 1</title><link href="1"/></entry>'
        ).encode(),
    )
    yield Case(
        "an identifier for a link",
        rss("<item><title>Appel n° 1</title><guid>https://fonds.example/appels/1</guid></item>", item(2)).encode(),
    )
    yield Case("the same identifier for all", rss(item(1, "<guid>0</guid>"), item(2, "<guid>0</guid>")).encode())
    for date in ("lun., 23 nov. 2026", "2026-11-31", "0000-00-00", "Thu, 32 Foo 2026 25:61:61 XYZ", "20261120",
                 "1763625600", "", "2026-W47-5", "vendredi 20 novembre 2026 à 8h", "9999-12-31T23:59:59+99:99"):  # fmt: skip
        yield Case(f"dated « {date} »", rss(item(1, f"<pubDate>{date}</pubDate>"), item(2)).encode())


def _json() -> Iterator[Case]:
    start = '{"version": "https://jsonfeed.org/version/1.1", "title": "Appels", "items": '
    whole = '[{"id": "1", "url": "https://fonds.example/appels/1", "title": "Appel n° 1"}]'
    yield Case("json", f"{start}{whole}}}".encode(), "application/feed+json")
    yield Case("json cut in the middle", f"{start}{whole[:40]}".encode(), "application/feed+json")
    yield Case("json with items that are none", f'{start}[null, 3, "x", [], {{}}]}}'.encode(), "application/feed+json")
    yield Case("json whose items are a table", f'{start}{{"a": 1}}}}'.encode(), "application/feed+json")
    yield Case("json without a version", f'{{"items": {whole}}}'.encode(), "application/json")
    yield Case(
        "json in the wrong kinds",
        f'{start}[{{"id": 1, "url": 2, "title": null, "content_html": ["x"]}}]}}'.encode(),
        "application/json",
    )
    yield Case("json nested without end", (start + "[" * 100_000).encode(), "application/json")


def _others() -> Iterator[Case]:
    yield Case("nothing", b"")
    yield Case("blanks", b" \r\n\t ")
    yield Case("a page", b"<!DOCTYPE html><html><body><p>Bienvenue</p></body></html>", "text/html")
    yield Case("a page that says it is a feed", b"<html><head><title>x</title></head></html>", RSS_TYPE)
    yield Case("a feed that says it is a page", rss(item(1), item(2)).encode(), "text/html; charset=utf-8")
    yield Case("a feed that says it is a picture", rss(item(1), item(2)).encode(), "image/png")
    yield Case("an error of a database", b"Fatal error: Allowed memory size exhausted in /var/www/flux.php on line 3")
    yield Case("random bytes", bytes(range(256)) * 40)
    yield Case("a pdf", b"%PDF-1.7\n" + bytes(range(200)))
    yield Case("an address of a file", b"/etc/passwd")
    yield Case("an address of the web", b"https://fonds.example/flux")
    yield Case("only a prolog", b'<?xml version="1.0"?>')
    yield Case(
        "an opml list",
        b'<opml version="2.0"><body><outline text="Appels" xmlUrl="https://fonds.example/flux"/></body></opml>',
    )


def cases() -> list[Case]:
    """All of them."""
    made = [_encodings(), _entities(), _shapes(), _namespaces(), _links_and_dates(), _json(), _others()]
    return [one for some in made for one in some]

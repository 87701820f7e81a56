"""Links inside of a text, such as those to footnotes, lead where they did."""

import pytest
from import_rendering import ENGINES, SameLinks, rendered, tree

from newsgen.importing.conversion.converting import convert
from newsgen.importing.story import Format

FOOTNOTES = (
    '<p>Teks<a name="_ftnref1" href="#_ftn1">[1]</a> lanjut.</p>'
    '<p><a name="_ftn1" href="#_ftnref1">[1]</a> Catatan.</p>'
)
TEXTS = [
    (FOOTNOTES, 2),
    ('<a href="#bab">Bab</a><h2 id="bab">Bab satu</h2>', 1),
    ('<a href="#satu">Satu</a><ul><li id="satu">a</li></ul>', 1),
    ('<a href="#satu">Satu</a><table><tr><td>a</td><td><a id="satu"></a>b</td></tr></table>', 1),
    ('<a href="#tidak">Tidak</a> <a href="#">Atas</a>', 0),
    ("<a href='#&quot;x'>Satu</a><p id='&quot;x'>x</p>", 0),
]


@pytest.mark.parametrize(("html", "number"), TEXTS)
def test_links_lead_to_places_of_the_text(html: str, number: int) -> None:
    markdown = convert(html, Format.HTML, SameLinks()).markdown
    for engine in ENGINES:
        page = tree(rendered(markdown, engine))
        names = {str(each.get("id")) for each in page.iter() if each.get("id")}
        links = [str(each.get("href")) for each in page.iter("a")]
        assert len(links) == number
        assert {link[1:] for link in links} <= names

"""What stands packed in the state: a glimpse of an article is what its whole record says."""

from datetime import datetime
from zoneinfo import ZoneInfo

from newsgen.content.article import Article, Correction, Picture, Status, When
from newsgen.content.body import Outline
from newsgen.index.rows import Glimpse, Kept, _Told, pack, unpack

MOMENT = When(datetime(2018, 8, 2, 10, tzinfo=ZoneInfo("Asia/Jakarta")))
PLAIN = Article(path="a.md", title="Judul", date=MOMENT, slug="judul")
FULL = Article(
    path="a.md",
    title="Judul",
    date=MOMENT,
    slug="judul",
    updated=When(MOMENT.at, False),
    authors=("A",),
    categories=("K",),
    tags=("T",),
    summary="Ringkasan.",
    image=Picture("a.jpg", "alt", "keterangan", "kredit"),
    corrections=(Correction(MOMENT, "Salah."),),
    status=Status.SPONSORED,
    extra={"apa": [1, {"saja": None}]},
    provenance={},
)


def test_a_glimpse_has_what_the_record_has() -> None:
    for article in (PLAIN, FULL):
        packed = pack(Kept(article, Outline("Awal.", parts=2, links=("a",)), ()))
        shown, whole = Glimpse("/a/", "a.md", "k", packed).shown, unpack(packed)
        assert isinstance(whole.record, Article)
        assert shown.outline.summary == whole.outline.summary
        for name in ("title", "date", "updated", "summary", "image", "status"):
            assert getattr(shown.record, name) == getattr(whole.record, name)
        assert len(shown.record.corrections) == len(whole.record.corrections)


def test_a_glimpse_looks_at_the_places_of_an_article() -> None:
    names = _Told.__struct_fields__
    assert names == Article.__struct_fields__[: len(names)]

"""The fields that columns of tables give, by the names that newsrooms and other systems use for them."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from newsgen.content import keys
from newsgen.content.keys import Key

# By field, the names of columns; the first that has a value counts. Those of `content/keys.py` come after.
# Capitals, spaces, hyphens and underscores don't matter.
_NAMES = {
    "title": "title judul headline post_title judul_berita judul_artikel article_title entry_title heading",
    "date": "date tanggal published_at published publish_date published_on date_published post_date pubdate"
    " tanggal_terbit tgl_terbit tgl tanggal_tayang tanggal_publikasi waktu waktu_terbit publication_date"
    " publish_time datetime first_published_at firstpublishedat",
    "date_utc": "post_date_gmt date_gmt",
    "created": "created_at created createdat tanggal_dibuat",
    "clock": "jam pukul time waktu_tayang jam_tayang",
    "updated": "updated updated_at modified post_modified last_modified lastmod diperbarui tanggal_ubah"
    " date_modified tanggal_diperbarui latestpublishedat",
    "updated_utc": "post_modified_gmt modified_gmt",
    "body_html": "html content_html body_html isi_html",
    "body_markdown": "markdown content_markdown body_markdown body_md",
    "body_wordpress": "post_content content_encoded content:encoded",
    "body": "body isi content konten text teks isi_berita isi_artikel naskah artikel berita article"
    " article_text article_body full_text fulltext plaintext content_text story",
    "authors": "authors author penulis author_name nama_penulis byline oleh wartawan reporter pewarta"
    " primary_author post_author creator dc:creator jurnalis post_author_name",
    "editors": "editors editor penyunting redaktur",
    "source": "source sumber sumber_berita source_name",
    "categories": "categories category kategori rubrik kanal section post_category primary_tag"
    " kategori_berita",
    "tags": "tags tag tagar topik topics keywords kata_kunci post_tag post_tags label labels",
    "summary": "summary ringkasan post_excerpt excerpt custom_excerpt description deskripsi teaser abstract"
    " meta_description subtitle sub_judul subjudul standfirst",
    "image": "image gambar foto feature_image featured_image image_url thumbnail cover cover_image photo"
    " url_gambar url_foto gambar_utama foto_utama top_image featured_image_url hero_image thumbnail_url",
    "image_caption": "image_caption caption keterangan_foto keterangan_gambar feature_image_caption"
    " caption_foto",
    "image_alt": "image_alt feature_image_alt alt",
    "image_credit": "image_credit credit kredit_foto foto_oleh photographer fotografer",
    "dateline": "dateline tempat",
    "slug": "slug post_name",
    "url": "url link permalink canonical canonical_url address alamat tautan article_url post_url loc origin"
    " source_url uri mediumurl webcanonicalurl",
    "addresses": "aliases alias old_url redirect_from url_lama alamat_lama",
    "guid": "guid",
    "post": "id post_id wp_id",
    "type": "type post_type jenis",
    "visibility": "status post_status visibility keadaan",
    "series": "series seri",
    "related": "related",
    "lead": "lead sticky featured",
    "language": "language lang bahasa locale",
    "comments": "comments komentar comment_status",
}  # fmt: skip
_OF_KEYS = {"origin": "url", "permalink": "url", "aliases": "addresses", "redirect_from": "addresses",
            "publish_date": "date", "status": "visibility"}  # fmt: skip
FIELDS = frozenset(_NAMES) - {"date_utc", "updated_utc", "created", "post", "body_wordpress"}
BODIES = ("body", "body_html", "body_markdown", "body_wordpress")


def _normalised(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum() or char == ":")


_BY_NAME = {
    _normalised(name): (field, rank)
    for field, names in _NAMES.items()
    for rank, name in enumerate(names.split())
}


class Columns(msgspec.Struct, frozen=True):
    """What the columns of a table are for: those of each field, the best first; those that hide; others."""

    fields: dict[str, tuple[str, ...]]
    hiding: tuple[str, ...] = ()
    extra: dict[str, str] = {}  # the keys of front matter by the names of columns

    @property
    def has_text(self) -> bool:
        return self.has_body or "title" in self.fields

    @property
    def has_body(self) -> bool:
        return any(field in self.fields for field in BODIES)


def is_known(name: str) -> bool:
    """Whether a column of this name gives a field."""
    return _normalised(name) in _BY_NAME or keys.find(name.strip()) is not None


def mapped(columns: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """The fields that the user gave to columns, by column, whichever of the two was named first.

    A name is found in any capitals. One that no column has is left out.
    """
    by_name = {_normalised(name): name for name in names}
    found = {}
    for one, other in columns.items():
        for column, field in ((one, other), (other, one)):
            if field.lower() in FIELDS and _normalised(column) in by_name:
                found[by_name[_normalised(column)]] = field.lower()
                break
    return found


def columns_of(names: Sequence[str], given: Mapping[str, str]) -> Columns:
    """What the columns of a table are for; `given` has the fields of some of them."""
    ranked: dict[str, list[tuple[int, int, str]]] = {}
    hiding, extra = [], {}
    for at, name in enumerate(names):
        if name in given:
            ranked.setdefault(given[name], []).append((-1, at, name))
            continue
        key = keys.find(name.strip())
        field, rank = _BY_NAME.get(_normalised(name)) or _of_key(key)
        if key and key.hides:
            hiding.append(name)
        if field:
            ranked.setdefault(field, []).append((rank, at, name))
        elif not (key and key.hides):
            extra[name] = extra_key(name)
    if "date" not in ranked and "created" in ranked:
        ranked["date"] = ranked.pop("created")
    for field in ("post", "created"):
        if field == "post" and any(_normalised(name).startswith("post") for name in names):
            continue
        for _, _, name in ranked.pop(field, ()):
            extra[name] = extra_key(name)
    found = {field: tuple(name for _, _, name in sorted(some)) for field, some in ranked.items()}
    return Columns(found, tuple(hiding), extra)


def _of_key(key: Key | None) -> tuple[str, int]:
    if key is None:
        return "", 0
    field = _OF_KEYS.get(key.field, key.field)
    return (field, 50 + key.rank) if field in _NAMES else ("", 0)


def extra_key(name: str) -> str:
    """The key under which front matter keeps a column: never one that means something there."""
    plain = " ".join("".join(char if char.isprintable() else " " for char in name).split()) or "column"
    return f"column_{plain}" if keys.find(plain) else plain

"""What several sources say of one site, as one, and the settings that follow."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec

from newsgen.config import PERMALINK, Config, PermalinkRule, mistakes
from newsgen.importing.adopt.patterns import Published, best_rules
from newsgen.importing.converted import Links
from newsgen.importing.running.catalog import Catalog
from newsgen.importing.running.names import slug_of
from newsgen.importing.running.planning import Planner
from newsgen.importing.story import ListText, Note, SiteFacts, Visibility
from newsgen.urls import Urls

_SAMPLE = 1000  # stories from which the pattern of addresses is found
_KEEPING = (  # settings by which addresses are kept
    "permalink", "paths", "timezone", "language", "feed_aliases", "redirect_rules", "originals",
)  # fmt: skip
_SPARE_WORDS = {
    "search": ("cari", "search", "pencarian", "cari-berita"),
    "archive": ("indeks", "archive", "arsip", "indeks-berita"),
}


def joined(facts: Sequence[SiteFacts]) -> SiteFacts:
    """The facts of all sources: of each setting, the first source that knows it counts."""
    settings: dict[str, Any] = {}
    for one in facts:
        settings = {**one.settings, **settings}
    lists: dict[tuple[str, str, str], ListText] = {}
    for one in facts:
        for found in one.lists:
            known = lists.setdefault((found.kind, found.name, found.slug), found)
            if known is not found:
                addresses = tuple(dict.fromkeys((*known.addresses, *found.addresses)))
                text, social = known.text or found.text, {**found.social, **known.social}
                known = msgspec.structs.replace(known, addresses=addresses, text=text, social=social)
                lists[found.kind, found.name, found.slug] = known
    return SiteFacts(
        url=next((one.url for one in facts if one.url), ""),
        settings=settings,
        lists=tuple(lists.values()),
        notes=tuple(dict.fromkeys(note for one in facts for note in one.notes)),
    )


def free_words(catalog: Catalog, config: Config) -> dict[str, str]:
    """Other words for pages of newsgen's own where stories of the old site have the usual ones."""
    found = {}
    for kind, others in _SPARE_WORDS.items():
        words = (config.words[kind], *others)
        free = next((word for word in words if not catalog.has_address(word)), words[0])
        if free != words[0]:
            found[kind] = free
    return found


def usable(found: dict[str, Any]) -> tuple[Config, dict[str, Any]]:
    """The settings that can be used, as values and as they are written; an archive keeps its originals."""
    named = {**found, "originals": "all"}
    settings = {name: value for name, value in named.items() if _config({name: value}) is not None}
    config = _config(settings) or Config()
    for wrong in {mistake.key[0] for mistake in mistakes(config)}:
        settings.pop(str(wrong), None)
    return _config(settings) or Config(), settings


def answered(settings: dict[str, Any], links: Links) -> tuple[dict[str, Any], tuple[Note, ...]]:
    """The settings, their links leading to where that is now; what leads nowhere is left out, with a note."""
    notes = []
    found = dict(settings)
    for name in ("menu", "footer"):
        entries = []
        for entry in settings.get(name, ()):
            if url := links.link(entry["url"]):
                entries.append({**entry, "url": url})
            else:
                notes.append(_dead(name, entry["title"], entry["url"]))
        if name in found:
            found[name] = entries
    policies = {}
    for name, old in settings.get("policies", {}).items():
        if url := links.link(old):
            policies[name] = url
        else:
            notes.append(_dead("policies", name, old))
    if "policies" in found:
        found["policies"] = policies
    return {name: value for name, value in found.items() if value not in ([], {})}, tuple(notes)


def _dead(setting: str, title: str, url: str) -> Note:
    return Note("entry-left", f"{setting}: nothing answers where the entry {title} led to", url)


def _config(settings: dict[str, Any]) -> Config | None:
    try:
        config = msgspec.convert(settings, Config)
    except msgspec.ValidationError:
        return None
    return msgspec.structs.replace(config, base_url=config.base_url.rstrip("/") + "/")


def with_permalink(catalog: Catalog, config: Config, planner: Planner) -> dict[str, Any]:
    """The setting by which most stories keep their address; none where the default does, or none is known."""
    step = max(1, len(catalog) // _SAMPLE)
    published: list[Published] = []
    urls = Urls(config)
    for header in catalog.some(range(0, len(catalog), step)):
        is_known = header.kind == "article" and header.date and header.visibility is Visibility.PUBLIC
        path = unquote(urlsplit(header.url).path) if is_known and "//" in header.url else ""
        if not path.startswith(urls.root) or urlsplit(header.url).query or path == urls.root:
            continue
        slug = slug_of(header.slug, header.title, header.url)
        aliases = tuple(filter(None, map(planner.typed_alias, header.addresses)))
        behind = path[len(urls.root) - 1 :]
        published.append(Published(planner.article(header, slug, aliases), behind))
    rules = tuple(map(_by_date, best_rules(published, config))) if published else ()
    if not rules or rules == (PermalinkRule(PERMALINK),):
        return {}
    if len(rules) == 1 and not msgspec.structs.asdict(rules[0].match).get("path"):
        return {"permalink": rules[0].pattern}
    return {"permalink": [_written(rule) for rule in rules]}


def _by_date(rule: PermalinkRule) -> PermalinkRule:
    """A rule without `{path}`: the folders of imported stories are those of their year and month."""
    return PermalinkRule(rule.pattern.replace("{path}", "{year}/{month}"), rule.match)


def _written(rule: PermalinkRule) -> dict[str, Any]:
    match = {key: value for key, value in msgspec.structs.asdict(rule.match).items() if value}
    return {"match": match, "pattern": rule.pattern} if match else {"pattern": rule.pattern}


def differing(wanted: dict[str, Any], present: Config, written: Iterable[str]) -> dict[str, Any]:
    """Of the settings that keep addresses, those that are otherwise in a newsroom that was there already."""
    fits, _ = usable(wanted)
    names = [name for name in _KEEPING if name in wanted and name in written]
    return {name: wanted[name] for name in names if getattr(fits, name) != getattr(present, name)}

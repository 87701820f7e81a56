"""Files about lists (authors, sections, tags, series), where the old site said something of them."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from newsgen.config import Config
from newsgen.content.article import Document
from newsgen.content.reader import LIST_FOLDERS
from newsgen.content.slugs import term_slug
from newsgen.importing.running.catalog import Catalog
from newsgen.importing.running.names import file_name
from newsgen.importing.running.planning import Planner
from newsgen.importing.story import ListText
from newsgen.urls import Urls


class ListPlan(NamedTuple):
    """A list: its first text, its address, its own one if it needs that, and old ones that lead there."""

    text: ListText
    slug: str
    address: str
    permalink: str
    aliases: tuple[str, ...]
    olds: tuple[str, ...]  # all old addresses, as the old site had them


def planned(
    lists: tuple[ListText, ...], config: Config, planner: Planner, catalog: Catalog
) -> list[ListPlan]:
    """What becomes of each list. Those whose names give one slug are one list here.

    A list keeps an address of its own only where none has it by its name.
    """
    urls = Urls(config)
    taken = {urls.list(kind, slug) for kind, slugs in catalog.terms().items() for slug in slugs}
    groups: dict[tuple[str, str], list[ListText]] = {}
    for one in lists:
        if one.name.strip():
            groups.setdefault((one.kind, term_slug(one.name)), []).append(one)
    plans: list[ListPlan] = []
    for (kind, slug), some in groups.items():
        plan = _planned(kind, slug, some, urls, planner)
        if plan.permalink and plan.address in taken:
            own = urls.list(kind, slug)
            aliases = tuple(alias for alias in plan.aliases if urls.alias(alias) != own)
            plan = plan._replace(address=own, permalink="", aliases=aliases)
        taken.add(plan.address)
        plans.append(plan)
    return plans


def _planned(kind: str, slug: str, some: list[ListText], urls: Urls, planner: Planner) -> ListPlan:
    text = max(some, key=lambda one: (bool(one.text), bool(one.social)))
    olds = tuple(dict.fromkeys(address for one in some for address in one.addresses))
    typed = tuple(dict.fromkeys(filter(None, map(planner.typed_alias, olds))))
    own = urls.list(kind, slug)
    plain = [one for one in typed if "?" not in one and planner.is_plain(one)]
    is_there = own in map(urls.alias, typed)
    permalink = "" if is_there or not plain else plain[0]
    address = urls.alias(permalink) if permalink else own
    aliases = tuple(one for one in typed if urls.alias(one) != address)
    return ListPlan(text, slug, address, permalink, aliases, olds)


def documents(
    lists: list[ListPlan], used: Mapping[str, set[str]], converted: Callable[[str], str]
) -> Iterator[Document]:
    """The files of lists of which there is something to say.

    A list that no story is in has one only if there is a text about it, or if it is that of an author who
    has profiles elsewhere.
    """
    for one in lists:
        text = one.text
        says = bool(text.text.strip() or text.social)
        if not says and (one.slug not in used.get(text.kind, ()) or not (one.permalink or one.aliases)):
            continue
        if one.slug not in used.get(text.kind, ()) and text.kind != "author":
            continue  # newsgen warns of a list without any story
        name = file_name(one.slug)
        yield Document(
            path=f"{LIST_FOLDERS[text.kind]}{name}.md",
            title=" ".join(text.name.split()),
            slug=one.slug if name != one.slug else "",
            social={key: url for key, url in text.social.items() if url.startswith(("http://", "https://"))},
            permalink=one.permalink,
            aliases=one.aliases,
            body=converted(text.text).strip("\n") if text.text.strip() else "",
        )

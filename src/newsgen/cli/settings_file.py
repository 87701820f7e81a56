"""The text of a new `newsgen.yaml`: every setting with what it does, and its default as a comment."""

from collections.abc import Mapping

import msgspec
import yaml

from newsgen.config import EXAMPLES, Config

# What each setting does, in the order of `Config`: the table in docs/configuration.md says the same.
DESCRIPTIONS = {
    "title": "the newspaper's name",
    "tagline": "the line under the name",
    "description": "what the site is about, for search engines and feeds; by default the tagline",
    "base_url": "the address at which the site will live",
    "language": "the language of the articles and of the site: `id` or `en`",
    "timezone": "the time zone of dates that are written without one",
    "host": "who serves the site: a build says when it outgrows that host",
    "permalink": "how an article's address is made: one pattern, or several with what each is for",
    "redirects": (
        "what answers old addresses: pages (`html`), or a file for"
        " `cloudflare`, `netlify`, `gitlab`, `nginx`, `apache`, `caddy`"
    ),
    "redirect_rules": "patterns of former addresses of articles, lists and feeds; by default there are none",
    "former_urls": "where the site was before: links in texts to stories there lead to the same stories here",
    "paths": "the words in addresses of lists; by default those of the language",
    "per_page": "how many articles stand on a page of a list",
    "latest": "which news stand beside old pages: of their time (`frozen`) or the newest (`current`)",
    "latest_count": "how many articles stand in the sidebar of latest news",
    "archive": "whether the index by date has pages for months alone (`month`) or for each day, too (`day`)",
    "search": "how readers search the site: the headlines, the texts in full by Pagefind, or off",
    "feeds": "which lists have a feed of their own, beside that of the site",
    "feed_items": "how many articles a feed has",
    "feed_aliases": "other addresses of feeds: of the site's (`/feed/`), or below each list (`feed/`)",
    "thin": "search engines leave out lists of tags with fewer stories than this; `0` leaves out none",
    "ai": "what robots.txt says to crawlers of AI: `allow`, `search-only` (no training) or `deny`",
    "indexnow": "the key by which search engines are told what changed; by default none",
    "related": "how many related stories stand under an article",
    "read_also": "how many read-alsos newsgen adds, and after which paragraphs",
    "markdown": "how texts are read: as Python-Markdown does (`python-markdown`), or as `commonmark`",
    "nextpage": "what `<!--nextpage-->` makes of an article: one page (`join`) or several (`split`)",
    "capitals": "how headlines that are typed in capitals are shown: so (`keep`), or like others (`tame`)",
    "menu": "the links under the masthead; by default to all sections",
    "footer": "the links at the foot; by default to all static pages",
    "social": "the newspaper's profiles elsewhere",
    "fediverse": "its account in the fediverse (Mastodon and the like), which links to stories then name",
    "whatsapp_channel": "the address of its WhatsApp channel",
    "preferred_source": "whether a link under each story lets readers prefer this source on Google",
    "publisher": "the company behind the newspaper; by default the title",
    "masthead": "the lines in the footer that say who answers for the site",
    "policies": "the pages that say who the newspaper is and by which rules it works, for search engines",
    "logo": "a picture that stands in place of the name",
    "accent": "the paper's colour; by default the theme's red",
    "social_images": "what is drawn for links without a photo: one for each `section` or `article`, or `off`",
    "originals": "which photos are published as they are: where something links to them (`linked`) or `all`",
    "comments": "the e-mail address for letters, or the service for comments; by default there is neither",
    "embeds": "the hosts whose frames may stand in articles",
    "analytics": "the service that counts readers; by default there is none",
    "ads": "advertisements of Google AdSense; by default there are none",
    "scripts": "other scripts of other hosts; by default there are none",
}
_HEAD = """\
# The settings of this newsroom. Behind a # stands the default of each setting:
# take the # away, and write what you want. `newsgen check` tells of mistakes.
"""


def settings_text(given: Mapping[str, object]) -> str:
    """The text of a settings file that has the `given` values, and the defaults of all others as comments."""
    parts = [_HEAD]
    for field in msgspec.structs.fields(Config):
        default = field.default_factory() if field.default is msgspec.NODEFAULT else field.default
        line = _line(field.name, given.get(field.name, default))
        said = DESCRIPTIONS[field.name]
        example = f"# For example: {field.name}: {EXAMPLES[field.name]}\n" if field.name in EXAMPLES else ""
        mark = "" if field.name in given else "#"
        parts.append(f"# {said[:1].upper()}{said[1:]}.\n{example}{mark}{line}\n")
    return "\n".join(parts)


def settings_lines(given: Mapping[str, object]) -> str:
    """Settings as lines of a settings file, in its order."""
    names = [field.name for field in msgspec.structs.fields(Config) if field.name in given]
    return "".join(f"{_line(name, given[name])}\n" for name in names)


def _line(key: str, value: object) -> str:
    """`key: value` as YAML in one line."""
    plain = msgspec.to_builtins(value)
    if plain in (None, ""):
        return f"{key}:"
    if isinstance(plain, list | tuple | dict):
        return f"{key}: {_yaml(plain)}"
    return _yaml({key: plain}, flow=False)


def _yaml(value: object, *, flow: bool = True) -> str:
    written: str = yaml.safe_dump(
        value, default_flow_style=flow, sort_keys=False, allow_unicode=True, width=10_000
    )
    return written.strip()

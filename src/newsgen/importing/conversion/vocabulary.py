"""The elements, classes and hosts that a conversion knows, and what each is taken for."""

import re

# What stands in a line of text, and how it is written: as a mark of Markdown or as an element.
MARKS = {
    "b": "strong", "strong": "strong", "em": "em", "i": "em", "var": "em", "dfn": "em",
    "u": "<u>", "ins": "<ins>", "del": "<del>", "s": "<s>", "strike": "<s>", "sub": "<sub>", "sup": "<sup>",
    "mark": "<mark>", "small": "<small>", "kbd": "<kbd>", "cite": "<cite>", "q": "<q>",
}  # fmt: skip
CODE = {"code", "tt", "samp"}
BLOCKS = set(
    "p div section article main header footer aside address center fieldset hgroup li dd dt figcaption"
    " legend summary tr td th caption tbody thead tfoot dir menu nav body html noframes dialog search".split()
)
HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
# They and all that is in them go; those that readers would miss, or that do something, have a kind.
REMOVED = {
    "script": "script-removed", "style": "", "link": "", "meta": "", "title": "", "template": "", "head": "",
    "base": "", "svg": "", "canvas": "canvas-removed", "xml": "", "input": "form-removed", "col": "",
    "button": "form-removed", "select": "form-removed", "textarea": "form-removed", "colgroup": "",
    "datalist": "form-removed", "source": "", "track": "", "param": "",
    "amp-analytics": "tracker-removed", "amp-ad": "advert-removed", "ins-ad": "", "noembed": "",
}  # fmt: skip
UNSEEN = {
    "script",
    "style",
    "link",
    "meta",
    "title",
    "template",
    "head",
    "base",
    "canvas",
    "datalist",
    "noembed",
}
WITHOUT_TEXT = {
    "source",
    "track",
    "param",
    "col",
    "base",
    "link",
    "meta",
    "input",
}  # what they hold stands behind
MESSAGES = {
    "script-removed": "scripts are not taken over",
    "form-removed": "forms and buttons are not taken over",
    "canvas-removed": "what a script has drawn is not taken over",
    "element-removed": "an element that is no text is not taken over",
    "tracker-removed": "pictures that count readers are not taken over",
    "advert-removed": "advertisements are not taken over",
    "share-removed": "share buttons are not taken over",
    "related-removed": "an automatic list of other stories is not taken over",
    "rating-removed": "ratings and counters are not taken over",
    "handler-removed": "event handlers are not taken over",
    "contents-removed": "a table of contents that a plugin made is not taken over",
    "post-text": "the words around an embedded post are not taken over, its address is",
    "hidden-text": "a text that was hidden is kept",
}
_IN_LINE = {
    *MARKS,
    *CODE,
    "a",
    "span",
    "font",
    "br",
    "img",
    "picture",
    "abbr",
    "acronym",
    "big",
    "wbr",
    "o:p",
}
_IN_LINE |= {
    "noscript",
    "label",
    "time",
    "bdi",
    "bdo",
    "script",
    "style",
    "input",
    "button",
    "source",
    "nobr",
}
IN_LIST = {*_IN_LINE, "ul", "ol", "li", "p", "div", "center"}
IN_QUOTE = {*IN_LIST, *HEADINGS, "blockquote", "hr", "section", "footer"}
IN_CELL = {*_IN_LINE, "p", "div", "center", "tr", "td", "th", "thead", "tbody", "tfoot", "col", "colgroup"}

_FURNITURE = {
    "share-removed": (
        r"sharedaddy|sd-(?:sharing|like|block)[\w-]*|addtoany[\w-]*|a2a_(?:kit|dd)[\w-]*|addthis[\w-]*|heateor[\w-]*"
        r"|ssba[\w-]*|essb[\w-]*|social-?share[\w-]*|share-?(?:buttons?|bar|post)[\w-]*|sharethis[\w-]*|shareaholic[\w-]*"
        r"|sfsi[\w-]*|jp-post-flair|fb-like|fb-share-button|twitter-share-button|mashsb[\w-]*|dpsp[\w-]*|tombol-share"
    ),
    "advert-removed": (
        r"adsbygoogle|code-block-\d+|google-auto-placed|ai-(?:viewport|attributes)[\w-]*|advert(?:ise?ments?|ising)?(?:-[\w-]+)?|ad-container"
        r"|quads-(?:location|ad)[\w-]*|wpadvert[\w-]*|adsense[\w-]*|mgbox|gpt-ad[\w-]*|iklan[\w-]*|ads?-(?:slot|box|wrapper)"
    ),
    "related-removed": (
        r"yarpp[\w-]*|jp-relatedposts[\w-]*|crp_related[\w-]*|wp_rp[\w-]*|zem_rp[\w-]*|related-?posts?[\w-]*"
        r"|wp-block-(?:latest-posts|query|rss)[\w-]*|rpwe-block|outbrain|OUTBRAIN|taboola[\w-]*|berita-terkait[\w-]*"
    ),
    "rating-removed": (
        r"post-ratings[\w-]*|kk-star-ratings[\w-]*|gdrts[\w-]*|post-views[\w-]*|wpp?-?postviews[\w-]*|rmp-[\w-]*"
        r"|yasr-[\w-]*|likebtn[\w-]*|wp_ulike[\w-]*|wpulike[\w-]*|entry-views|pvc_[\w-]*"
    ),
}  # fmt: skip
FURNITURE = re.compile(
    "|".join(
        rf"(?P<{kind.split('-')[0]}>(?<![\w-])(?:{words})(?![\w-]))" for kind, words in _FURNITURE.items()
    )
)
READ_ALSO = re.compile(
    r"(?<![\w-])(?:baca-?_?juga[\w-]*|read-?also[\w-]*|simak-?juga[\w-]*|inline-related-posts?[\w-]*|irpp?[\w-]*"
    r"|IRPP_[\w-]*|link-?juga)(?![\w-])",
    re.IGNORECASE,
)
READ_ALSO_LABEL = re.compile(
    r"\W*(?:(?:baca|simak|lihat)\s+(?:juga|pula)|jangan\s+(?:di)?lewatkan|read\s+also|also\s+read|baca)\s*[:：]?\s*",
    re.IGNORECASE,
)
COUNTERS = re.compile(r"\W*(?:post views|views|dibaca)\s*:\s*[\d.,]+\W*", re.IGNORECASE)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.IGNORECASE)
BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
NOT_BOLD = re.compile(r"font-weight\s*:\s*(?:normal|[1-4]00)", re.IGNORECASE)
ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
CAPTIONED = re.compile(r"(?<![\w-])(?:wp-caption|tr-caption-container)(?![\w-])")
CAPTION = re.compile(r"(?<![\w-])(?:wp-caption-text|wp-element-caption|caption-text|tr-caption)(?![\w-])")
GALLERY = re.compile(
    r"(?<![\w-])(?:wp-block-gallery|blocks-gallery-grid|gallery|tiled-gallery|ngg-galleryoverview)(?![\w-])"
)
POST = re.compile(
    r"(?<![\w-])(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|fb-(?:post|video))(?![\w-])"
)
BEACON = re.compile(
    r"(?:^|[/.])(?:pixel\.wp\.com|stats\.wordpress\.com|b\.scorecardresearch\.com|pixel\.quantserve\.com"
    r"|feeds\.feedburner\.com/~|feedads\.|statcounter\.com|histats\.com|google-analytics\.com|doubleclick\.net"
    r"|facebook\.com/tr\?|mc\.yandex\.ru|hit\.gemius)",
    re.IGNORECASE,
)
LAZY = ("data-src", "data-lazy-src", "data-original", "data-orig-file", "data-large-file", "data-echo")
LAZY_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
BLANK_PICTURE = re.compile(
    r"data:|about:blank|.*/(?:blank|spacer|transparent|placeholder|1x1|pixel|lazy)[\w-]*\.(?:gif|png|svg)$",
    re.IGNORECASE,
)
FILE = re.compile(
    r"[^?#]*\.(?:jpe?g|jpe|jfif|png|webp|avif|gif|svg|bmp|tiff?|pdf|docx?|xlsx?|pptx?|odt|ods|csv|zip|rar|7z|mp3"
    r"|m4a|ogg|oga|wav|mp4|m4v|webm|mov|avi|epub|apk|kml)(?:[?#]|$)",
    re.IGNORECASE,
)
PICTURE_FILE = re.compile(r"[^?#]*\.(?:jpe?g|jpe|jfif|png|webp|avif|gif|bmp)(?:[?#]|$)", re.IGNORECASE)

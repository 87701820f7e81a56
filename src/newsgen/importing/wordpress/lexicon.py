"""What WordPress and its plugins call things: statuses, kinds of posts, taxonomies and fields."""

from newsgen.importing.story import Visibility

VISIBILITY = {
    "publish": Visibility.PUBLIC,
    "future": Visibility.SCHEDULED,
    "draft": Visibility.DRAFT,
    "pending": Visibility.DRAFT,
    "auto-draft": Visibility.DRAFT,
    "inherit": Visibility.DRAFT,
    "private": Visibility.PRIVATE,
    "trash": Visibility.TRASHED,
}
INTERNAL_TYPES = {  # what readers never saw as a page, and what each is
    "nav_menu_item": "an entry of a menu",
    "revision": "an earlier version of a text",
    "custom_css": "a style sheet",
    "customize_changeset": "a change of the theme",
    "oembed_cache": "a cached embed",
    "user_request": "a request about personal data",
    "wp_block": "a block that texts share",
    "wp_template": "a template of the theme",
    "wp_template_part": "a template of the theme",
    "wp_global_styles": "the styles of the theme",
    "wp_navigation": "a menu of the theme",
    "wp_font_family": "a font",
    "wp_font_face": "a font",
    "guest-author": "the profile of an author",
    "wpcf7_contact_form": "a form",
    "wpforms": "a form",
    "mc4wp-form": "a form",
    "feedback": "a message that a reader sent by a form",
    "flamingo_inbound": "a message that a reader sent by a form",
    "flamingo_contact": "the address of a reader",
    "elementor_library": "a template of the theme",
    "shop_order": "an order of a customer",
    "shop_order_refund": "an order of a customer",
    "shop_coupon": "a coupon of a shop",
    "scheduled-action": "a task of the server",
    "polylang_mo": "a translation of the theme",
    "jp_pay_order": "an order of a customer",
    "safecss": "a style sheet",
    "amp_validated_url": "a report of a plugin",
    "tdb_templates": "a template of the theme",
    "td_nm_log": "a report of a plugin",
    "jnews-menu": "a part of the theme",
    "footer": "a part of the theme",
    "popup": "an advertisement",
    "advanced_ads": "an advertisement",
    "adrotate": "an advertisement",
    "sidebar": "a part of the theme",
    "optionsframework": "a part of the theme",
    "option-tree": "a part of the theme",
}
INTERNAL_PREFIXES = ("acf-", "wp_", "shop_", "elementor_", "_", "jet-", "ct_", "et_", "fl-", "vc_", "mb-")

INTERNAL_TAXONOMIES = frozenset(
    "post_format nav_menu link_category post_translations term_language term_translations wp_theme"
    " wp_template_part_area elementor_library_type elementor_library_category yst_prominent_words"
    " action-group product_type product_visibility product_shipping_class wp_pattern_category"
    " amp_validation_error amp_template translation_priority".split()
)
CATEGORY_TAXONOMIES = frozenset(("category", "categories"))
TAG_TAXONOMIES = frozenset(("post_tag", "tag", "tags"))
SERIES_TAXONOMIES = frozenset(("series", "seri", "serial", "post_series", "post-series"))
AUTHOR_TAXONOMIES = frozenset(("author", "penulis", "wartawan", "reporter"))
LANGUAGE_TAXONOMIES = frozenset(("language",))

FIELDS = {  # plain names of fields by which newsrooms say who made a story, and the field of newsgen
    "penulis": "authors",
    "nama_penulis": "authors",
    "nama-penulis": "authors",
    "wartawan": "authors",
    "reporter": "authors",
    "jurnalis": "authors",
    "kontributor": "authors",
    "pewarta": "authors",
    "author_name": "authors",
    "byline": "authors",
    "editor": "editors",
    "nama_editor": "editors",
    "nama-editor": "editors",
    "penyunting": "editors",
    "redaktur": "editors",
    "sumber": "source",
    "sumber_berita": "source",
    "sumber-berita": "source",
    "nama_sumber": "source",
    "source": "source",
    "fotografer": "credit",
    "pewarta_foto": "credit",
    "kota": "dateline",
    "dateline": "dateline",
    "lokasi": "dateline",
    "location": "dateline",
}
ALIASES_OF_FIELDS = {
    "author": "authors",
    "editor": "editors",
    "tag": "tags",
    "category": "categories",
    "photographer": "credit",
}
SUMMARY_FIELDS = (  # of search plugins, the best first
    "_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description", "_aioseop_description",
    "_genesis_description", "_seopress_titles_desc", "_su_description",
)  # fmt: skip
PRIMARY_CATEGORY_FIELDS = (
    "_yoast_wpseo_primary_category", "rank_math_primary_category", "_seopress_robots_primary_cat",
    "_primary_category",
)  # fmt: skip
PICTURE_FIELDS = ("fifu_image_url", "_knawatfibu_url", "_nelioefi_url", "_external_thumbnail_url")
PICTURE_ALT_FIELDS = ("fifu_image_alt", "_knawatfibu_alt", "_nelioefi_alt")
CREDIT_FIELDS = ("_media_credit", "media_credit", "_photo_credit", "photo_credit", "_image_credit", "credit")
TECHNICAL_FIELDS = (  # parts of the names of fields that hold nothing for readers
    "view", "hit", "count", "score", "rating", "like", "share", "template", "layout", "sidebar", "rank_math",
    "yoast", "seo", "amp", "elementor", "jnews", "td_", "tdc_", "litespeed", "enclosure", "syndication",
    "fifu", "onesignal", "jetpack", "wpdiscuz", "dsq_", "ping", "cache", "hash", "token", "color", "css",
    "class", "style", "option", "setting", "hide_", "show_", "bg_", "header_", "footer_", "slide_template",
    "password", "email", "mail", "phone", "ip_", "_ip", "ads_", "custom_code", "script", "schema",
)  # fmt: skip

POLICIES = {  # slugs of pages, by the policy that each tells of
    "masthead": frozenset(
        "redaksi susunan-redaksi tim-redaksi box-redaksi boks-redaksi dapur-redaksi masthead"
        " editorial-team newsroom".split()
    ),
    "ethics": frozenset(
        "pedoman-media-siber pedoman-pemberitaan-media-siber kode-etik kode-etik-jurnalistik pedoman"
        " pedoman-siber code-of-ethics ethics-policy".split()
    ),
    "corrections": frozenset("koreksi ralat hak-jawab hak-jawab-dan-koreksi corrections".split()),
    "contact": frozenset("kontak kontak-kami hubungi-kami contact contact-us".split()),
}
LIST_WORDS = {  # words that stand before the slug of a list in addresses, by what the list is of
    "section": ("category", "kategori", "rubrik", "kanal", "section", "topics", "berita"),
    "tag": ("tag", "topik", "tags", "label", "topic"),
    "author": ("author", "penulis", "by", "wartawan"),
}

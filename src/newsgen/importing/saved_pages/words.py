"""The classes, ids and words by which the parts of pages are recognised: nothing but data."""

import re


def _names(text: str) -> str:
    return "|".join(text.split())


def _classes(text: str) -> re.Pattern[str]:
    """A pattern of whole words between spaces, hyphens and underscores of a class or an id."""
    return re.compile(rf"(?:^|[\s_-])(?:{_names(text)})(?=$|[\s_-])")


# Elements without anything to read. Frames and media stay.
DROPPED = frozenset(
    "script style noscript template svg button input select option textarea link meta base math canvas map"
    " area progress dialog datalist amp-analytics amp-ad amp-sticky-ad amp-sidebar amp-auto-ads"
    " amp-consent amp-pixel amp-social-share amp-web-push title head applet frameset noframes ins-ad".split()
)
LANDMARKS = frozenset("nav footer aside".split())
BLOCKS = frozenset(
    "address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr li main menu nav ol p pre section summary table tbody td tfoot th"
    " thead tr ul video audio iframe object embed amp-carousel amp-accordion".split()
)
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
MEDIA = frozenset("iframe video audio object embed".split())

# What stands around stories, by class or id.
FURNITURE = _classes(
    r"""sidebar\d* side-?bar\w* widget widgets widget-?area widgettitle comment comments comment-?list
    commentlist
    comment-?form comment-?area respond disqus\w* komentar related\w* terkait yarpp\w* jp-relatedposts
    crp rekomendasi recommend\w* recommendation\w* share shares sharing sharedaddy share-?buttons?
    share-?bar sharebox addtoany\w* addthis\w* a2a ssba social socials social-?media sosmed medsos bagikan
    breadcrumb breadcrumbs crumbs nav navbar navigation navigasi menu menus topmenu mainmenu footer
    colophon topbar top-?bar masthead pagination pager paging page-?links page-?nav wp-pagenavi pagenavi
    author-?box authorbox author-?bio about-?author author-?info author-?profile authors-?box
    newsletter subscribe subscription mailchimp popup modal cookie cookies ad ads adv adsense advert
    advertisement advertising adsbygoogle ad-?container ad-?slot adslot banner banners iklan sponsor
    sponsored promo promoted trending terpopuler populer popular mostread most-?read latest terbaru
    terkini outbrain taboola mgid adnow toolbar searchform search-?form search-?box login skip-?link
    screen-?reader-?text sr-only visually-hidden post-?views view-?count views rating ratings kk-star-ratings
    likes reaction reactions emoji-reactions tagcloud tag-?cloud post-?tags entry-?tags tags-links tag-links
    tags tag-?list taglist list-tags? article-?tags? box-?tags? tag-?box postags td-post-source-tags
    td-post-next-prev td-post-sharing jeg-?share-?\w* jeg-?prevnext-?\w* prev-next next-prev prevnext
    post-?nav postnav posts-nav nav-links nextprev nav-?previous nav-?next ticker newsticker breaking-?news
    running-?text back-?to-?top totop copyright follow followus follow-us gnews google-?news
    wa-?channel whatsapp-?channel print-?link printlink edit-?link more-?posts more-?news moretag
    read-?next up-?next next-?post prev-?post reply replies blog-?pager post-?footer-line label-links
    post-?labels blogger-labels post-?share post-?edit infolinks zemanta toc toc-?container ez-toc\w*
    lwptoc\w* table-of-contents daftar-isi font-?size fontsize text-?resizer pdfprnt\w* printfriendly
    pf-content-top entry-?footer postmetadata item-?navigation icons btn-group action-icons actions
    offcanvas off-?canvas hamburger drawer weather cuaca jadwal poll polling vote voting livechat
    donate donasi audio-?player-?bar tts gtranslate\w* translate language-switcher lang-switcher
    meta-?nav contentpagination itemnavigation pagenav article-?info-?bottom feedflare
    postauthor popularposts relatedposts similar-?posts also-?like you-?may-?like baca-?lainnya lainnya"""
)
# Lines about a story, which give fields but are not part of it.
META = _classes(
    r"""meta metadata byline dateline-?info post-?meta entry-?meta article-?meta posted-on posted-by postinfo
    post-?info article-?info entry-?info info-?artikel author authors penulis reporter editor penyunting
    redaktur date tanggal waktu time pubdate published post-?date entry-?date createdate create
    modifydate post-?timestamp post-?header-line date-?header submitted category categories kategori
    cat-?links jeg-?meta-?\w* jeg-?post-?meta td-?post-?date td-?module-?meta-?info td-?post-?author-?name
    detail__author detail__date read__time read__author kanal rubrik posted post-?author jam hari
    tgl author-?name source sumber credit-?line"""
)
# Classes that give a link or a label to stories an editor chose, within a story.
READ_ALSO = re.compile(
    r"baca-?_?juga|bacajuga|read-?_?also|also-?read|baca-?lagi|simak-?juga|inline-?related|lihatjg|related-?inline"
)
# Containers of the text of stories. The first are surer.
TEXTS = _classes(
    r"""entry-?content post-?content article-?content article-?body articlebody post-?body story-?body
    td-post-content content-inner jeg-inner-content content-?article artikel-?isi isi-?artikel isi-?berita
    berita-?isi isiberita konten-?artikel konten-?berita detail-?text detail__body-text read__content
    detail-?content detail-?konten itemfulltext item-?page field-name-body news-?content newscontent
    content-?detail story-?content news-?text text-?berita teks-?berita single-?content txt-article
    body-?text bodytext maincontent-text paragraph-content post-?text detail-?berita detail-?isi
    page-content textcontent detail-in post__content article__content article__body content__body
    story__content entry__content amp-wp-article-content article-detail-body baca-?berita isi"""
)
HEADLINE_CLASSES = _classes(
    r"""entry-?title post-?title article-?title jeg-post-title tdb-title-text td-post-title news-?title
    judul judul-?berita judul-?artikel title-?berita headline detail__title read__title single-?title
    page-?title itemtitle page-header contentheading detail-?title title story-?title amp-wp-title
    post__title article__title post-?headline articlename juduldetail"""
)
AUTHOR_CLASSES = _classes(
    r"""author authors byline penulis reporter wartawan jurnalis pewarta post-?author author-?name
    td-post-author-name jeg-meta-author posted-by createdby detail__author read__author fn kontributor
    entry-author article-author by writer username submitted post__author article__author"""
)
SUMMARIES = _classes(
    r"""summary excerpt sinopsis synopsis lead subtitle sub-?title subjudul sub-?judul post-?excerpt
    entry-summary td-post-sub-title jeg-post-subtitle deck standfirst teaser kicker intro-?text ringkasan"""
)
CAPTIONS = _classes(
    r"""caption captions wp-caption-text wp-caption figcaption foto-?caption photo-?caption image-?caption
    gambar-?caption ket-?foto keterangan-?foto keterangan ketfoto img-?caption captionfoto thumb-?caption
    media__caption photo__caption featured-?caption caption-?foto wp-caption-dd tr-caption credit
    jeg-caption caption-?img desc-?foto picture-?caption"""
)
CAPTION_BOXES = _classes(
    r"""wp-caption figure image-?caption photo foto foto-?berita photo__wrap media featured-?image
    post-?thumbnail featured thumb thumbnail jeg-featured td-post-featured-image tr-caption-container
    image gambar img-?box img-?wrap picture pic entry-?thumb entry-?media post-?thumb article-?image
    article__image detail__media detail-?foto lead-image hero-image amp-wp-article-featured-image"""
)
COMMENT_LISTS = _classes("comment-?list commentlist comments-list")
LIST_BODIES = frozenset(
    "home blog archive category tag tax search search-results search-no-results error404 author paged"
    " post-type-archive date index".split()
)
SINGLE_BODIES = frozenset("single single-post postid singular page-template-single item article-page".split())
SHARE_HOSTS = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|whatsapp|telegram|t|linkedin|pinterest|line|instagram|youtube|tiktok|wa|google"
    r"|plus\.google|addtoany|threads|reddit|tumblr)\.(?:com|me|net|co)$"
)
# What is in an address that leads to lists.
LIST_PATH = re.compile(
    r"(?:/(?:tags?|listtag|category|kategori|topik|topic|author|penulis|indeks|index-berita|search|cari|label"
    r"|rubrik|kanal|archives?|arsip)/[^/?]{1,100}(?:/page/\d{1,5})?/?(?:index\.html?)?"
    r"|(?:/[\w-]{1,60}){0,3}/page/\d{1,5}/?(?:index\.html?)?"
    r"|/(?:tags?|category|kategori|indeks|search|cari|author|arsip|archives?)(?:/|\.html?|\.php)?"
    r"|/search/label/.{1,200}|/\d{4}(?:/\d\d){0,2}(?:_\d\d){0,2}(?:_archive)?/?(?:(?:index)?\.html?)?"
    r"|/(?:index\.(?:html?|php))?)",
    re.I,
)
LIST_QUERY = re.compile(
    r"(?:^|&)(?:s|q|cat|tag|author|m|paged|search|keyword|cari|tagid|kategori|updated-max)=", re.I
)
NOT_FOUND = re.compile(
    r"(?:error )?404(?: error)?(?: ?[-–:|] ?| )?(?:page )?(?:not found)?"
    r"|(?:ups|oops|maaf|sorry)?\W{0,3}(?:that |this |the )?"
    r"(?:page|halaman|konten|artikel|berita)(?: itu| ini)?(?: yang anda (?:cari|minta))?"
    r" (?:tidak (?:di)?temukan|tidak ada|(?:could |can)?(?:not|n't|’t)(?: be)? found)"
    r"|not found|tidak ditemukan|nothing found",
    re.I,
)
STATIC_PAGES = re.compile(
    r"(?:tentang(?: kami)?|about(?: us)?|redaksi|susunan redaksi|box redaksi|kontak(?: kami)?|hubungi kami"
    r"|contact(?: us)?"
    r"|pedoman (?:pemberitaan )?media siber|kode etik(?: jurnalistik)?|disclaimer|kebijakan privasi"
    r"|privacy policy"
    r"|info iklan|pasang iklan|karir|karier|syarat (?:dan|&) ketentuan|terms of (?:use|service)"
    r"|sitemap|peta situs)",
    re.I,
)
LOGOS = re.compile(
    r"logo|favicon|default[-_]?(?:image|img|og)?\b|placeholder|no-?image|avatar|gravatar|blank\.|spacer", re.I
)
TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|igshid|share|replytocom|nb|amp|print|mode|tmpl|format|layout|output|m|ref|source|"
    r"_ga|mc_cid|mc_eid|sub_confirmation|relatedposts_\w+|hilite|highlight|preview|showcomment|noamp|view|single)$",
    re.I,
)
DATE_CLASSES = re.compile(
    r"(?:post|entry|publish\w*|article|news|detail)[-_]{0,2}(?:date|time|tanggal)|published|create_?date|pub-?date"
    r"|(?:^|[\s_-])(?:date|tanggal|tgl|waktu|edisi|posted-on|timestamp|byline|meta|info)(?=$|[\s_-])"
)
UPDATED_CLASSES = re.compile(r"updated|modified|modify_?date|last-?update")
NOW_CLASSES = re.compile(r"hari-?ini|(?:^|[\s_-])(?:today|now|clock|jam|current)(?=$|[\s_-])")
# Inline elements that are headlines, by class or by the end of an id that a program made.
HEADLINE_SPANS = re.compile(r"(?:^|[\s_-])(?:(?:lbl)?judul(?:berita|artikel)?|headline|entry-?title)(?=$|\s)")
AUTHOR_BOXES = re.compile(
    r"(?:author|penulis)[-_]?(?:box|bio|name|info|profile?|title)|about-?author|tentang-?penulis|(?:profile?|user)[-_]?box"
)
SECTION_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:category|categories|kategori|rubrik|kanal|kicker|section-?name|primary-?tag|entry-?taxonomies"
    r"|taxonomy-?category|post-?cat|label-?kanal)(?=$|[\s_-])"
)
CURRENT_PAGE = re.compile(r"(?:^|[\s_-])(?:on|active|current|aktif|selected|here|this)(?=$|[\s_-])")

# Who is no person, though a name stands there.
ADDRESS = re.compile(r"@|://|\.(?:com|co|id|net|org|news|tv|info|example)\b", re.I)
NEWSROOM_WORDS = frozenset(
    "redaksi admin administrator redaktur editor tim team newsroom desk humas kontributor superadmin"
    " webmaster operator publisher anonymous guest unknown news berita media online staff"
    " user bbc cnn voa afp reuters antara xinhua bernama anadolu jpnn okezone indonesia"
    " posted published written ditulis diposting oleh by on in at pada komentar comment share"
    " pt cv tbk ltd inc yayasan dinas kominfo prokopim lsm komunitas forum koperasi pemkab pemkot pemprov"
    " desa kementerian pemerintah kabupaten provinsi universitas grup group"
    " pemutakhiran terakhir update updated diperbarui dibaca views hits tanggal".split()
)
NEWSROOM_PARTS = re.compile(
    r"^(?:by)?(?:humas|admin|redaksi|diskominfo)|(?:humas|admin|redaksi|polres|polda|kominfo)$"
)
TITLES = frozenset("dr drs dra ir hj haji kh prof ustaz ustadz ni gus".split())
AUTHOR_LINK = re.compile(
    r"/(?:author|authors|penulis|reporter|wartawan|jurnalis|profile?|kontributor)/[^/?]", re.I
)
# Words with which places begin that have names of two words.
PLACE_WORDS = frozenset(
    """kabupaten kota kecamatan desa kampung dusun nagari gampong distrik pulau kepulauan gunung bukit sungai
    pantai danau laut teluk tanjung lubuk tebing karang rawa padang tirta banyu air rantau labuhan labuan
    muara kuala ujung pasar simpang pematang parit tanah batu watu hulu hilir ulu ilir way pangkal bandar
    banda kedung sumber candi gedong sukamaju suka taman tambak tegal wana wono kali cikarang cibadak lembah
    selat negeri nusa jaya raya medan kuta sawah ladang rimba hutan tambang dolok lembang bumi seberang
    cinta mekar margo purwo karya""".split()
)
# Given names by which a name alone on a line is known; where a label says that it is one, none is asked.
GIVEN_NAMES = frozenset(
    """abdul abdullah abdurrahman abi abu achmad ade adhi adi adinda aditya adrian afif agnes agung agus
    agustina agustinus ahmad ainun ainur aisyah ajeng akbar akhmad alamsyah albert aldi alex alexander alfian
    alfred ali alif alya amalia amanda ambar amelia amin amir amiruddin ananda andi andika andre andreas andri
    andriani anggi anggun angga ani anisa anita anna anton antonius anwar apriyanto ardi ardian ari arief arif
    arifin aris arini arman armando arya asep asih asri astri astuti atika aulia ayu azis aziz badrul bagas
    bagus baharuddin bahrul bakti bambang bayu beni benny bernadus bima bobby boy budi budiman burhan
    burhanuddin cahya cahyo candra catur chairul chandra christian cici cindy citra cut dadang dahlan damar
    dani daniel darma darmawan daud david dede dedi deni denny deny desi desy dewa dewi dhani dian diana didik
    dimas dina dini dion dita djoko doni donny dwi dyah edi edy efendi eka eko elisabeth ellen elly elsa emi
    endah endang endro erik erna erni erwin eva evi fadhil fadli fadlan faisal fajar farhan farid farida faris
    fatimah fauzan fauzi febri feby felix ferdi ferdian ferry fikri firda firdaus firman fitri fitria fitriani
    fransiska fransiskus galih galuh gatot gede gerry gilang gita gunawan guntur gusti hadi hafiz hakim halim
    hamdan hamid hamzah hana handayani hanif hanna hari harun haryanto hasan hasanuddin hasnah helena hendra
    hendri hendro heni henny henry heri herlina herman hermawan heru hesti hidayat husein husni ibnu ibrahim
    ida idris ihsan ika ikhsan ikhwan ilham imam iman imanuel ina indah indra indri inggrit intan ira irfan
    irma irwan isma ismail ita iwan iwayan jaka jamal jamaluddin jefri jessica jihan joko johan johanes john
    joni josep juliana juli jumadi junaidi kadek kamal karina kartika kartini kemal ketut khairul khalid
    khoirul kiki komang krisna kristian kukuh kurnia kurniawan laila laras lastri latifah leni leo lestari
    lia lidya lilis lina linda lisa lita lucia lukas lukman luh lutfi made mahendra mahmud maman mardiana
    margaretha maria mariana markus marlina martha martin maryam maryati maulana maya mega mei melani melati
    meri merry meti mira mochamad moh mohamad mohammad muh muhamad muhammad muchlis muhlis mulyadi mulyani
    mulyono munir murni musa mustafa mustofa mutia mutiara nabila nadia nanda nanang nani nasir nasrul natalia
    nengah neni nia niken nina ningsih nisa noor nova novi novia novita novriansyah nugroho nuh nur nuraini
    nurhayati nurul nurdin nyoman okta oktavia oki oscar pandu panji paulus permata petrus prabowo pramono
    prasetyo pratama pratiwi priyo purnama purnomo purwanto putra putri putu rachmat raden radit rafi rahayu
    rahma rahmad rahman rahmat rahmawati raka rama ramadhan ramdan ramli randi rani ratih ratna ratri ravi
    reni renita resti reza riana rianti ria rian ricky ridho ridwan rifki rika riki rina rini rio risa riska
    risma rita rizal rizki rizky rizka robert roby robi rohmat romi roni rosa rosalina rosita roy rudi rudy
    ruslan rusdi rusli sabrina saiful salim salma salman salsabila sami samsul samuel sandi sandra santi santo
    santoso sapto sara sarah sari satria satrio sekar septi septian setia setiawan setyo shinta sigit silvia
    simon sinta siska siti slamet soleh sofia sofyan sonny sri stefanus stephanie subur sudirman sugeng
    sugiarto sugiyanto suharto sukma sulaiman sulastri sulistyo sumarni sunarto supriyadi supriyanto suryadi
    surya susanti susanto susi sutrisno suwarno syafrudin syahrul syaiful syamsul syarif tania tari tasya
    tatang taufik taufiq teddy teguh teuku theresia thomas tia tika tini titi titik tito tomi tommy toni tony
    tri triana tuti udin ujang umar umi untung utami vera vicky vina vino viona vita wahid wahyu wahyudi
    wahyuni wati wawan wayan widi widodo widya wiji wildan willy winda wisnu wulan wulandari yadi yana yanti
    yanto yasin yayan yayuk yeni yenny yoga yogi yohana yohanes yosef yosep yudha yudhi yudi yulia yuliana
    yulianti yulianto yuli yuni yunita yunus yusran yusril yusuf zahra zaenal zainal zainuddin zaki zulfa
    zulfikar zulkarnain zulkifli""".split()
)

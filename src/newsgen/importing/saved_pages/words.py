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
    commentlist comment-?author comment-?date comment-?body rbox jcomments jc
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
    judul jdl judul-?berita judul-?artikel title-?berita headline detail__title read__title single-?title
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
    " office relations public department division bureau faculty university institute press secretariat"
    " kantor biro bagian bidang divisi seksi subbag bagprotokol sekretariat badan lembaga fakultas jurusan"
    " prodi sekolah puskesmas rsud polsek kodim korem koramil pendim penerangan kecamatan kelurahan bappeda"
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
    """abdul abdullah abdurrahman abi abraham abu achmad adam ade adhi adhitya adi adiba adinda aditya adnan
    adrian adrianus afif agata agnes agung agus agusman agustina agustini agustinus ahmad ahsan aida
    aini ainun ainur aisyah ajeng akbar akhmad alamsyah albert aldi aldo alex alexander alfa alfian
    alfin alfonsus alfred ali alif alimin alina alvin alwi alya amalia amanda amar amat ambar amel
    amelia amin amir amiruddin amri ananda anang andarini andhika andi andika andin andre andreansyah
    andreas andri andriani andriyanto angel angela angga anggi anggita anggoro anggraini anggun ani
    anisa anita anjani anjar anna annisa anom ansar anton antonia antonius anugrah anwar apriliani
    apriyanto arda ardhi ardi ardian ardiansyah arga ari arief arif arifin arina arini aris ariyanto
    arjuna arman armando arsyad arum arya aryo asep asih asmara asmawati asnawi asri astri astuti aswin
    atik atika aulia ayu ayub azhar azis aziz azizah azka azwar badri badrul bagas bahar baharuddin
    bahrul bakri baktiar bambang barita baso basri basuki bayu benedictus benediktus beni benny bernadus
    bernard bertha betty bima binsar bobby bonar boni bonifasius bono bowo boy bram bramantyo bregas
    brian budi budiman burhan burhanuddin cahya cahyadi cahyani cahyo candra carolina catur cecilia
    celine chairul chandra christian christina cici cindy citra clara clarissa cornelius cut dadan
    dadang daeng dahlan dahlia damar damayanti danang danar dandi dani daniel danu darius darma darmanto
    darmawan darmawati darsono darwin darwis dasril daud david deasy debora dede deden dedi dedy della
    demas deni deniar denny deny derry desi destiana desy devi devina dewa dewanto dewi dhani diah dian
    diana diandra didi didik dika dikdik dimas dina dini dion dirga dita djoko dodi dody dominikus
    donald donatus doni donny dudung dwi dwiki dyah edi edison edward edy efendi efraim egi eka eko elia
    eliana elina elisabeth eliza ellen elly elsa ema emi emil emilia endah endang endro enjang enny
    erica erik erlangga erlina erna ernawati erni erwan erwin esther eti etik eva evi ezra fachri fadhil
    fadillah fadlan fadli fahmi fahri faisal faiz fajar fani faradila farah farhan farid farida faris
    fariz fathur fatih fatimah fatma fatur faustina fauzan fauzi febri febrianti feby felicia felix
    ferawati ferdi ferdian ferry fidelis fikri filip fiona firda firdaus firman fitri fitria fitriana
    fitriani fitriyani franky frans fransiska fransiskus freddy frida galang galih galuh ganjar garin
    gatot gede geraldus gerardus gerry gilang gina giri gita grace gregorius gunadi gunawan guntur guruh
    gus gusti hadi hafid hafiz haikal hakim halim halimah hambali hamdan hamid hamka hamzah hana
    handayani handoko handri hanif hanna hanum hardi hari harianto haris harjo harsono hartati hartini
    hartono haryadi haryanto haryati hasan hasanuddin hasbi hasna hasnah hastuti hatta helena hendarto
    hendra hendri hendrik hendro hengky heni henny henry heri heriyanto herlina herman hermawan hermina
    heru hesti hidayah hidayat hidayati hikmah hilda hilman hosea husein husni ibnu ibrahim ida idris
    ignatius ihsan ika ikbal ikhsan ikhwan iksan ilham ilyas imam iman imanda imanuel imelda ina indah
    indarto indra indrawan indri indriani ine inggrit intan intani iqbal ira irawan irena irfan iriana
    irma irmawati irsan irvan irwan isaac isabella isak iskandar isma ismail ismanto istiqomah ita ivan
    iwan iwayan iyan jafar jaja jajang jaka jakob jalaluddin jamal jamaluddin jamilah janti januar jarot
    jasmine jati jeane jefri jeremy jessica jihan jimmy jodi johan johana johanes johanis john joko
    jonathan joni josep joseph joshua juli juliana julianto julius jumadi jumiati junaidi junita jusuf
    kadek kamal kamil kamila karel karim karina karman karno karsono kartika kartini karyono kasim
    kasman katarina kemal kenny ketut kevin khadijah khairul khairunnisa khalid khoirul kholis kiki
    komang kornelia krisna krisnawati kristian kristiani kristin kristina kukuh kurnia kurniawan kusnadi
    kustini kusuma kuswanto laila laksmi lamhot laras larasati lastri latifah leila leni lenny leo
    leonard leonardus lestari lia lidia lidya liliana lilik lilis lily lina linda linggar lintang lisa
    lisda listya lita lubna lucia luh luhut lukas luki lukman lulu lusi lusiana lutfi lutfia lydia made
    mahendra mahfud mahmud mahmudah maimunah malik maman manahan mangapul manuel marcel marcelinus
    mardiana margareta margaretha marhaban maria mariana marisa mariyam marjuki markoni markus marlina
    marsha marsudi martha marthen marthin martin marwan maryam maryati marzuki masitoh masrur matias
    matius maulana maulida maulidia maximus maya mayang mayasari mega mei meidy meilani meisya melani
    melati meliana melinda mercy meri merry meti meutia michael mika mikael mila mintarsih mira mirna
    misbah miswanto moammar moch mochamad mochammad moh mohamad mohammad mona monica monika muchlis
    mudjiono muh muhaimin muhajir muhamad muhammad muhlis mujahid mujiono mukhlis mulyadi mulyani
    mulyono mumun munir muntaha murdiono murni musa mustafa mustika mustofa musyarofah mutia mutiara
    muzakir nabil nabila nadhif nadia nadira naila nanang nanda nani nanik nasir nasrudin nasrul natalia
    nathan nathania naufal nazar neneng nengah neni nenny nia nicholas nicko niken nikita nila nina
    ningsih ninik nining nirmala nisa nisfi noni noor nooraini nova novan novi novia novita novri
    novriansyah nugraha nugroho nuh nur nuraeni nuraini nurdiana nurdin nurfadilah nurhadi nurhayati
    nurhidayah nuri nurjanah nurlela nurmala nursyam nurul nurwahid nyoman octa octavia odie oki okky
    okta oktavia oktaviani olga olivia ondy oscar otong paijo palupi pamela panca pande pandi pandu
    pangestu panji parlin parman partini paskalis patricia paul paulus permata petrus pius poltak poppy
    prabowo pradana pramono pramudya prasetia prasetya prasetyo pratama pratiwi prita priyanto priyo
    puji puput purnama purnamasari purnomo purwanto puspa puspita putera putra putri putu qonita rachel
    rachmat rachmawati raden radit raditya rafael rafi rahayu rahma rahmad rahman rahmat rahmawati
    raihan rais raisa rajiv raka rama ramadani ramadhan rambu ramdan ramdani ramli ramon randi randy
    rangga rani rano rasyid ratih ratna ratri ratu ravi raymond redi regina rendi rendy reni renita resa
    resti retno reyhan reynaldi reza ria rian riana rianti richard ricky ridho rido ridwan rieke rifai
    rifda rifki rifqi rika riki rima rina rini rio riris risa risal riska risma risti riswan rita ritha
    riyadi riyanti riyanto rizal rizka rizki rizkia rizky rizqi robby robert robertus robi robin roby
    rochmad rohana rohani rohim rohmat roland romadhon romi romlah ronald roni ronny rosa rosalina
    rosana rosdiana rosita rosmawati rosmini roswita roy rudi rudiyanto rudolf rudy rukmana rukmini
    rumondang rusdi ruslan rusli rusmin rusnah ruth sabri sabrina sadewa safira safitri sahat sahid
    sahrul saida saidah saiful salim salma salman salsabila salsabilla salwa samad sami samsudin samsul
    samsuri samuel sandhi sandi sandra sangap santhi santi santo santoso sapri sapto sara sarah
    saraswati sari sarinah sarjono sartika sartono sarwidi satria satrio saut savira sebastian sekar
    sekti selvi septi septian septiana serly setiawan setyaningsih setyawan setyo sherly shinta sigit
    sihar silvana silvester silvia simon sindi sinta sintia sisca siska siswanto siswoyo sita siti
    slamet sofi sofia sofie sofyan soleh solihin sondang sonny sony sophia sri stanislaus stefani
    stefanus stella stephanie stephen subagyo subekti subhan sudarmaji sudarsono sudarto sudibyo
    sudirman sudjatmiko sugandi sugeng sugiarto sugiman sugito sugiyanto suhardi suharman suhartini
    suharto suhartono suhendra suherman sujarwo sujono sukarno sukma sukmawati sukri sulaiman sulastri
    suliono sulistyo sulton sumantri sumarni sumarsono sumiati sunardi sunarto sundari supardi suparman
    suparno suprapto supriadi supriatna supriyadi supriyanto supriyono surianto surono surya suryadi
    suryani suryanto suryono susan susana susanti susanto susi susilawati susilo sutarno sutejo sutikno
    sutiyoso sutomo sutopo sutrisna sutrisno suwandi suwarni suwarno suwito suyanto suyatno suyono
    swasti syafii syafrizal syafrudin syahid syahputra syahrir syahrul syaiful syakira syamsudin syamsul
    syarif syarifah syarifuddin syifa tamara tamrin tania tantri tari tasya tatang tatik taty taufik
    taufiq teddy tegar teguh tety teuku theo theodorus theresia thomas tia tiara tika timotius tina tini
    tirto titi titik titin tito titus tjahjo togar toha tohir tomi tommy toni tony toto tri triana
    trisno triyono tuti tyas ucok udin ujang ulfa ulfah ulin ulya umar umi untung ursula utami utari uus
    valentina valentino vanessa vania vebi venny vera verawati veronica veronika vicky vidya vikri
    viktor vina vincent vincentius vino viola viona virgiawan vita vivi wafa wage wahid wahyu wahyudi
    wahyuni waluyo wandi warsito warsono wasis wastini wati watik wawan wayan weni wening widada widi
    widiastuti widiyanto widjaja widodo widya wiji wildan wilhelmus william willy wilson winarno winarti
    winda windi windu wirawan wisnu wiwik wiwin wiyono wulan wulandari wulansari yadi yana yanti yanto
    yanuar yasin yasinta yasmin yati yayah yayan yayuk yeni yenny yeremias yesi yessy yoel yoga yogi
    yogie yohan yohana yohanes yolanda yonas yopi yosef yosep yossi yosua yuda yudha yudhi yudi yudis
    yudistira yufi yuke yuli yulia yuliana yulianti yulianto yulius yuliyanti yuni yunia yuniarti yunita
    yunus yurike yusa yusnita yusran yusril yusuf yuswandi yuyun zaenal zahara zahid zahra zaid zainab
    zainal zainuddin zainul zakaria zaki zakiah zakiyah zamroni zein ziyad zubaidah zuhdi zulaikha zulfa
    zulfikar zulham zulkarnaen zulkarnain zulkifli""".split()
)

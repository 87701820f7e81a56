"""The words by which a line of a saved page is recognised, in Indonesian and English: nothing but data."""


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in text.replace("\n", "|").split("|")) - {""}


# --- labels over lists, without punctuation, in small letters

# Below one of these stand a few lines that sum the story up.
HIGHLIGHT_LABELS = _phrases("ringkasan berita|poin penting|intisari|intisari berita|key points")
# The story may go on below one of these.
RELATED_LABELS = _phrases(
    """berita terkait|terkait|baca lainnya|rekomendasi berita|artikel terkait|jangan lewatkan
    video terkait|foto terkait|related posts|related news|related articles|related stories|related post
    related article|related|read more|you may also like|you might also like|mungkin anda suka
    anda mungkin suka|mungkin anda juga suka|rekomendasi|rekomendasi untuk anda|rekomendasi untukmu
    rekomendasi untuk kamu|pilihan untukmu|pilihan untuk anda|untuk anda|untukmu|video pilihan
    artikel pilihan|berita pilihan|editor's pick|editors pick|editor's picks|recommended
    recommended for you|recommended stories|berita rekomendasi|artikel rekomendasi|video rekomendasi
    jangan sampai ketinggalan|jangan ketinggalan|jangan lewatkan video terbaru
    simak video pilihan berikut|simak video pilihan redaksi|simak video pilihan di bawah ini
    saksikan video pilihan di bawah ini|saksikan video pilihan berikut ini|saksikan juga|saksikan video
    tonton video|video terpopuler hari ini|infografis|up next|read next|baca selanjutnya
    berita sebelumnya|berita berikutnya|berita selanjutnya|artikel sebelumnya|artikel selanjutnya
    jajak pendapat|polling|poll|survei|kuis|quiz
    previous article|next article|previous post|next post|more on this story|more from this section
    foto lainnya|video lainnya|galeri lainnya|galeri foto lainnya|infografis lainnya|more photos
    more videos|foto terpopuler|video terpopuler|foto populer|video populer|foto pilihan"""
)
# What is below one of these belongs to the page, not to the story.
LATEST_LABELS = _phrases(
    """berita terbaru|berita terkini|terbaru|terkini|artikel terbaru|berita lainnya|artikel lainnya
    populer|lainnya|berita lain|artikel lain|terkini lainnya|terpopuler lainnya|berita terkini lainnya
    berita terbaru lainnya|berita populer|terpopuler|berita terpopuler|paling banyak dibaca
    terbanyak dibaca|banyak dibaca|paling populer|paling dicari|paling dikomentari|trending
    trending topic|trending topics|trending now|now trending|trending tags|most popular|most read
    most viewed|most commented|popular|popular posts|popular news|popular post|top news|top stories
    recent posts|recent news|latest|latest news|latest posts|latest stories|latest articles
    more stories|more news|other news|news update|breaking news|berita utama|headline news|headlines
    topik populer|topik hangat|topik terkini|topik pilihan|tag populer|tags populer|popular tags
    hot topics|hot topic|tag terpopuler|live report|lainnya dari detiknetwork|detiknetwork
    berita detikcom lainnya|baca berita terkait lainnya|berita foto|berita video|galeri foto|galeri
    foto|video|indeks berita|pengumuman|agenda|e-paper|epaper|jadwal|tentang penulis|about author
    about the author|about us|tentang kami|ikuti kami|ikuti kami di|follow us|follow us on|hubungi kami
    contact us|contact|kontak|redaksi|pedoman media siber|kategori|categories|arsip|archives|network
    jaringan|our network|partner|mitra kami|media partner|iklan baris|sponsored content|promoted
    promoted content|sponsored stories|from the web|around the web|konten premium|rilis pers|informasi
    newsletter|stay connected|get in touch|meta|recent comments|komentar terbaru|statistik|link terkait
    post navigation|navigasi pos|lihat berita lainnya|lihat artikel lainnya|berita hari ini
    kabar terbaru|kabar terkini|info terkini|info terbaru|terhangat|terfavorit|stories|web stories
    you may have missed|you missed|yang lain|artikel populer|pos-pos terbaru|tulisan terbaru
    tulisan terkini|tulisan terakhir|postingan terbaru"""
)
COMMENT_LABELS = _phrases(
    """komentar|komentar via facebook|tinggalkan balasan|tinggalkan komentar|tulis komentar
    tulis komentar anda|kirim komentar|beri komentar|berikan komentar|leave a reply|leave a comment
    leave a reply cancel reply|comments|comment|add a comment|post a comment|post comment
    join the conversation|diskusi|tinggalkan balasan batalkan balasan|komentar anda|komentar pembaca
    silakan berkomentar|comments are closed|facebook comments box"""
)
TAG_LABELS = _phrases(
    """tag|tags|kata kunci / tags|kata kunci/tags|topik|topik terkait|topik berita terkait|topik artikel
    topics|topic|tag terkait|tags terkait|tag berita|tagar|kata kunci|keywords|filed under|tagged
    tagged with|tag artikel|id|related topics|hashtag|label|labels"""
)

# --- whole lines that belong to no story, in small letters, without punctuation at their ends

CHROME = _phrases(
    """advertisement|advertisements|adsense|ads|ad|hide ads|iklan|sponsored|sponsor|home|beranda|menu
    menu utama|search|cari|cari berita|pencarian|login|log in|masuk|daftar|sign in|sign up|register
    subscribe|langganan|berlangganan|logout|keluar|akun saya|profil|my account|close|tutup|loading
    memuat|share|bagikan|sebarkan|share this|share this article|share this story|bagikan artikel ini
    bagikan berita ini|bagikan ini|bagikan ke|share artikel|copy link|copy|salin link|salin tautan
    salin|copied|link copied|url berhasil dicopy|url berhasil disalin|url telah disalin
    url telah tercopy|tautan telah disalin|tautan disalin|link berhasil disalin|link disalin|perbesar
    zoom-in|zoom in|lihat foto|lihat gambar|view gallery|enlarge|wib|wita|wit|uncategorized
    tanpa kategori|selengkapnya|baca selengkapnya|read more|lihat selengkapnya|lihat semua|view all
    see all|show all|load more|muat lainnya|muat lebih banyak|tampilkan lainnya|lihat lebih banyak
    show more|more|lainnya|next|prev|previous|selanjutnya|sebelumnya|berikutnya|halaman selanjutnya
    halaman berikutnya|halaman sebelumnya|laman berikutnya|laman sebelumnya|next page|previous page
    lanjut ke halaman berikutnya|halaman|laman|page|pages|hal|back to top|back to top button
    kembali ke atas|top|skip to content|skip to main content|lewati ke konten|lewati ke konten utama
    lompati ke konten|lompati ke konten utama
    langsung ke konten|langsung ke konten utama|langsung ke isi|loncat ke konten|lompat ke konten
    skip to navigation|toggle navigation|open menu|close menu|tutup menu|buka menu
    scroll to continue with content|scroll untuk melanjutkan|scroll untuk membaca|scroll to continue
    gulir ke bawah|print|cetak|email|e-mail|text|perbesar teks|ukuran font|font|kecil|sedang|besar
    normal|a a a|a- a+|a-|a+|aa|reset|dark mode|mode gelap|light mode|english|bahasa indonesia
    indonesia|id|en|terms of use|terms of service|privacy policy|kebijakan privasi|cookie policy
    syarat dan ketentuan|syarat & ketentuan|disclaimer|sitemap|peta situs|careers|karir|karier
    advertise|advertise with us|info iklan|pasang iklan|kode etik|kode etik jurnalistik|tentang|about
    help|bantuan|faq|rss|notifikasi|notification|notifications|bookmark|simpan|save|save article|follow
    following|ikuti|like|dislike|suka|tidak suka|report|laporkan|batal|batalkan|cancel|kirim|submit|ok
    oke|ya|tidak|yes|no|terima|accept|accept all|reject all|tolak|setuju|ringkasan
    baca juga artikel lainnya|simak|play|pause|mute|unmute|watch now|watch live|live|live tv
    live streaming|streaming|tv|video|foto|indeks|index|e-paper|epaper|terpopuler|dengarkan
    dengarkan artikel|dengarkan berita|listen|listen to this article|dengar|read aloud|google news
    ikuti kami di google news|gabung|gabung sekarang|join|join now|klik di sini|klik disini|click here
    facebook|twitter|whatsapp|telegram|instagram|youtube|tiktok|linkedin|pinterest|threads|line|x|fb|wa
    ig|advertorial|promo|premium|eksklusif|exclusive|konten berbayar|konten ini adalah iklan
    lanjutkan membaca|continue reading|lanjut membaca|baca artikel selengkapnya|lihat versi penuh
    versi desktop|versi mobile|full site|sebelum|sesudah|post views|views|logo|gambar|image|thumbnail
    photo|banner|icon|avatar|audio|unduh|download|unduh aplikasi|download app|download aplikasi
    get the app|no comments|no comment|belum ada komentar|tidak ada komentar|komentar ditutup|author
    penulis artikel|about the writer|verified|terverifikasi|masuk / daftar|masuk/daftar|login/register
    sign in/register|navigasi|navigation|main menu|primary menu|secondary menu|mobile menu|sidebar
    footer|header|konten|content|logo header|site logo|error|retry|coba lagi|sedang mencoba menyematkan
    something went wrong|please wait|mohon tunggu|anda sedang offline|ikuti topik
    artikel ini ditulis oleh|apakah artikel ini membantu|ya tidak|play podcast|rekomendasi artikel
    situs ini memakai cookie. setuju|ai summary|ringkasan ai|key points|table of contents|daftar isi
    hide|sembunyikan|tampilkan|show|edit|hapus|lihat hasil|your opinion matters|thank you|send an email
    share page|about sharing|lewati|teruskan|lihat komentar|ya tidak ragu-ragu lihat hasil"""
)

SHARE_WORDS = _phrases(
    """facebook|fb|twitter|x|whatsapp|wa|telegram|line|copy|icon|share|bagikan|tweet|pinterest|email|print
    sebarkan|linkedin|messenger|threads|instagram|youtube|tiktok|salin|link|url|cetak|reddit|tumblr
    viber|sms|pin|it|tautan|ke|di|on|this|artikel|berita|ini|article|post|to|via|flipboard|bluesky|ig
    bagi|kirim|a|mail|more|simpan|bookmark"""
)
NETWORKS = _phrases(
    "facebook|twitter|pinterest|linkedin|whatsapp|telegram|flipboard|instagram|youtube|tiktok"
)
REACTION_WORDS = _phrases(
    "happy|sad|excited|sleepy|angry|surprise|surprised|wink|love|wow|senang|sedih|marah|kaget|terkejut|bangga|inspirasi"
    "|terinspirasi|takut|tidak|peduli|lucu|bahagia|terganggu|reaksi|anda|bagaimana"
)

# A line in which one of these words stands may be a notice; which are, `boilerplate.py` has as patterns.
NOTICE_WORDS = _phrases(
    """whatsapp|wa|telegram|channel|saluran|kanal|google|facebook|newsletter|cookie|cookies|copyright
    subscribe|berlangganan|iklan|aplikasi|app|instagram|youtube|tiktok|login|disclaimer|advertiser
    crawling|dilarang|notifikasi|follow|ikuti|konten|link|klik|download|unduh|sign|subscribers|rights
    reserved|hak|ketentuan|komentar|comment|comments|email|e-mail|dibaca|kali|views|baca|kompas.com+
    gabung|bergabung|update|disajikan|topik|newsletters|browser|javascript|anda|video|star|rating|reply
    published.|navigasi|kunjungi|tautan|indeks|simak|berita|register|donate|donasi|account|selengkapnya
    lainnya|next|prev|previous|selanjutnya|sebelumnya|halaman|hal|page|pages|read|by|reading|menit
    minutes|minute|min|shares|dilihat|scroll|skip|home|beranda|powered|theme|wordpress|proudly|logo
    loading|pewarta|waktu|standards|licensing|berbagi|reuse|trackback|pingback|privacy|terms|inbox
    stories|breaking|free|image|gambar|source|vote|votes|logged|published|poll|join|silakan
    peranan|jernihberkomentar|©|masukkan|lewatkan|lewati|enter|akhir|end|mewakili|hoaks|experiences"""
)

# A long line is looked at only if it has one of these.
NOTICE_MARKS = (
    *(
        "whatsapp",
        "telegram",
        "cookie",
        "newsletter",
        "copyright",
        "advertiser",
        "javascript",
        "google news",
        "iklan",
    ),
    *(
        "breaking news",
        "jernihberkomentar",
        "klik ",
        "subscri",
        "email",
        "dilarang ",
        "hak cipta",
        "tayang di",
        "login",
    ),
    *("terbit di", "journalism", "privacy", "aplikasi", "download", "published"),
)

# --- sections

GENERIC_SECTIONS = _phrases(
    """headline|berita|news|umum|uncategorized|artikel|video|foto|utama|terkini|headlines|info|kabar
    aktual|update|terbaru|berita utama|top news|breaking|warta|liputan|fokus|featured|article|general
    blog|stories|latest|post|home"""
)
SECTION_NAMES = GENERIC_SECTIONS | _phrases(
    """politik|hukum|kriminal|hukrim|daerah|nasional|regional|internasional|peristiwa|megapolitan
    metropolitan|metro|global|dunia|mancanegara|pemerintahan|ekonomi|bisnis|keuangan|finansial|money
    ekbis|olahraga|sport|sports|bola|sepakbola|pendidikan|edukasi|kesehatan|health|teknologi|tekno
    techno|technology|sains|science|sosial|budaya|hiburan|entertainment|seleb|selebriti|selebritis
    gosip|opini|kolom|editorial|advertorial|feature|features|lifestyle|gaya|hidup|gayahidup|travel
    wisata|pariwisata|kuliner|food|foodie|otomotif|otomania|automotive|properti|property|tren|trend
    religi|khazanah|islam|agama|humaniora|lingkungan|pertanian|desa|parlemen|dprd|militer|pertahanan
    keamanan|polri|tni|hankam|kesra|nusantara|jabodetabek|jateng|jatim|jabar|sumut|sumsel|sumbar|bali
    viral|unik|ragam|serba|world|business|politics|opinion|culture|local|crime|education|environment
    economy|national|international|asia|tech|arts|society|community|weather|investigasi|cek fakta
    cekfakta|hoaks|pilkada|pemilu|haji|ramadan|ramadhan|fashion|beauty|parenting|family|film|musik
    music|movie|game|games|gadget|internet|telco|energi|tambang|makro|mikro|market|bursa|saham|ukm|umkm
    syariah|and|dan|&|komunitas|tokoh|sosok|profil|sejarah|legenda|cerpen|sastra|puisi"""
)

# --- words in capitals at the head of a line that are no names of people

NOT_NAMES = _phrases(
    """kabupaten|kota|provinsi|kecamatan|kelurahan|desa|kampung|dusun|jalan|pulau|gunung|sungai|pantai
    danau|laut|teluk|jakarta|bandung|surabaya|semarang|medan|makassar|palembang|jambi|padang|pekanbaru
    riau|aceh|bengkulu|lampung|banten|jawa|sumatera|sumatra|kalimantan|sulawesi|papua|bali|lombok|nusa
    tenggara|barat|timur|utara|selatan|tengah|maluku|yogyakarta|jogja|solo|surakarta|malang|bogor|depok
    tangerang|bekasi|denpasar|mataram|kupang|ambon|manado|palu|kendari|gorontalo|pontianak|banjarmasin
    samarinda|balikpapan|banda|batam|indonesia|republik|nasional|daerah|berita|news|media|online
    redaksi|tim|humas|kominfo|diskominfo|pemkab|pemkot|pemprov|polres|polda|polsek|polri|tni|dprd|kpk
    bupati|gubernur|walikota|wali|presiden|menteri|ketua|kepala|wakil|sekda|camat|kades|lurah|kapolres
    kapolda|kapolsek|dandim|danrem|direktur|universitas|sekolah|sman|smp|smk|rumah|sakit|puskesmas
    dinas|badan|kementerian|lembaga|bank|pt|cv|partai|komisi|hari|ini|senin|selasa|rabu|kamis|jumat
    sabtu|minggu|januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember
    baca|juga|lihat|foto|video|ilustrasi|dok|istimewa|warga|petani|nelayan|pelajar|siswa|guru|polisi
    harga|cuaca|gempa|banjir|kebakaran|jembatan|pasar|radar|tribun|kompas|detik|antara|tempo|republika
    kabar|suara|harian|koran|pos|post|times|daily|tv|radio|network|group|grup|pers|jurnalis|wartawan
    kontributor|staff|staf|admin|administrator|editor|penulis|reporter|the|of|and|for|new|city|county
    state|street|university|school|police|government|ministry|council|department|top|share|follow|read
    more|united|states|jurnal|portal|info|warta|lensa|buletin|inspirasi|program|pemerintah|masyarakat
    kesehatan|pendidikan|ekonomi|politik|hukum|olahraga|wisata|budaya|teknologi|bisnis|opini|utama
    terkini|terbaru|terpopuler|populer|pilihan|khusus|edisi|lomba|festival|hut|ri|piala|liga|timnas
    laporan|liputan|sumber|kata|kunci|tag|tags|cetak|kirim|salin|gaya|hidup|cari|masuk|daftar|tentang
    kami|kontak|privacy|policy|about|oleh|by|keuangan|tahunan|bulanan|mingguan|kinerja|vokalis|gitaris
    drummer|penyanyi|musisi|aktor|aktris|sutradara|pelatih|kapten|kiper|penyerang|striker|gelandang|bek
    atlet|pebulutangkis|petenis|pengamat|peneliti|dosen|pengacara|penari|seniman|pedagang|pemilik|panitia"""
)

# --- places in Indonesia that stand alone in datelines and beside names

PLACES = _phrases(
    """aceh|banda aceh|sabang|langsa|lhokseumawe|takengon|meulaboh|sigli|bireuen|medan|binjai|tebing tinggi
    pematangsiantar|sibolga|padangsidimpuan|gunungsitoli|nias|karo|langkat|asahan|samosir|toba|dairi
    padang|bukittinggi|payakumbuh|solok|sawahlunto|pariaman|agam|pasaman|pekanbaru|dumai|kampar|siak
    bengkalis|pelalawan|rokan|batam|tanjungpinang|bintan|karimun|natuna|anambas|lingga|jambi|bungo|tebo
    merangin|sarolangun|kerinci|batanghari|palembang|prabumulih|lubuklinggau|pagaralam|banyuasin|lahat
    bengkulu|kaur|seluma|mukomuko|lampung|bandarlampung|bandar lampung|pringsewu|tanggamus
    pangkalpinang|belitung|bangka|jakarta|bogor|depok|tangerang|bekasi|serang|cilegon|lebak|pandeglang
    bandung|cimahi|cirebon|sukabumi|tasikmalaya|banjar|garut|cianjur|purwakarta|karawang|subang|sumedang
    majalengka|kuningan|indramayu|ciamis|pangandaran|semarang|solo|surakarta|salatiga|magelang|tegal
    pekalongan|brebes|pemalang|kendal|demak|kudus|jepara|pati|rembang|blora|grobogan|purwodadi
    sragen|karanganyar|wonogiri|sukoharjo|klaten|boyolali|temanggung|wonosobo|purworejo|kebumen
    banjarnegara|purbalingga|banyumas|purwokerto|cilacap|ungaran|yogyakarta|jogja|sleman|bantul
    kulonprogo|wonosari|gunungkidul|surabaya|malang|kediri|blitar|madiun|mojokerto|pasuruan
    probolinggo|sidoarjo|gresik|lamongan|tuban|bojonegoro|ngawi|magetan|ponorogo|pacitan|trenggalek
    tulungagung|nganjuk|jombang|lumajang|jember|bondowoso|situbondo|banyuwangi|bangkalan|sampang
    pamekasan|sumenep|denpasar|badung|gianyar|tabanan|buleleng|singaraja|karangasem|klungkung|bangli
    mataram|lombok|bima|dompu|sumbawa|kupang|ende|maumere|ruteng|larantuka|lembata|alor|rote|sumba
    labuan bajo|waingapu|pontianak|singkawang|sambas|ketapang|sintang|sanggau|palangkaraya|palangka raya
    sampit|kapuas|barito|banjarmasin|banjarbaru|martapura|kotabaru|tabalong|samarinda|balikpapan|bontang
    kutai|berau|paser|penajam|tarakan|nunukan|malinau|bulungan|manado|bitung|tomohon|minahasa|kotamobagu
    gorontalo|limboto|palu|poso|luwuk|donggala|morowali|makassar|parepare|palopo|gowa|maros
    bulukumba|jeneponto|takalar|toraja|wajo|soppeng|sinjai|mamuju|majene|polewali|kendari|baubau|kolaka
    konawe|wakatobi|muna|ambon|tual|masohi|namlea|ternate|tidore|sofifi|halmahera|jayapura|sentani|biak
    merauke|timika|nabire|wamena|manokwari|sorong|fakfak|kaimana"""
)

# Cut where a person's name can't stand: the roles that stand before one in a byline.
ROLES = _phrases(
    """kontributor|wartawan|reporter|jurnalis|koresponden|pewarta|penulis|editor|oleh|by|written by
    staff writer|kontributor:|laporan|laporan wartawan|tim peliput|magang|citizen reporter
    correspondent|ditulis oleh"""
)

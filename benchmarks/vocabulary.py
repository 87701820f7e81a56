"""The words and sentences that the corpus is made of: Indonesian local news, as its newsrooms write it.

A sentence names what it takes in braces: a fact of the article (see `corpus._facts`), or a list in `CHOICES`.
"""

import re


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.split(r"[|\n]", text.strip("\n")))


def _sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text that has an empty line between any two."""
    return tuple(" ".join(sentence.split("\n")) for sentence in text.strip().split("\n\n"))


def capitalised(text: str) -> str:
    """A phrase as headlines write it."""
    return " ".join(w if w in _SMALL or w[:1].isupper() else w[:1].upper() + w[1:] for w in text.split(" "))


def _began(text: str) -> str:
    return text[0].upper() + text[1:]


_SMALL = frozenset(_words("di|dan|untuk|dalam|agar|dengan|yang|oleh|pada|demi|guna|dari|ke"))

# Section and how often it is used, in percent.
SECTIONS = {
    "Pemerintahan": 22,
    "Politik": 11,
    "Hukum dan Kriminal": 12,
    "Ekonomi": 8,
    "Pendidikan": 8,
    "Kesehatan": 6,
    "Olahraga": 5,
    "Daerah": 12,
    "Nasional": 5,
    "Peristiwa": 6,
    "Sosial Budaya": 4,
    "Uncategorized": 1,
}
AUTHORS = (
    *["Hms"] * 6,
    *["Redaksi"] * 4,
    *_words("Tim|Hms/Red|Iskandar|Rahmat Hidayat|Siti Aminah|Bambang S.|Andi Pratama|Dewi Lestari|Yusuf"),
    *_words("Novita Sari|Agus Salim|Ferry|Nurhayati"),
)
PLACES = _words("""
Jambi|Muaro Jambi|Batanghari|Sarolangun|Merangin|Bungo|Tebo|Kerinci|Sungai Penuh|Tanjung Jabung Barat
Tanjung Jabung Timur|Pulang Pisau|Palangka Raya|Kapuas|Barito Selatan|Katingan|Kotawaringin Timur|Bojonegoro
Tuban|Lamongan|Gresik|Surabaya|Sidoarjo|Malang|Jember|Banyuwangi|Kediri|Blitar|Madiun|Ngawi|Langsa|Aceh
Banda Aceh|Aceh Timur|Aceh Tamiang|Lhokseumawe|Bireuen|Pidie|Medan|Binjai|Deli Serdang|Langkat|Padang
Bukittinggi|Pekanbaru|Dumai|Kampar|Siak|Palembang|Ogan Ilir|Musi Banyuasin|Bengkulu|Lampung|Metro
Pangkalpinang|Bangka Belitung|Batam|Tanjungpinang|Kepri|Jakarta|Bogor|Depok|Bekasi|Tangerang|Serang|Cilegon
Bandung|Cirebon|Garut|Tasikmalaya|Semarang|Solo|Kudus|Pati|Demak|Magelang|Yogyakarta|Bantul|Sleman|Denpasar
Badung|Mataram|Lombok Timur|Kupang|Ende|Pontianak|Singkawang|Sambas|Banjarmasin|Banjarbaru|Balikpapan
Samarinda|Kutai Timur|Tarakan|Manado|Bitung|Palu|Poso|Makassar|Gowa|Maros|Bone|Kendari|Gorontalo|Mamuju
Ambon|Ternate|Sorong|Manokwari|Jayapura|Merauke
""")
AGENCIES = _words("""
Pemkab|Pemkot|DPRD|KPU|Bawaslu|Polres|Polda|Kejari|Kodim|Dinas Pendidikan|Dinas Kesehatan|Dinas PUPR
Dinas Sosial|BPSDM|Bappeda|BPBD|Disdukcapil|Satpol PP|PKK|BNN|Baznas|Kemenag|Dinas Perhubungan
Dinas Pertanian|Diskominfo|Inspektorat|RSUD|PDAM|Karang Taruna|PMI
""")
FIRST_NAMES = _words("""
Ahmad|Muhammad|Agus|Bambang|Budi|Dedi|Eko|Fauzan|Hendra|Iskandar|Joko|Khairul|Lukman|Mulyadi|Nasrul|Oki
Purnomo|Rahmat|Rizal|Sugeng|Syahrul|Taufik|Usman|Wahyu|Yusuf|Zainal|Siti|Dewi|Nurhayati|Ratna|Sri|Tri|Umi
Yuni|Ani|Fitri|Indah|Kartika|Lestari|Maya|Novita|Putri|Rina|Hasan|Ridwan|Surya|Asrul|Dianto|Fachrori|Zumi
Edi|Haris|Ismail
""")
LAST_NAMES = _words("""
Widodo|Nasution|Siregar|Lubis|Harahap|Hidayat|Santoso|Wijaya|Pratama|Saputra|Kurniawan|Setiawan|Hartono
Susanto|Suryadi|Gunawan|Ramadhan|Utama|Utomo|Adami|Umar|Zola|Purwanto|Nugroho|Firmansyah|Hasibuan
Simanjuntak|Situmorang|Ginting|Maulana|Effendi|Rasyid|Syahputra|Yulianto|Rahayu|Wulandari|Anggraini
Handayani|Kusuma|Marpaung|Pane|Fauzi|Basri|Hakim|Latif|Munir|Salim|Tanjung|Yusra|Zulkifli
""")
TOPICS = _words("""
APBD|UNBK|Workshop Champion Innovation|Pilkada|Pemilu|Dana Desa|Stunting|Vaksinasi|MTQ|Musrenbang|Karhutla
Banjir|PON|Porprov|UMKM|CPNS|ASN|Haji|Zakat|Narkoba|Korupsi|Jalan Rusak|Sawit|Karet|Pasar Murah|Inflasi
Bansos|Ramadhan|Idul Fitri|HUT RI|Pramuka|PPDB|Guru Honorer|Nawa Cita|Pelayanan Publik|Inovasi Daerah
Reformasi Birokrasi|SPBE|WTP BPK|Ranperda|Kesbangpol|Gotong Royong|TMMD|Bakti Sosial|Donor Darah
""")
TITLES_BEFORE = _words("|||Drs. |Dr. |H. |Ir. |Drs. H. |Hj. |AKBP |dr. |Drs.H.M.")
TITLES_AFTER = _words("|||, M.Si|, S.H., M.H.|, S.E.|, S.Pd.|,M.Si|, M.M.|, S.Sos.|, S.IP., M.Si.")
WEEKDAYS = _words("Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu")

OFFICES = _words("""
Sekretaris Daerah (Sekda)|Gubernur|Bupati|Wakil Bupati|Wali Kota|Wakil Wali Kota|Ketua DPRD|Kapolres
Kepala Dinas|Pjs Walikota|Camat|Kepala Bappeda|Kepala BPSDM|Dandim|Kajari|Ketua KPU|Kepala Badan|Asisten I
Staf Ahli|Ketua PKK|Deputi|Kabag Humas|Plt Kepala Dinas|Lurah|Kepala Desa
""")
SHORT_OFFICES = _words("""
Sekda|Gubernur|Bupati|Wali Kota|Ketua DPRD|Kapolres|Kadis|Camat|Dandim|Kajari|Wabup|Pjs Walikota
Kepala Badan
""")
_SAID = _words("""
ungkap|ujar|tutur|jelas|kata|ucap|sambung|lanjut|harap|tegas|imbuh|papar|tambah|terang|pungkas|beber
""")
_STATES = _words("""
mengatakan|mengemukakan|menyatakan|menjelaskan|menyampaikan|mengharapkan|menegaskan|menuturkan|mengungkapkan
menambahkan|menekankan|mengingatkan
""")
_EVENTS = _words("""
Pembukaan Workshop Champion Innovation|Rapat Paripurna DPRD|Musrenbang tingkat kabupaten|Apel Gelar Pasukan
Peringatan Hari Jadi daerah|Rapat Koordinasi lintas sektor|Sosialisasi Tata Kelola Pemerintahan
Peresmian jembatan penghubung|Penyerahan bantuan sosial|Pelantikan pejabat eselon III
Pameran Pelayanan Publik|Kegiatan Jalan Sehat|Lomba Inovasi Daerah|Bimbingan Teknis aparatur desa
Seminar kepemudaan|Panen raya padi sawah|Operasi pasar murah|Kegiatan Jum’at Berkah|Pembukaan MTQ
Turnamen antarpelajar|Safari Ramadhan|Forum Konsultasi Publik|Simulasi penanggulangan bencana
Ujian Nasional Berbasis Komputer|Peluncuran aplikasi layanan|Penandatanganan nota kesepahaman|Upacara HUT RI
""")
_VENUES = _words("""
Aula BPSDM|Gedung DPRD|Lapangan Merdeka|Pendopo Kabupaten
Ruang Pola Kantor Gubernur|Balai Desa|Hotel Aston|Aula Bappeda|Halaman Kantor Bupati|Gedung Serbaguna
Rumah Dinas Bupati|Mapolres|Stadion utama|Kantor Camat|Masjid Agung|Taman Kota|Pasar Induk|Puskesmas
SMA Negeri 1|Terminal kota
""")
SUBJECTS = _words("""
inovasi pelayanan publik|pembangunan infrastruktur jalan|tata kelola pemerintahan
kualitas sumber daya manusia|daya saing daerah|sistem birokrasi|kesejahteraan masyarakat
pendapatan asli daerah|kinerja organisasi perangkat daerah|program bantuan sosial|harga kebutuhan pokok
layanan kesehatan dasar|mutu pendidikan menengah|perkebunan sawit dan karet|keamanan dan ketertiban
penanganan banjir|pengelolaan dana desa|perlindungan anak dan perempuan|pengembangan UMKM
transparansi anggaran|penyaluran pupuk bersubsidi|pengaspalan jalan lingkungan|ketersediaan air bersih
kebersihan lingkungan|pemberantasan narkoba|penertiban pedagang kaki lima|pelestarian budaya daerah
pariwisata berbasis desa|digitalisasi administrasi|disiplin aparatur sipil negara|partisipasi pemilih
pengawasan proyek|ketahanan pangan|penurunan angka stunting|peran generasi muda
""")
_ACTS = _words("""
meningkatkan|memperbaiki|mempercepat|mengawasi|mendorong|mengembangkan|memperkuat|mengevaluasi|menata
mengoptimalkan|mengakselerasi|mewujudkan|memprioritaskan|menjaga|membenahi|memantau
""")
_PEOPLE = _words("""
seluruh Organisasi Perangkat Daerah (OPD)|para camat dan lurah|aparatur pemerintah daerah
tokoh masyarakat dan tokoh agama|jajaran kepolisian|pelaku usaha lokal|para kepala sekolah|masyarakat luas
perangkat desa|tenaga kesehatan|organisasi kepemudaan|kelompok tani|anggota DPRD|para relawan|wali murid
perusahaan swasta|insan pers|mahasiswa dan pelajar
""")
_AIMS = _words("""
untuk kemajuan daerah|demi kesejahteraan masyarakat|guna meningkatkan daya saing
agar pelayanan publik semakin baik|sehingga manfaatnya dirasakan langsung oleh masyarakat
sesuai dengan visi dan misi kepala daerah|dalam rangka mendukung program prioritas nasional
agar tepat sasaran|secara bertahap dan berkelanjutan|dengan melibatkan semua elemen masyarakat
melalui kerja keras dan kebersamaan|pada era digital saat ini|di tengah keterbatasan anggaran
sebelum akhir tahun anggaran|dengan tetap mematuhi aturan yang berlaku
""")
_REMARKS = _words("""
pekerjaan sebesar itu perlu waktu dan kesabaran
warga berharap kantor pemerintah bekerja cepat, jujur, dan terbuka
harapan itu tumbuh karena warga makin mudah memantau pekerjaan kantor pemerintah
dukungan dari semua pihak sangat dibutuhkan|anggaran yang tersedia masih terbatas
masih banyak potensi yang belum tergarap|koordinasi antarinstansi harus terus diperkuat
setiap perangkat daerah harus mampu membuat terobosan|kebutuhan warga didahulukan
data penerima perlu diverifikasi kembali|pekerjaan di lapangan harus diawasi bersama
kita semua mempunyai tanggung jawab yang sama|hasilnya sudah mulai terlihat dalam dua tahun terakhir
cara baru dapat dicoba dalam tugas harian|kualitas pekerjaan tidak boleh dikorbankan
pengaduan masyarakat harus segera ditindaklanjuti|semua tahapan berjalan aman dan lancar
keterlibatan generasi muda sangat menentukan
""")
_NUMBERS = _words("""
2|3|4|5|7|8|11|12|15|17|20|23|25|30|34|42|49|50|64|75|80|100|120|150|200|250|312|400|500|750|1.000|1.250
2.500|5.000
""")
_UNITS = _words("""
orang|peserta|kepala keluarga|unit rumah|paket sembako|desa|kelurahan|hektare lahan|titik|siswa|kendaraan
kelompok tani|pelaku UMKM|personel gabungan|miliar rupiah
""")
_TIMES = _words("""
pagi tadi|kemarin|pekan lalu|bulan ini|pada tahun depan|sejak awal tahun|malam tadi|siang tadi
dalam waktu dekat|hingga akhir bulan|sepanjang tahun ini|selama tiga hari
""")

CHOICES = {
    "an_office": OFFICES,
    "said": _SAID,
    "states": _STATES,
    "event": _EVENTS,
    "venue": _VENUES,
    "subject": SUBJECTS,
    "act": _ACTS,
    "people": _PEOPLE,
    "aim": _AIMS,
    "remark": _REMARKS,
    "number": _NUMBERS,
    "unit": _UNITS,
    "time": _TIMES,
    "Remark": tuple(map(_began, _REMARKS)),
    "Subject": tuple(map(capitalised, SUBJECTS)),
    "Act": tuple(map(capitalised, _ACTS)),
    "Aim": tuple(map(capitalised, _AIMS)),
    "Event": tuple(map(capitalised, _EVENTS)),
    "Unit": tuple(map(capitalised, _UNITS)),
}

DATELINES = (
    "Detikkasus.com | {place}-, ",
    "Detikkasus.com | {place} – ",
    "{place} – ",
    "**{place}** – ",
    "{place}, Detikkasus.com – ",
    "**DETIKKASUS.COM | {place}** – ",
)
LEADS = _sentences("""
{office} {place}, {person} {states} {people} agar terus {act} {subject} {aim}. Hal itu disampaikan dalam
{event}, bertempat di {venue} {place}, {weekday}, ({day}).

{agency} menggelar {event} di {venue} {place}, {weekday} ({day}). Kegiatan yang diikuti sekitar {number}
{unit} itu bertujuan {act} {subject} {aim}.

{office} {place}, {person}, “menantang” {people} berinovasi dan {act} {subject} {aim}, {weekday}, ({day}).

Sebanyak {number} {unit} di {place} menjadi sasaran program {subject} yang dijalankan {agency}, {weekday}
({day}). {office} {place} {person} hadir langsung di {venue}.
""")
TELLING = _sentences("""
{speaker} {states}, {agency} terus berupaya {act} dan melakukan pembenahan {subject} {aim}.

{speaker} {states} bahwa {subject} sangat penting untuk {act} kemajuan daerah, dan {remark}.

{event} diselenggarakan atas kerja sama {agency} dengan {people} {aim}.

Menurut {speaker}, {remark}, karena itu {people} diminta {act} {subject} {time}.

Lebih lanjut {speaker} menjelaskan, untuk mewujudkan hal tersebut {people} harus {act} {subject} serta
difokuskan pada {subject}.

Dari data {agency}, tercatat {number} {unit} telah terlibat dalam kegiatan {subject} {time}.

Sementara itu, {an_office} {elsewhere}, {other_name} {states}, ini merupakan momentum {aim}.

Selain {subject}, pemerintah daerah juga akan {act} {subject} {time}.

Kegiatan tersebut dihadiri {people}, {people}, serta {number} {unit} dari {elsewhere}.

{Remark}, namun {remark}.

Dalam sesi wawancara, {speaker} menyampaikan ucapan terima kasihnya kepada {people} yang telah {act}
{subject}.

Berbagai sarana {subject} akan terus ditingkatkan kualitasnya, sebab {remark}.

Pada {time} ini, **{agency}** juga menyiapkan {number} {unit} untuk mendukung {subject}.

Ia {states}, {remark} dan {people} wajib {act} {subject} {aim}.
""")
QUOTES = _sentences("""
“{Remark}, sedangkan dari sisi lain {remark},” {said} {speaker}.

“Dengan adanya {event}, akan muncul terobosan baru dalam {subject} yang berguna bagi kita semua,” {said}
{speaker}.

“Kita bersama ingin menuju {place} sebagai daerah yang sejahtera. Saya ingin adanya {subject} yang lebih
baik, untuk itu kita harus {act} {subject} {aim},” {said}nya.

“Apabila {people} memiliki inovasi, maka {remark}. Kurang lebih {number} {unit} akan terbantu {time},”
{said} {speaker}.

“Perubahan dimulai dari meja masing-masing, bukan menunggu perintah,” {said}nya. Ia {states}, {remark}.

“Terima kasih kepada {people}. {Remark},” {said} {other_name}.
""")
CLOSINGS = _sentences("""
Turut serta pada kesempatan ini, {an_office} {place}, {other_name}, {people}, dan para undangan lainnya.

Acara ditutup dengan doa bersama dan foto bersama {people} di {venue}.

Hingga berita ini diturunkan, {agency} masih {act} {subject}.
""")
HEADLINES = _sentences("""
{short_office} {place}: {Act} {Subject} {Aim}

{short_office} “Tantang” OPD {place} {Act} {Subject}

{agency} Gelar {Event} di {elsewhere}

{short_office} {name} Harap {Subject} {place} Terus Meningkat

{agency} Salurkan Bantuan {number} {Unit} di {place}

DPRD {place} Terima Ranperda Tentang {Subject}

{short_office} Buka {Event} Tahun {year}

{agency} dan {partner} Sepakat {Act} {Subject}

Warga {place} Keluhkan {Subject}, {short_office} Angkat Bicara

Mengapa {Subject} di {place} Masih Jadi Persoalan?

{name}: {Subject} Harus Jadi Prioritas {Aim}

{short_office} Tinjau {Subject} di {elsewhere}, Ini Pesannya

{number} {Unit} di {place} Ikuti {Event}

Jelang Akhir Tahun {year}, {agency} {Act} {Subject}
""")

"""The words by which advertising for gambling and its kin is known, and those of reporting on it: only data.

All patterns are for folded text (see `folding.py`): small letters, without accents and look-alike letters.
"""

import re


def _any(text: str, before: str = r"(?<![a-z0-9])", after: str = r"(?![a-z])") -> re.Pattern[str]:
    """One pattern for all phrases; in them a space stands for any number of spaces and hyphens, also none."""
    phrases = (
        phrase.strip().replace(" ", r"[\s_+./-]{0,3}") for phrase in text.replace("\n", "|").split("|")
    )
    return re.compile(f"{before}(?:{'|'.join(phrase for phrase in phrases if phrase)}){after}")


# Phrases that hardly anybody uses but who advertises, or who reports on it.
ADVERTISED = _any(
    r"""slots? (?:gacor|online|deposit|dana|pulsa|demo|thailand|terpercaya|terbaik|resmi|maxwin|pragmatic)
    depo (?:via|qris|pulsa|dana|\d+ ?(?:k|rb|ribu))|deposit (?:pulsa|qris)
    slots? (?:server|qris|ovo|gopay|tergacor|terbaru|hoki|mahjong|zeus|olympus|jackpot|bet|anti|viral|dewa)
    slots? (?:hari ini|mudah menang|gampang menang|luar negeri|asia|vip|pg|toto|togel|casino|game|games)
    (?:raja|dewa|king|bos|ratu|naga|hoki|joker|zeus|mahjong|olympus|pg|credit|judi) slots?|mega888|918kiss
    pussy888
    ufabet|pgslot|joker\d{3}|live (?:sgp|hk|macau|sydney)|paito|bola online|free credit
    (?:macau|hk|sgp|togel) [2345]d
    bandar bola|depo \d+k|akun wso|gambling (?:sites?|online)|bets? online|cash advance|ed pills|sex toys
    cbd oil
    jasa joki|kredit tanpa agunan|forex trading signals?|situs bokep|pinjol (?:legal|resmi)|weight loss pills?
    slot \d{2,4}(?! ?(?:\d|peserta|orang|kursi|parkir|kendaraan|tim|unit))|slot4d|slot gratis
    slot machines?|slotgacor\d*|demo slot|akun slot|judi slot|game slot
    situs (?:slot|toto|togel|gacor|judi|casino|poker|bola|taruhan|bandar|qq|maxwin)|link (?:slot|gacor|maxwin)
    situs (?:terpercaya|resmi) (?:slot|toto|togel|judi|gacor)|info (?:gacor|slot|rtp)
    pola (?:gacor|slot|maxwin)
    agen (?:slot|judi|bola|sbobet|togel|poker|casino|bandarq|domino|toto|taruhan)|main slot|bermain slot
    bandar (?:slot|togel|bola|qq|(?<!pla)ceme(?!n)|toto|poker|casino|judi)|bandarq|togel \w{0,12}
    gacor (?:parah|banget|pol|abis|terus|malam|siang|pagi)
    toto gelap|gacor \d{2,4}
    toto (?:slot|macau|macao|togel|4d|hk|sgp|sydney|singapore|online|draw|12|88|kl)|\w{2,12}toto \d*
    toto\d{2,4}
    maxwin|max win|pragmatic (?:play|slot)|gates of olympus \d*|sweet bonanza \w{0,8}
    mahjong (?:ways|wins) \d?
    starlight princess|zeus (?:x|slot|gacor)\d*|zeus x \d+|olympus (?:x|slot)\d*|wild bandito|fortune tiger
    kakek zeus|slot kakek|starlight slot|aztec gems|lucky neko|bonanza xmas|gate of olympus|rtp (?:live|slot)
    rtp (?:gacor|tertinggi|akurat|hari ini|pragmatic|pg)|live rtp
    scatter (?:hitam|emas|hijau|gacor|mahjong|naga)
    sbobet\d*|sbo bet|maxbet|ibcbet|domino qq|bandar qq|poker qq|adu q|pkv games?|pkv
    idn (?:poker|slot|play|toto)
    joker ?123|joker gaming|mpo (?:slot|play|\d{2,4})\w*|live casino
    casino (?:online|terpercaya|bonus|games?|site)
    casinos? (?:slots?|sites?|bonuses|no deposit)|poker (?:online|idn|uang asli)
    judi (?:bola|poker|casino|togel)
    judi (?:terpercaya|deposit)|ceme online|capsa susun|sicbo|baccarat(?: online)?|bakarat|roulette online
    rolet online|mix parlay|judi parlay|taruhan (?:bola|online|terpercaya)|sabung ayam online|sv388|ws168
    tembak ikan online|bocoran (?:slot|rtp|togel|sgp|hk|admin|macau|gacor)
    prediksi (?:togel|hk|sgp|sydney|macau)
    (?:data|keluaran|result|live draw|paito|angka main) (?:hk|sgp|sydney|macau|hongkong|sdy)|angka jitu
    paito warna
    bo (?:slot|togel|terpercaya)|freebet \w{0,6}|free bet|anti (?:rungkad|rungkat)
    gampang (?:menang|maxwin|jp)
    mudah (?:maxwin|jackpot|jp|scatter)|akun (?:pro|wso) (?:thailand|kamboja|slot|jepang|china|rusia|\w{0,8})
    server (?:thailand|kamboja|luar) (?:gacor|slot)?|pg soft|habanero slot|spadegaming|microgaming
    spaceman slot
    online (?:casinos?|slots?|gambling|betting|poker|pharmacy|bahis)
    (?:best|top|real money|crypto|bitcoin) casinos?
    (?:best|free|real money) slots?|free spins?|no deposit (?:bonus|casino)
    sports? (?:betting|book) (?:site|sites|online|tips)
    sportsbook|bet(?:ting)? (?:sites?|tips|online)|1xbet|22bet|bet365|melbet|mostbet|pin up (?:casino|bet)
    w88|m88|fun88
    viagra|cialis|levitra|sildenafil|tadalafil|kamagra|vardenafil|canadian (?:pharmacy|drugs|pills)
    erectile dysfunction
    buy (?:xanax|tramadol|ambien|valium|adderall|oxycontin|phentermine|ozempic|modafinil|cheap|essays?|backlinks?|followers)
    (?:cheap|generic|discount) (?:viagra|pills|meds|cialis|essays?|rolex|jerseys?|nfl|nike|ugg|handbags?|ray ban|cigarettes)
    payday loans?|(?:cash|quick|instant|personal|bad credit|fast) loans?
    loans? (?:online|no credit check|bad credit)
    no credit check|essay (?:writing|writers?|help|service|services)
    (?:write|do|writing) (?:my|your) (?:term )?(?:essay|paper|homework|thesis|assignment)
    (?:essays?|papers?|dissertation|thesis|assignment|term paper) (?:writing|writers?|for sale|help|services?) (?:service|services|online|cheap)?
    pay for (?:essay|homework|papers?)|college papers? for sale
    replica (?:watch|watches|rolex|handbags?|bags?|omega|shoes|designer|louis|gucci)
    fake (?:rolex|watches|passports?)|rolex (?:replica|copy)|swiss replica\w*|nfl jerseys
    louis vuitton (?:outlet|replica)
    (?:gucci|coach|michael kors|ugg|nike|ray ban|oakley) (?:outlet|factory|cheap)
    jerseys (?:cheap|wholesale|china)
    escorts? (?:service|services|girls?|agency)|call girls?|free porn|porn (?:videos?|sites?|hub)
    xxx (?:videos?|sex)|sex (?:cams?|dating|video)
    video bokep|bokep \w{2,12}|nonton bokep|hookup (?:sites?|apps?)|adult dating|russian brides
    mail order brides?
    bitcoin (?:doubler|mixer|trading bot|generator|profit)
    crypto (?:signals?|trading bot|pump|presale|investment platform|airdrop)
    double your (?:bitcoin|crypto|btc)|usdt (?:generator|flash)|forex (?:signals?|robot|broker bonus)
    binary options?
    airdrop (?:gratis|claim)|(?:guest post|backlinks?|seo) (?:service|services|packages|pbn|murah|cheap)
    jasa (?:backlink|pbn|seo)
    jasa (?:followers|like|viewer|joki skripsi|joki tugas)
    beli (?:followers|like|viewer)
    jual (?:backlink|followers|ijazah|akun slot|obat aborsi|cytotec)
    jual obat (?:kuat|aborsi|perangsang|bius)|obat (?:aborsi|penggugur|perangsang|pembesar)
    obat kuat (?:pria|viagra|cialis|asli|herbal)|pembesar (?:penis|payudara)
    pinjol (?:cepat|langsung|mudah|pasti|tanpa|bunga rendah|terpercaya|24 jam|limit)
    pinjam(?:an)? (?:online|uang|dana|tunai)? (?:cepat|langsung|tanpa|mudah|pasti|24 jam|kilat) (?:cair|jaminan|bi checking|slik|ktp|survei|acc|\w{0,4})
    dana (?:cepat|kilat|tunai) (?:cair|tanpa jaminan|tanpa bi checking)|gadai bpkb (?:cepat|online)
    jasa gestun|gestun
    (?:weight loss|diet|male enhancement) pills?|(?:keto|cbd) gumm(?:y|ies)|garcinia cambogia
    deneme bonusu|canli (?:casino|bahis)|kacak bahis
    bahis siteleri|nha cai|ca cuoc|danh bai|no hu|keo nha cai|game bai|da ga|soi keo|tai xiu|song bai
    xo so|lo de online|rong bach kim
    ca do bong da|bong da truc tuyen|tro choi danh bai|casino truc tuyen|doi thuong
    cassinos? (?:online|ao vivo|brasil)|jogo do tigrinho|tigrinho demo|apostas? (?:online|esportivas)
    caca niqueis|apuestas (?:online|deportivas)
    casino (?:en ligne|en linea|siteleri)|tragamonedas|scommesse online|(?:bahis|slot) siteleri
    guvenilir bahis|canli bahis
    nike air max (?:pas|outlet)|air max (?:pas|\d{2}|argent|outlet)|air jordans? (?:pas|outlet|cheap)
    ugg boots? (?:pas|outlet|online|sale)|ugg (?:pas|outlet)|ray ban (?:pas|outlet|cheap|soldes)
    lunettes? de soleil (?:ray|pas|oakley)
    oakley (?:outlet|pas)|(?:cheap|fake) (?:oakley|ray ban|jordans?)
    michael kors (?:outlet|bags?|pas)|moncler (?:outlet|pas|jackets?)|louboutin (?:pas|outlet|shoes)
    canada goose (?:outlet|pas|jackets?)|north face (?:outlet|pas)|longchamp (?:pas|outlet)
    sac (?:longchamp|louis vuitton|hermes)|hogan outlet|pandora (?:charms?|pas|outlet)
    beats by dre (?:pas|cheap|outlet)
    timberland (?:pas|outlet)|hollister (?:pas|outlet)|abercrombie (?:pas|outlet)
    (?:cheap|buy) \w{2,12} gold|(?:wow|runescape|gw2|diablo) gold|fifa coins|pas cher
    (?:klinik|jasa) aborsi|tembus [2345]d|berkat (?:mbah|ki|eyang|aki|dukun|nyai)
    angka (?:ghaib|gaib|ritual|keramat)|dana (?:ghaib|gaib)|uang (?:ghaib|gaib)|pesugihan|togel ritual
    nomor (?:ghaib|gaib|ritual)
    (?:buy|order|generic) (?:modafinil|provigil|cytotec|ativan|oxycodone|hydrocodone|ivermectin|clomid|propecia|sildenafil|cialis|viagra)
    (?:urgent|business|personal) loans?|loans? at \d+|loan (?:offer|firm|lender)s?
    (?:need|offer) (?:an? )?(?:\w{2,8} )?loans?
    hacked by|defaced by|greetz|your security is
    ca do|xoc dia|no hu|lo de|game doi thuong|slot x\d+|sabung ayam (?:live|sv\d*|online)|bertaruh di
    jam (?:hoki|gacor)
    poker (?:dan|&) domino|raja (?:poker|qq|slot|judi)
    prediksi jitu|colok (?:bebas|naga|jitu)|pasaran togel
    joki (?:skripsi|tesis|disertasi|tugas|makalah|jurnal)|(?:skripsi|tesis|tugas) (?:kilat|murah|bergaransi)
    jasa (?:(?:pem|peng|pen)\w{4,9} )?(?:skripsi|tesis|disertasi|tugas akhir|makalah)
    (?:profit|laba|untung) \d+ (?:persen|%)? (?:per hari|sehari)
    (?:menjamin|dijamin) (?:laba|profit|untung|keuntungan)|trading with (?:an )?(?:expert|mrs?)
    trader (?:pak|bu|mrs?)
    (?:forex|crypto|bitcoin) (?:trader|expert)|anti nawala"""  # noqa: E501
)

# Words that advertising shares with other subjects: each counts little.
COMMON = _any(
    r"""slots?|slot\w*\d+|casinos?|kasino|poker|gacor|jackpot|toto|rtp|bets?|betting|gambling|judi|taruhan
    bonus
    sabung ayam|tembak ikan|spaceman|starlight|mega\d+|seo|backlink\w*|weight loss|scatter|spins?|zeus
    olympus|mahjong|domino|qq\w*|\d ?d|jp|hoki|cuan|parlay|togel|tergacor|bandar
    roulette|blackjack
    loans?|pinjol|pinjaman|essays?|replica(?!t)|rolex|bitcoin|crypto|pills?|pharmacy|escorts?|porn|bokep
    backlinks?|forex
    deposit|withdraw|link alternatif|login|daftar|wagering|bookmakers?|lottery|lotere|vape|cbd|hoki\w*\d+
    dewa\w*\d+
    dana tunai|(?:jaminan|gadai) bpkb|new member|pola|mbah \w+
    modafinil|xanax|ambien|tramadol|backlink
    \w+(?:bet|win|toto|play|jp|qq|slot|spin)\d*\d|cheap|discount|outlet|jerseys?|handbags?|obat kuat
    robot (?:trading|kripto|crypto|forex)|trading (?:bot|robot)|dana (?:cair|cepat|darurat)
    invest(?:ed)? (?:rp )?\$?\d+|nike|ugg|nike air
    air (?:max|jordans?)|oakley|ray ban|cassino|moncler|louboutin|longchamp|argent|sunglasses|sneakers"""
)

# Common words that by themselves are hardly the whole text of a link in a story on something else.
CORE = frozenset(
    "slot slots gacor casino casinos kasino poker judi togel taruhan jackpot betting gambling porn bokep pinjol scatter rtp".split()  # noqa: E501
)
# What the text of such a link has beside them.
FILLERS = frozenset(
    "online situs bandar agen game games resmi gratis indonesia asia deposit terpercaya terbaik link free best top site".split()  # noqa: E501
)

# What advertising says to its readers.
PROMISES = _any(
    r"""daftar (?:sekarang|segera|gratis|di sini|disini|akun|dan mainkan|langsung)
    bonus (?:new member|member baru|deposit|rollingan|cashback|harian|100|besar|melimpah|hingga|referral)
    deposit (?:pulsa|dana|ovo|qris|minimal|murah|pertama|via|receh|5|10|25|tanpa potongan)|depo \d+
    wd (?:cepat|lancar|kilat|berapapun)|withdraw (?:cepat|instan|kilat)|minimal (?:deposit|depo|bet)
    new member
    link (?:alternatif|resmi|login|daftar)|situs (?:resmi|terpercaya|terbaik|nomor 1|no 1|gacor)
    terpercaya|tergacor|gacor hari ini|win ?rate|winrate|tingkat kemenangan
    raih (?:kemenangan|jackpot|cuan)|mainkan (?:sekarang|sekarang juga)
    gabung (?:sekarang|segera|bersama kami)|dijamin (?:menang|cair|maxwin|pasti)
    pasti (?:menang|cair|bayar|dibayar|jp)|layanan 24 jam|24 jam nonstop|customer service|live chat
    uang asli|modal (?:receh|kecil|10|5)
    menang (?:besar|setiap hari|terus)|jackpot (?:besar|terbesar|progresif|jutaan|ratusan|setiap)|cashback
    rollingan|turnover|to kecil|hadiah jutaan|berlisensi (?:resmi|pagcor|internasional)|tanpa potongan
    anti (?:blokir|nawala|rungkad|rungkat)|cair (?:dalam|5|10|cepat)
    tanpa (?:bi checking|jaminan|survei|agunan)|proses (?:cepat|kilat|mudah|instan)
    sign up|join now|play now|buy now|order now|click here|visit (?:our|us|my)|bet now|welcome bonus
    best price|free shipping|no prescription|without prescription
    money back|24/?7|top rated|guaranteed|lowest prices?
    instant approval|apply now|win real money|real money|register now
    100% (?:plagiarism|original|legit|safe|satisfaction)|plagiarism free|affordable prices?|claim your
    discreet|limited offer|hubungi (?:wa|whatsapp|admin|kami)|wa \d{4,}|order via|klik link
    (?:setor|modal|depo|deposit) (?:mulai )?(?:rp )?\d+|berapa ?pun|(?:meng|me)ubah nasib|jangan ragu
    tanpa tumbal|terbukti ampuh
    klaim (?:bonus|sekarang|hadiah|saldo|freebet|promo)|as low as|\d+% off|use coupon|coupon code
    tracked delivery|overnight delivery|no rx|without rx|without collateral
    interest rate|first order|in (?:six|\d+) hours|satu id|depo (?:via|qris|dana|pulsa|murah)|wd kilat
    minimal setor
    hubungi admin|tarik saldo|modal \d+ ribu|tanpa bekerja keras|diskon \d+ persen|wd pasti|dijamin wd
    bocoran|langsung menang
    klik di sini untuk (?:daftar|main|login)|jamin(?:an)? (?:menang|cair|100)
    (?:cukup|hanya|modal|syarat|syaratnya) (?:hanya |cuma )?(?:unggah |foto )*ktp|ktp saja
    (?:\w+ menit )?masuk (?:ke )?rekening|\w+ menit cair|cair \w+ menit|pengajuan (?:pasti )?disetujui
    kami bantu|butuh (?:modal|dana|uang|pinjaman|bantuan)
    tanpa (?:risiko|verifikasi)|bergaransi|menjamin laba|lolos turnitin|bebas plagia\w*
    dosen pembimbing|revisi dosen|slide sidang|    semua jurusan|garansi (?:revisi|uang)|siap membantu
    kami mengerjakan|siap mengerjakan|(?:serahkan|percayakan) kepada|(?:harga|biaya) mulai|bisa dicicil
    (?:persen|%) (?:per hari|sehari)|komisi \d+|(?:komisi|bonus) referral|gabung bersama
    (?:kursi|kuota) (?:terbatas|hari ini)|minimal bet|pasang taruhan
    (?:diblokir )?internet positif|deposit lewat|setoran lewat|bonus \d+|bunga ringan|kami menawarkan"""
)

# Words of reporting: on arrests, bans, courts, harm.
REPORTING = _any(
    r"""cek fakta|fact check
    beredar|pesan berantai|mengatasnamakan|membantah|palsu|tidak benar|tautan itu
    diminta (?:tidak|waspada|menjauhi)|(?:ini|begini) penjelasan\w*
    satire|fiksi|rekaan|humor|lelucon|harms?|commission|disorders?|prevention
    bodong|modus\w*|ditawari|tergiur|tergoda|mengadu|melapor\w*
    klaim(?! ?(?:bonus|sekarang|hadiah|saldo|freebet|promo|di sini))|mengklaim|penelusuran|rekayasa|hoax
    keliru|disinformasi|misinformasi
    menyesatkan|pencatutan|bpom|bbpom|dinkes|siaran pers|menyita|disita|sita|efek samping|penelitian|iklan
    warganet|istilah|fenomena|pengamat|remaja|pelajar|ulama|kecam\w*|soroti|disoroti|marak|polisi|polres\w*
    polda|polri|polsek|bareskrim|satreskrim|reskrim|kapolres\w*|kapolri|kapolda
    aparat|penyidik\w*|tersangka|terdakwa|ditangkap|menangkap|tangkap|penangkapan|diringkus|digerebek
    gerebek|penggerebekan|grebek|diamankan|ditahan|dibekuk|dibongkar|membongkar|bongkar|terjerat|dijerat
    pidana|penjara|pengadilan|hakim|jaksa|kejaksaan|kejari|kejagung|vonis|divonis|dituntut|tuntut|sidang
    kasus|korban|razia|satpol\w*|satgas|kominfo|komdigi|kemkominfo|kemenkominfo|kementerian|menteri
    menkominfo|menkomdigi|diblokir|memblokir|blokir|pemblokiran|ppatk|ojk|bank indonesia|bssn|dpr|dprd
    gubernur|bupati|wali kota|mui|fatwa|kpai|pemberantasan|berantas|memberantas|diberantas|pencegahan
    kecanduan|pecandu|penipuan|tertipu|ilegal|uu ite|pasal|barang bukti|pelaku|sindikat|jaringan|bahaya
    dampak|waspada|imbau\w*|mengimbau|peretas\w*|diretas|hoaks|psikolog|dosen|peneliti|survei|psikiater
    rehabilitasi|larangan|dilarang|melarang|judol|aib|bandar judi|pencucian uang|rekening|selebgram
    influencer|penegak hukum|penegakan|jakarta|bunuh diri|pengaturan skor|suap|skandal|fifa|pssi|uefa
    police|arrest\w*|court|judge|prosecutors?|trial|sentenced|fined|banned|ban|regulators?|crackdown
    raid\w*|illegal|ministry|minister|lawmakers?|addiction|charged|investigat\w+|lawsuit|fraud|scam|fda
    study|researchers?|university"""
)
# Offices that offer to the public what advertising offers as well.
OFFICES = _any(
    "pemkot|pemkab|pemprov|perumda|bumdes|bumd|baznas|umkm|dinas|kelurahan|kecamatan|puskesmas|bank daerah"
    "|otoritas jasa keuangan|advertorial"
)
# What says that a text is made up.
FICTION = _any("satire|humor|fiksi|rekaan|karangan belaka|lelucon")
ATTRIBUTION = _any(
    r"""kata(?:nya)?|ujar(?:nya)?|menurut(?:nya)?|tutur(?:nya)?|jelas(?:nya)?|ungkap(?:nya)?|tegas(?:nya)?
    ucap(?:nya)?|terang(?:nya)?|papar(?:nya)?|imbuh(?:nya)?|mengatakan|menyatakan|menjelaskan
    mengungkapkan|menyebut|menuturkan|said|told|according to"""
)

# In the name of a host or in a path, without its dots and hyphens.
IN_ADDRESS = re.compile(
    r"""ufabet|mega888|918kiss|idnlive|(?<!alfa)(?<!lpha)(?<!ti)(?<!dia)(?<!elisa)(?<!eliza)bet$|betway
    hoki(?:bet|slot|$)
    |slot|gacor|togel|maxwin|rtp$|(?<!ri)cassino|casino|kasino|sbobet|poker(?!wan)|dominoqq|bandarq
    qq\d{2,}|\dqq$
    |toto(?:\d|macau|slot|togel|hk|sgp|gelap|online|resmi|$)
    |judi(?!th|ka|si|ci|o$)|jackpot|scatter|zeus(?:\d|x|slot|gacor|win|bet|138)
    |dewa(?:\d{3}|88|77|99|69|slot|poker|togel|bet|toto|win|gacor)|rtp(?:live|slot|gacor|\d)
    (?<!te)(?<!co)mpo(?:\d|slot|play)
    |idn(?:poker|slot|play|toto)
    |pragmatic(?:play|slot|\d)|olympus(?:\d|slot|bet)|mahjong(?:\d|ways|slot|win)|freebet|betting
    gambl(?!ing(?:commission|board|aware|help))
    |bet(?:\d{2,}|365|win|slot|ting)|\wbet\d{2,}|sabung|ceme|capsa|baccarat|roulette|parlay
    |livedraw|keluaran(?:hk|sgp)|pkvgames|sportsbook|1xbet|bahis|lottery|spin(?:\d|win|slot)
    |win(?:138|88|777|303)|(?:jp|hoki|cuan)\d{2,}
    |viagra|(?<!spe)cialis|levitra|pharm(?:acy|a?rx)|rxpills?|pills?(?:shop|store|rx|online|\d)
    |(?:cheap|best|online|generic|buy)(?:meds|pills)|kamagra|essay|(?:term|college)papers?|paperswrit
    |paperhelp|thesiswrit|homeworkhelp|assignmenthelp
    |replica|rolex|fakewatch|cheapjersey|jerseys?(?:china|outlet|wholesale|cheap|shop)|paydayloan|cashloan
    |loans?(?:online|fast|quick|now|\d)|(?:quick|fast|easy|cash|payday)loans?|pinjol
    |pinjam(?:an)?(?:cepat|kilat|online|cair)|danacepat|danakilat|cepatcair
    |porn|xxx|bokep|escort|sexcam|hookup|backlink|bitcoin(?:bot|doubler|mixer)|btcdoubl
    |crypto(?:bot|signal|pump|profit|double)|obatkuat|obataborsi|nhacai|cacuoc|gamebai|keonhacai|soikeo""",
    re.VERBOSE,
)
# What the names of betting sites are made of: two of these and perhaps a number.
_SYLLABLES = "|".join(
    """raja dewa naga panda hoki zeus koi sultan bos ratu mega surga istana manis panen cuan jp
    mpo gila win play 4d 5d toto bola macau jaya tiger kakek joker royal lucky vegas
    gaming club asia""".split()
)
LUCKY_SYLLABLES = re.compile(rf"^(?:{_SYLLABLES}){{2,4}}\d{{0,4}}$")
NUMBERED = re.compile(r"^[a-z]{3,12}(?!(?:19|20)\d\d$)\d{2,4}$")
# A game or a trade at the end of the name of a host.
TRADING = re.compile(
    r"[a-z]{3}(?:jp|spin|qq|mahjong|slot|win)\d*(?:vip)?$|\d{2}vip$|^joki|joki$|skripsi(?:kilat|murah|cepat|pro|ku|beres)|^pinjam|pusatdana"
    r"|^dana(?:cair|cepat|kilat|rupiah|kita|tunai)|(?:cuan|profit|trading|fx)bot$"
)
# Hosts of short links, and of pages that only have links.
SHORTENERS = re.compile(
    r"^(?:bit\.ly|s\.id|t\.ly|cutt\.ly|rebrand\.ly|tinyurl\.com|is\.gd|(?:hey|linktr|bio)?lin[kq]\w{0,3}\.[a-z]+|lynk\.id)$"
)
LUCKY = re.compile(r"[a-z]{3,}(?:88|77|99|69|138|303|168|777|888|123|4d|5d|5000|777|1131|365)$")

# The ends of hosts that are written without a scheme; `example` stands for all of them in documents.
TOP_DOMAINS = (
    "com|net|org|info|biz|co|io|id|me|ly|ee|gg|cc|tv|to|ws|xyz|top|online|site|website|club|vip|pro|live|link|bet|win"
    "|fun|asia|store|shop|bio|app|icu|lol|casino|game|games|space|tech|cloud|click|ru|cn|vn|ph|kh|my|sg|us|uk|example"
)

# In their own letters.
IN_OTHER_SCRIPTS = re.compile(
    "彩票|赌场|博彩|百家乐|老虎机|娱乐城|娱乐平台|体育投注|投注|棋牌|真人|赌博|开户|代写|六合彩|時時彩|时时彩|色情|威尼斯人|"
    "オンラインカジノ|カジノ|スロット|パチンコ|激安|スーパーコピー|コピー時計|ブランドコピー|ブランド激安|ルイヴィトン|ロレックス|バイアグラ|出会い系|偽物|レプリカ|送料無料|正規品|最安値|"
    "สล็อต|บาคาร่า|คาสิโน|แทงบอล|หวย|เว็บตรง|พนัน|เดิมพัน|ฝากถอน|แตกง่าย|เครดิตฟรี|"
    "카지노|바카라|토토|먹튀|슬롯|도박|비아그라|홀덤|출장|"
    "казино|ставки|слот|букмекер|займ|виагра|рулетк|порно|эскорт|микрозайм|дженерик"
)

# Hosts at which anybody publishes: a link to one says nothing about who set it.
TRUSTED_HOSTS = re.compile(
    r"(?:^|\.)(?:youtube\.com|youtu\.be|facebook\.com|fb\.watch|instagram\.com|twitter\.com|x\.com|t\.co|tiktok\.com"
    r"|wikipedia\.org|wikimedia\.org|google\.com|google\.co\.id|linkedin\.com|threads\.net|spotify\.com"
    r"|w3\.org|wordpress\.org|wordpress\.com|gravatar\.com|archive\.org|doi\.org|who\.int|un\.org|soundcloud\.com|vimeo\.com"
    r"|flickr\.com|creativecommons\.org|go\.id|mil\.id|ac\.id|sch\.id|gov|edu|reuters\.com|bbc\.com|apnews\.com"
    r"|kompas\.com|detik\.com|tempo\.co|antaranews\.com|cnnindonesia\.com|play\.google\.com|apps\.apple\.com)$"
)

# Parts of a class or role of what readers open by themselves, or what only some screens show.
OPENED_BY_READERS = re.compile(
    r"tab|accordion|collaps|spoiler|toggle|modal|popup|dropdown|sr-only|screen-reader|visually-hidden|mobile|desktop"
    r"|faq|readmore|read-more|lightbox|caption|carousel|slide|gallery|tooltip|print|caption|transcript"
)
HIDING_CLASSES = frozenset(
    {"hidden", "d-none", "invisible", "visually-hidden", "sr-only", "hide", "screen-reader-text"}
)

# What sells, in the sentences around links of advertising.
SELLING = _any(
    r"""anda|pencinta|penggemar|permainan|game|hiburan|kunjungi|mainkan|main|bermain|daftar|gabung
    bergabung|rasakan
    dimainkan|sensasi|nikmati|bonus|deposit|depo|peluang|menang|kemenangan|dimenangkan|mudah dimenangkan
    berlimpah
    terbesar|terpercaya|terbaik|jackpot
    klik|promo|gratis|hadiah|modal|menyediakan|kami|wd|cair|saldo|untung|cuan|dijamin|resmi|langsung
    mudah diraih
    need help|cheap|best|buy|order|free|visit|get|click|try|your|you|our|we|win|play|offer|offers|deals?
    shop|online
    mencoba (?:peruntungan|keberuntungan)|menawarkan|raih|putar modal|mampir
    voce|jogue|ganhe|aposte|gratis|compre|achetez|comprar"""
)
# Of the common words those that only gamblers say.
OF_GAMBLING = frozenset(
    """slot slots rtp scatter taruhan betting gambling lottery lotere
    jackpot mahjong zeus olympus cuan gacor togel parlay spin
    spins poker casino kasino judi jp""".split()
)
# The name of a betting site as a word in a text.
NAMED_BRAND = re.compile(
    r"(?<![a-z0-9])[a-z]{3,12}(?:88|77|99|69|89|138|303|168|777|888|123|4d|5d)(?![a-z0-9])"
)
# How a comment calls its readers elsewhere.
CALLS = _any(
    r"""(?:cek|klik|lihat|kunjungi|mampir|liat|buka|intip|gas|join)\W{1,3}(?:(?:aja|saja|ke|di|link)\W{1,3}){0,3}(?:bio|profil)\w*
    (?:link|full|ada) (?:di|on|in) (?:bio|profil)
    my (?:page|site|web ?site|web ?page|homepage|blog|profile)|also visit
    (?:visit|check out|look at|feel free to \w+|here is) my
    hubungi (?:wa|admin|kami)|wa \d{4,}|dm (?:aja|saja|me)|telegram|t\.me"""
)
# Money that was won or lent, as bait.
WINNINGS = re.compile(
    r"(?<![a-z])(?:menang|kemenangan|jadi|menjadi|tembus|dapat|dpt|bawa pulang|membawa pulang|wd|cair|untung"
    r"|profit|won|win|made|earned|got|raup|hadiah|limit|plafon|sampai|hingga)"
    r"(?:\W{1,3}[a-z]{1,15}){0,4}?\W{1,3}(?:rp\W{0,2}|\$)?\d[\d.,]{0,12}\s?(?:juta\w*|jt|ribu\w*|rb|k|m|mily?ar|usd|dollars?)(?![a-z])"
    r"|(?:earned|won|made|win|got|profit) \$\d"
    r"|(?<![a-z])(?:menang|wd|jp|cair|jackpot|cuan|raup) "
    r"(?:jutaan|ratusan|puluhan|milyaran|besar|terus|tiap hari|setiap hari)|profit tiap hari|jam hoki"
)
# How an advertisement is answered.
CONTACTS = re.compile(
    r"(?<![\d./-])(?:\+\d{1,3}|0)[ .-]?\d{2,4}[ .-]?\d{3,4}[ .-]?\d{3,6}(?!\d)"
    r"|(?:t|wa)\.me/\w{2,40}|(?<![a-z])(?<!pesan )(?<!pesan di )(?:whatsapp|telegram|wechat|viber|skype)(?![a-z])"  # noqa: E501
    r"|[\w.-]{1,40}@[\w-]{1,40}\.[a-z]{2,10}"
)
# What readers are asked to do.
ASKING = _any(
    r"""langsung (?:ke|aja|saja|daftar|gas|cek|klik)|cobain|(?<!uji.)coba (?:di|deh|aja|pola|main|mainkan)|gas(?:s)?keun?|gaskan|buruan|merapat
    dm (?:aku|aja|saja|me|saya|gue)|inbox (?:aku|saya|aja)|yuk (?:daftar|main|gabung|join|cek|mampir)
    ayo (?:daftar|main|gabung|join)
    jangan sampai (?:ketinggalan|kehabisan|lewat)|sebelum (?:kuota|kehabisan)|cek (?:bio|profil|link)
    link di (?:bio|profil)
    (?:daftar|gabung|join|login|kunjungi|klik|cek|mampir|main|mainkan|pasang|dimainkan|hubungi|order|pesan|bisa ke|info) (?:juga|di|ke|lewat|via|kak|bang|gan|bro|beliau|nya|kami|cs|tautan|link|grup|group|admin|sekarang|segera|yuk)
    contact (?:us|me|him|her)
    (?:try|join|visit|check out|order|apply|register|sign up|play|click) (?:now|today|here|at|it|our|us|this)
    (?:cari|mencari|butuh) hiburan|sambil \w+ bisa main|(?:contact|reach) (?:her|him)
    email (?:us|me)|dm me|message me|kirim seluruh indonesia|bayar di tempat|cod"""  # noqa: E501
)
# Short words by which a text is known to be in a language.
ENGLISH = frozenset(
    """the a an of for and with your you our we in at to is are on by from get need buy order best now it my
    this that have be as or any all us they who i""".split()
)
INDONESIAN = frozenset(
    """yang dan di ke dari untuk dengan ini itu pada kami anda saya bisa hanya ada akan tidak juga atau adalah
    dalam sudah kak hari situs aja deh gak ya nya""".split()
)
# What readers say who are angry at gambling.
COMPLAINTS = _any(
    r"""merusak|rusak|haram|hancur\w*|kehilangan|kecanduan|berhenti|stop|kasihan|tobat|dosa|bangkrut|utang|kabur
    uang \w+ \w+ hilang
    hutang|berantas\w*|tutup|bohong|tipu\w*|menipu
    penipu|hati hati|jangan(?! ?(?:lupa|ragu|sampai ketinggalan|kehabisan|lewatkan|kelewatan))|waspada
    parah|meresahkan|basmi|tegas|scam|ruin\w*|addict\w*|destroy\w*
    kapan (?:ditindak|diblokir)|laporkan|anak muda|mengganggu|iklan\w*|hapus|susah|sampah"""
)

# Drugs by the names that doctors use too, and what stories on medicine speak of.
DRUGS = frozenset("sildenafil tadalafil vardenafil tramadol".split())
MEDICAL = frozenset("dokter meresepkan resep pasien hipertensi klinis dosis pedoman apoteker terapi".split())

# Over a list of links of the story's own.
LIST_LABEL = re.compile(
    r"(?:^|\s)(?:referensi|rujukan|sumber|daftar pustaka|tautan|pustaka|references?|sources?|sponsor|kedutaan|embassy|lampiran"  # noqa: E501
    r"|baca(?: juga|an)?|data|informasi|bibliografi|catatan kaki|kredit|foto|unduh|dokumen)[^.!?:]{0,30}(?::|$)|didukung oleh"  # noqa: E501
)
# What stays of a paragraph without the links that it was made for.
CONNECTING = frozenset(
    """dan atau serta juga di ke dari lihat baca kunjungi klik sini link tautan situs partner sponsor and or see also visit
    here our the by via at selengkapnya lainnya terkait tag tags more kami untuk dengan yang ini www http https nya adalah pada of for
    to partners links info terpercaya terbaik resmi hari situs2 mainkan main daftar sekarang login disini bersama hanya""".split()  # noqa: E501
)

# Of the common words those that belong to no subject.
GENERIC = frozenset(
    "daftar login bonus deposit withdraw link alternatif cheap discount outlet bandar agen play win hoki".split()  # noqa: E501
)

# Without any of these in small letters, a text is not looked at any further.
MARKS_OF_WORDS = tuple(
    """slot|gacor|togel|toto|maxwin|pragmatic|scatter|casino|kasino|poker|sbobet|judi|domino|bandarq|pkv
    baccarat|betting
    bet1|bet8|bet3|xbet|jackpot|mahjong|olympus| rtp|>rtp
    [rtp|/rtp|rtp-|rtps|rtpl|rtpg|viagra| cialis|>cialis|[cialis|/cialis|-cialis|cialis-|buycialis|c.cialis|cialis.|levitra|sildenafil|kamagra|pharmacy|loan|pinjol|pinjaman
    essay|plagiar|term paper|replica|rolex|porn|bokep|escort|backlink|bitcoin|crypto|forex|obat kuat
    obat ab|jersey|outlet
    bahis|parlay
    sportsbook|freebet|nha c|pills|dana c|dana k|dana t|jaminan|gestun|xn--|gummies|papers|homework|ijazah
    gambl
    sl0t|s1ot|5lot|$lot|g4c|gac0r|t0gel|tog3l|m4x|maxw1n|cas1no|c4s1no|c4sino|v1agra|p0ker|jud1
    s l o t|s.l.o.t|s-l-o-t|s_l_o_t|s*l*o*t|g a c o r|g.a.c.o.r|t o g e l|t.o.g.e.l|t-o-g-e-l|m a x w
    c a s i n o|j u d i
    zeus|bonanza|starlight|data hk|sgp|paito|bola online|taruhan|sabung|spaceman|wso|depo |bonus new|joker
    dewa|888|88.|bet.|bet/
    918kiss|hoki|lotere|lottery|kredit tanpa|weight loss|cbd|seo|followers|joki|sex |cash adv|writing|meds
    mpo1|mpo5|mpo7|mpo-|mpos|mpo |mpo9|xxx|4d|macau|138|777
    live hk|live draw|free spin|credit slot|gambling|pkv|>ceme
    [ceme|ceme-| ceme |ceme o|sicbo|capsa|roulette|tembak ikan|bandar |angka jitu|angka main|rolet|obat |gacor
    cassino|aposta|apuesta|tigrinho|tragamonedas|scommesse|nike|ugg |ugg-|oakley|ray ban|ray-ban|pas cher
    pas-cher|moncler|louboutin|michael kors|michael-kors|longchamp|canada goose|canada-goose|air jordan
    air-jordan|-gold| gold<|fifa coins|kors
    rtp.|77.|77/|99.|99/|69.|303|168|win.|win/|jp.|play.|maxwin|display:none|bos88|colok|cuan
    spin.|spin/|qq.|qq/|jp/|jp-|win-|skripsi|pinjam|pusatdana|danar|danac|danak|linktr|heylin|bit.ly/|s.id/
    .ly/|tradingbot
    cuanbot|profitbot
    atob(|fromcharcode|unescape(|\\x3c|%3ca""".replace("\n    ", "|").split("|")  # noqa: E501
)
# The same as words between spaces: a text that is spam as a whole has more than one of them.
MARKING_WORDS = frozenset(MARKS_OF_WORDS) | frozenset(
    """l t tramadol xanax s.l.o.t t.o.g.e.l s-l-o-t t-o-g-e-l s_l_o_t g.a.c.o.r slots casinos viagra, cialis, togel, slot, gacor, casino, loans essays replicas backlinks pinjaman situs-slot
    sbobet, sbobet88 dominoqq dominoqq, bandarqq, taruhan parlay, cytotec aborsi perangsang seo pbn pills watches papers
    dissertation bergaransi invest invested handbags jerseys betting jackpot, maxwin, maxwin. maxwin! baccarat, bocoran prediksi freebet slot. gacor.
    bokep jackpot rtp wd cuan colok mainkan bandar
    pesugihan jp cialis levitra kamagra depo loan payday modafinil hacked defaced plagiarism-free replica rolex toto
    togel. casino. viagra. cialis. loan, payday xxx sicbo sic-bo ceme mahjong, joker123 rtp, spins spins. zeus olympus""".split()  # noqa: E501
)
# Some need more than a word.
MARKING_PHRASES = (
    "obat kuat", "obat aborsi", "obat pembesar", "tanpa jaminan", "dana tunai", "joki skripsi",
    "akun pro", "akun wso", "angka ritual",
    "joki tesis", "joki tugas", "joki disertasi", "robot trading", "trading with", "trading bot", "robot kripto",  # noqa: E501
    "robot forex", "jasa skripsi", "pembuatan skripsi", "pengerjaan skripsi", "penulisan skripsi", "anti nawala",  # noqa: E501
    "link alternatif", "angka gaib", "angka ghaib", "dana gaib", "dana ghaib", "cash advance",
    "no prescription",
)  # fmt: skip
MARKS_OF_HIDING = ("style", "hidden", "script", "marquee", "<font")

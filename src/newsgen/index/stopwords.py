"""Stop words in Indonesian and English: words of grammar, of reporting, of ceremonies, of the calendar."""

_INDONESIAN = """
ada adalah adanya adapun agar akan akhirnya aku amat anda antara apa apabila apakah apalagi atas atau
bagaimana bagi bahkan bahwa baik banyak baru beberapa begitu belum berada berbagai berikut bersama besar bila
bisa boleh bukan bulan cara cukup dalam dan dapat datang dari dengan demi demikian depan detik dia di diri
dirinya dilakukan ditemui dua empat enam guna hal hanya harap hari harus hendak hingga ialah ini itu itulah
jadi jam jangan jelas jelasnya jika juga jumat jumlah kabar kali kalau kami kamis kamu karena kata katanya ke
kembali kemudian kepada ketika kini kita lagi lah lain lainnya lalu langsung lanjut lanjutnya lebih lewat
lima luar maka mampu mana masih mau maupun melakukan melalui melihat memang membuat memberi memberikan
memiliki menambahkan mengatakan mengaku menjadi menjelaskan menurut menyampaikan menyebut menyebutkan mereka
merupakan meski mengenai mendapat mendapatkan menit minggu mulai namun nanti nya oleh orang pada padahal
paling para pasti penting per perlu pernah pertama pihak pihaknya pula pun rabu sabtu saat saja salah sama
sambil sampai sangat satu saya sebab sebagai sebagaimana sebanyak sebelum sebelumnya sebesar sebuah secara
sedang sedangkan segera sehingga sejak sejumlah sekali sekarang sekitar selain selama selaku selalu selasa
seluruh semakin sementara sempat semua semua senin seorang seperti sering serta sesuai setelah setiap siang
sore soal suatu sudah supaya tadi tahun tak tanpa tambah tambahnya tanggal tapi telah tempat tengah tentang
tentu terhadap terjadi termasuk ternyata tersebut terus terkait tetap tetapi tidak tiga tinggi turut tutup
tutupnya ucap ucapnya ujar ujarnya ungkap ungkapnya untuk usai waktu wib wita wit yaitu yakni yang januari
februari maret april mei juni juli agustus september oktober november desember
"""

# What reports of the police and of reporters' questions share, and what press releases of institutions share,
# whatever they are about.
_INDONESIAN_REPORTING = """
awak berita bersangkutan dihubungi diduga dikonfirmasi diketahui dimintai diminta diterima ditanya diturunkan
kejadian keterangan kondusif konfirmasi langkah lanjutan media meminta mendalami mengonfirmasi narasumber
pendalaman penyelidikan perkembangan perkembangannya pesan rekan resmi rilis siaran singkat situasi tanggapan
terpisah wartawan
"""
_INDONESIAN_CEREMONIES = """
acara aman apresiasi arahan berharap berkomitmen berlangsung dibuka digelar dihadiri diharapkan ditutup
dukungan gelar hadir harapan jajaran kegiatan kesempatan khidmat komitmen lancar laporannya maksud masyarakat
mendukung mengapresiasi menggelar menghadiri panitia pelaksanaan rangka rangkaian sambutan sambutannya
sinergi tamu tertib tokoh tujuan undangan upaya
"""

_ENGLISH = """
about above after again against all also among and any are around because been before being below between
both but can come could did does doing down during each even every few for friday from further get give
going had has have having her here hers him his how however into its itself just know last like made make
many may might monday more most much must need new next not now off once one only other our ours out over
own per really said same saturday says see she should since some still such sunday take than that the their
theirs them then there these they this those three through thursday thus time together too tuesday two under
until upon use used using very via want was way wednesday well went were what when where whether which while
who whom whose why will with within without would year years yes yet you your yours january february march
june july august october december
"""

STOP_WORDS = frozenset(f"{_INDONESIAN} {_INDONESIAN_REPORTING} {_INDONESIAN_CEREMONIES} {_ENGLISH}".split())

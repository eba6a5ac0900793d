/// Names as people of one language write them.
struct Culture {
  /// First names, each with the letters that an email address makes of it.
  var first: [(name: String, handle: String)]
  /// Last names.
  var last: [String]

  static let english = Culture(
    first: [
      ("Ava", "ava"), ("Liam", "liam"), ("Noah", "noah"), ("Mia", "mia"), ("Grace", "grace"),
      ("Oliver", "oliver"), ("Saoirse", "saoirse"), ("Theo 🎈", "theo"),
    ],
    last: ["Smith", "O'Neil", "Baker", "Fitzgerald-Ross", "Okafor", "Clarke", "Young", "St. John"])
  static let iberian = Culture(
    first: [
      ("José", "jose"), ("María", "maria"), ("Íñigo", "inigo"), ("Begoña", "begona"),
      ("João", "joao"), ("Conceição", "conceicao"), ("Ángel", "angel"), ("Núria", "nuria"),
    ],
    last: ["García", "Muñoz", "Peña Ibáñez", "Gonçalves", "Núñez", "Araújo", "Solé", "Yáñez"])
  static let french = Culture(
    first: [
      ("Amélie", "amelie"), ("Zoë", "zoe"), ("François", "francois"), ("Noël", "noel"),
      ("Hélène", "helene"), ("Jérôme", "jerome"), ("Anaïs", "anais"), ("Maëlle", "maelle"),
    ],
    last: ["Dupont", "Lefèvre", "d'Aubigné", "Brûlé", "Garçon", "L'Hôpital", "Moreau", "Bœuf"])
  static let nordic = Culture(
    first: [
      ("Søren", "soren"), ("Björn", "bjorn"), ("Åsa", "asa"), ("Łukasz", "lukasz"),
      ("Jürgen", "juergen"), ("Živa", "ziva"), ("Dagný", "dagny"), ("Ömer", "oemer"),
    ],
    last: ["Øverland", "Müller", "Kowalski", "Groß", "Þórsdóttir", "Åkerlund", "Şahin", "Dvořák"])
  static let cyrillic = Culture(
    first: [
      ("Ольга", "olga"), ("Дмитрий", "dmitry"), ("Наталия", "natalia"), ("Юрий", "yuri"),
      ("Їжакевич", "yizh"), ("Алёна", "alyona"),
    ],
    last: ["Иванов", "Кузнецова", "Щербак", "Соловьёв", "Шевченко", "Жукова"])
  static let greek = Culture(
    first: [("Ελένη", "eleni"), ("Γιώργος", "giorgos"), ("Ζωή", "zoi"), ("Νίκος", "nikos")],
    last: ["Παπαδοπούλου", "Γεωργίου", "Οικονόμου", "Νικολαΐδης"])
  static let arabic = Culture(
    first: [("فاطمة", "fatima"), ("أحمد", "ahmed"), ("ليلى", "layla"), ("يوسف", "yusuf")],
    last: ["الحداد", "المصري", "عبد الله", "الشريف"])
  static let hebrew = Culture(
    first: [("נועה", "noa"), ("דוד", "david"), ("תמר", "tamar"), ("יעקב", "yaakov")],
    last: ["כהן", "לוי", "פרידמן", "בן־דוד"])
  static let devanagari = Culture(
    first: [("प्रिया", "priya"), ("अर्जुन", "arjun"), ("लक्ष्मी", "lakshmi"), ("कृष्ण", "krishna")],
    last: ["शर्मा", "सिंह", "पटेल", "मिश्रा"])
  static let thai = Culture(
    first: [("สมชาย", "somchai"), ("กัญญา", "kanya"), ("ณัฐพล", "nattapon"), ("พิมพ์", "pim")],
    last: ["ใจดี", "ศรีสุข", "แก้วมณี", "บุญเรือง"])
  static let chinese = Culture(
    first: [("伟", "wei"), ("秀英", "xiuying"), ("磊", "lei"), ("小明", "xiaoming"), ("𠮷", "ji")],
    last: ["李", "王", "欧阳", "陳", "张"])
  static let japanese = Culture(
    first: [("由紀", "yuki"), ("さくら", "sakura"), ("翔太", "shota"), ("ケンジ", "kenji")],
    last: ["中村", "佐々木", "渡邊", "小野寺"])
  static let korean = Culture(
    first: [("민준", "minjun"), ("서연", "seoyeon"), ("지우", "jiwoo"), ("하은", "haeun")],
    last: ["김", "이", "박", "남궁"])
  /// People who sign with what their keyboard has.
  static let playful = Culture(
    first: [("Max 🦊", "max"), ("👩‍🚀 Ivy", "ivy"), ("Bo", "bo"), ("Zo\u{65}\u{301}", "zoe")],
    last: ["\"Ace\" Doe", "🇫🇮", "C:\\Temp", "van der Berg 👍🏽"])
}

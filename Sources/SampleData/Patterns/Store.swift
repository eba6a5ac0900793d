/// A shop of the programme.
struct Store {
  var name: String
  var currency: String
  var culture: Culture
  /// How much of the business it has, against the others.
  var weight: Int

  static let all = [
    Store(name: "Blue Door Coffee", currency: "USD", culture: .english, weight: 30),
    Store(name: "Librería del Puerto", currency: "EUR", culture: .iberian, weight: 14),
    Store(name: "Marché Saint-Aubin", currency: "EUR", culture: .french, weight: 11),
    Store(name: "Nordlicht Outdoor", currency: "EUR", culture: .nordic, weight: 10),
    Store(name: "Кофейня на углу", currency: "KZT", culture: .cyrillic, weight: 6),
    Store(name: "Αγορά 21", currency: "EUR", culture: .greek, weight: 4),
    Store(name: "متجر النخيل", currency: "AED", culture: .arabic, weight: 4),
    Store(name: "שוק העיר", currency: "ILS", culture: .hebrew, weight: 3),
    Store(name: "चाय घर", currency: "INR", culture: .devanagari, weight: 4),
    Store(name: "ตลาดริมน้ำ", currency: "THB", culture: .thai, weight: 3),
    Store(name: "明月茶館", currency: "TWD", culture: .chinese, weight: 4),
    Store(name: "茶と本 京都", currency: "JPY", culture: .japanese, weight: 4),
    Store(name: "달빛 책방", currency: "KRW", culture: .korean, weight: 3),
    Store(name: "Pop-up 🎪", currency: "USD", culture: .playful, weight: 1),
  ]
}

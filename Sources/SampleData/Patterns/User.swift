/// A member of the programme, worked out from the seed and the number, so that a hundred million of
/// them take no memory.
struct User {
  let number: Int
  /// The 128 bits of the identifier.
  let first: UInt64, second: UInt64
  /// Where the user shops as a rule.
  let homeStore: Int
  /// Which first and last name, of those of the home store's culture; nil where none was given.
  let firstName: Int?, lastName: Int?

  init(_ number: Int, seed: UInt64) {
    var random = SplitMix64(seed: seed, stream: 1, index: UInt64(truncatingIfNeeded: number))
    self.number = number
    first = random.next()
    second = random.next()
    homeStore = Self.storeOfPercentile[random.below(Self.storeOfPercentile.count)]
    let culture = Store.all[homeStore].culture
    firstName = random.oneIn(80) ? nil : random.below(culture.first.count)
    lastName = random.oneIn(40) ? nil : random.below(culture.last.count)
  }

  /// Each store as often as it weighs.
  private static let storeOfPercentile: [Int] = Store.all.indices.flatMap {
    Array(repeating: $0, count: Store.all[$0].weight)
  }
}

/// The texts of all people and stores, interned in a document.
struct InternedTexts {
  struct People {
    var first: [(name: PoolRange, handle: PoolRange)]
    var last: [PoolRange]
  }

  let people: [People]
  let storeNames: [PoolRange]
  let storeIDs: [PoolRange]
  let merchantIDs: [PoolRange]
  let currencies: [PoolRange]

  init(seed: UInt64, in document: inout SampleDocument) {
    var people: [People] = []
    var names: [PoolRange] = []
    var ids: [PoolRange] = []
    var merchants: [PoolRange] = []
    var currencies: [PoolRange] = []
    for (index, store) in Store.all.enumerated() {
      let culture = store.culture
      var own = People(first: [], last: [])
      for (name, handle) in culture.first {
        own.first.append((document.intern(name), document.intern(handle)))
      }
      for name in culture.last { own.last.append(document.intern(name)) }
      people.append(own)
      names.append(document.intern(store.name))
      ids.append(document.intern(Self.identifier(seed, 2, index)))
      // Stores belong to merchants, three to one.
      merchants.append(document.intern(Self.identifier(seed, 3, index / 3)))
      currencies.append(document.intern(store.currency))
    }
    self.people = people
    storeNames = names
    storeIDs = ids
    merchantIDs = merchants
    self.currencies = currencies
  }

  /// 32 hexadecimal digits.
  private static func identifier(_ seed: UInt64, _ stream: UInt64, _ index: Int) -> String {
    var random = SplitMix64(seed: seed, stream: stream, index: UInt64(truncatingIfNeeded: index))
    var text = OutputBytes()
    text.append(hex: random.next())
    text.append(hex: random.next())
    return String(decoding: text.copied(), as: UTF8.self)
  }
}

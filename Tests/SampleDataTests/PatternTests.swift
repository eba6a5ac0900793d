import Testing

@testable import SampleData

@Suite("Patterns keep what they promise")
struct PatternTests {
  /// These numbers were taken on x86-64 Linux. If they change, benchmarks lose their history and
  /// the samples are not what the documentation shows.
  @Test(
    arguments: [
      (SampleRecipe.Pattern.programme, 4_975_869_575_222_817_173),
      (.awkward, 6_425_236_073_683_604_852),
      (.closedForm, 1_145_170_592_253_047_230),
    ] as [(SampleRecipe.Pattern, UInt64)])
  func sameSeedSameBytes(_ pattern: SampleRecipe.Pattern, _ hash: UInt64) {
    let recipe = SampleRecipe(pattern, documents: 100, users: 60, seed: 42)
    let all = SampleForm.allCases.flatMap { recipe.bytes(as: $0) }
    #expect(fnv1a(all) == hash)
  }

  @Test(
    arguments: [(0, 1), (1, 1), (17, 1), (5, 7), (7, 7), (1000, 1), (4003, 1000), (12_345, 1001)])
  func closedFormIsWhatTheDocumentsAddUpTo(_ documents: Int, _ users: Int) throws {
    let recipe = SampleRecipe(.closedForm, documents: documents, users: users, seed: 3)
    let form = ClosedForm(documents: documents, users: users)
    var sums: [String: ClosedForm.Totals] = [:]
    var all = ClosedForm.Totals()
    var document = SampleDocument()
    var pattern = ClosedFormPattern(recipe, in: &document)
    for index in 0..<documents {
      document.reset()
      pattern.make(index, into: &document)
      let transaction = try Self.read(document)
      Self.add(transaction, to: &sums[transaction.user, default: ClosedForm.Totals()])
      Self.add(transaction, to: &all)
    }
    #expect(all == form.totals)
    #expect(sums.count == form.activeUsers)
    for position in 0..<form.activeUsers {
      let key = ClosedForm.key(of: form.user(at: position), seed: 3)
      #expect(sums[key] == form.totals(at: position))
    }
  }

  @Test func closedFormOfManyDoesNotOverflow() {
    let form = ClosedForm(documents: 1_000_000_000_000, users: 100_000_000)
    #expect(form.totals.transactions == 1_000_000_000_000)
    #expect(form.totals.awarded > form.totals.redeemed)
  }

  @Test func collidingKeysCollide() {
    var document = SampleDocument()
    var texts: Set<String> = []
    var hashes: Set<UInt64> = []
    for number in [0, 1, 2, 3, 4, 1023, 65_537, (1 << 20) - 1] {
      document.reset()
      guard case .string(let text) = SampleKeys.fnv.value(number, 0, 0, in: &document) else {
        Issue.record("not a string")
        continue
      }
      texts.insert(document.string(text))
      hashes.insert(fnv1a(document.string(text).utf8))
    }
    #expect(texts.count == 8 && hashes.count == 1)
  }

  @Test func wyhashKeysCollideWhateverTheSeed() {
    var document = SampleDocument()
    for seed in [0, 1, 0x1234_5678_9ABC_DEF0] as [UInt64] {
      var hashes: Set<UInt64> = []
      for number in 0..<50 {
        document.reset()
        guard
          case .binary(let subtype, let range) = SampleKeys.wyhash.value(
            number, 0, 0, in: &document)
        else { continue }
        let bytes = document.bytes(of: range)
        hashes.insert(Self.wyhash([subtype] + (0..<bytes.byteCount).map { bytes.byte($0) }, seed))
      }
      #expect(hashes.count == 1)
    }
  }

  @Test func programmeReadsLikeOne() throws {
    let recipe = SampleRecipe(documents: 5000, users: 800, seed: 21)
    var document = SampleDocument()
    var pattern = ProgrammePattern(recipe, in: &document)
    var users: Set<String> = []
    var statuses: Set<String> = []
    var last = Int64.min
    for index in 0..<recipe.documents {
      document.reset()
      pattern.make(index, into: &document)
      for field in document.fields {
        switch (document.string(field.name), field.value) {
        case ("user_id", .string(let text)): users.insert(document.string(text))
        case ("points_status", .string(let text)): statuses.insert(document.string(text))
        case ("created_time", .date(let time)):
          #expect(time >= last)
          last = time
        default: break
        }
      }
    }
    #expect((400...800).contains(users.count))
    #expect(statuses == Set(InternedWords.statuses))
    #expect(last < Event.start + Int64(Event.span))
  }

  /// A transaction as a test sees it, in quarters of a point.
  private struct Transaction {
    var user = ""
    var type = ""
    var quarters: Int128 = 0
  }

  private static func read(_ document: borrowing SampleDocument) throws -> Transaction {
    var transaction = Transaction()
    for field in document.fields {
      switch (document.string(field.name), field.value) {
      case ("user_id", .string(let text)): transaction.user = document.string(text)
      case ("transaction_type", .string(let text)): transaction.type = document.string(text)
      case ("points", .int32(let number)): transaction.quarters = 4 * Int128(number)
      case ("points", .int64(let number)): transaction.quarters = 4 * Int128(number)
      case ("points", .double(let number)):
        transaction.quarters = try #require(Int128(exactly: number * 4))
      default: break
      }
    }
    return transaction
  }

  private static func add(_ transaction: Transaction, to sums: inout ClosedForm.Totals) {
    sums.transactions += 1
    switch transaction.type {
    case "award": sums.awarded += transaction.quarters
    case "redeem": sums.redeemed += transaction.quarters
    default: sums.deducted += transaction.quarters
    }
  }

  /// wyhash, final version 4, of 32 bytes, with its default constants.
  private static func wyhash(_ bytes: [UInt8], _ start: UInt64) -> UInt64 {
    let secret: [UInt64] = [0x2D35_8DCC_AA6C_78A5, 0x8BB8_4B93_962E_ACC9]
    func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
      let product = a.multipliedFullWidth(by: b)
      return product.low ^ product.high
    }
    func word(_ place: Int) -> UInt64 {
      (0..<8).reduce(0) { $0 | UInt64(bytes[place + $1]) << UInt64(8 * $1) }
    }
    var seed = start ^ mix(start ^ secret[0], secret[1])
    seed = mix(word(0) ^ secret[1], word(8) ^ seed)
    let product = (word(16) ^ secret[1]).multipliedFullWidth(by: word(24) ^ seed)
    return mix(product.low ^ secret[0] ^ 32, product.high ^ secret[1])
  }
}

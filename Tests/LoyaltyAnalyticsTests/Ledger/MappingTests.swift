import DumpReader
import TestSupport
import Testing

@testable import LoyaltyAnalytics

/// What the mapping can say, on a few documents in each form.
@Suite("Mappings")
struct MappingTests {
  /// Awarded, redeemed and deducted, then transactions and rejected ones.
  func totals(_ lines: String, _ change: (inout Query) -> Void) throws -> String {
    var query = Query()
    query.statuses = .any
    change(&query)
    let file = try TemporaryFile(Array(lines.utf8))
    let result = try Analysis(query).run(paths: [file.path])
    let totals = result.totals
    return "\(totals.awarded) / \(totals.redeemed) / \(totals.deducted), "
      + "\(totals.transactions) of \(result.documents.read), "
      + "\(result.documents.rejected.total) rejected"
  }

  @Test("The first alternative that is there and not null")
  func alternatives() throws {
    let lines = """
      {"user_id":"a","transaction_type":"award","amount":1}
      {"user_id":"a","transaction_type":"award","amount":null,"details":{"points":2}}
      {"user_id":"a","transaction_type":"award","details":{"points":4},"other":16}
      {"user_id":"a","transaction_type":"award","amount":8,"details":{"points":32}}
      {"user_id":"a","transaction_type":"award","amount":null,"details":{"points":null}}
      {"user_id":"a","transaction_type":"award"}

      """
    let text = try totals(lines) { $0.mapping.points = "amount|details.points" }
    #expect(text == "15 / 0 / 0, 4 of 6, 2 rejected")
    let key = try totals(lines) {
      $0.mapping.user = "nobody|user_id"
      $0.mapping.points = "amount|details.points|other"
    }
    #expect(key == "15 / 0 / 0, 4 of 6, 2 rejected")
  }

  @Test("A key with dots is found where there is no nested field")
  func dottedKeys() throws {
    let lines = """
      {"customer.id":"a","transaction_type":"award","tx.value.points":1}
      {"customer":{"id":"a"},"transaction_type":"award","tx":{"value":{"points":2}}}
      {"customer.id":"b","customer":{"id":"a"},"transaction_type":"award","tx.value":{"points":4}}
      {"customer":{"id":"a"},"customer.id":"b","transaction_type":"award","tx":{"value.points":8}}
      {"customer":{"name":"x"},"customer.id":"a","transaction_type":"award","tx.value.points":16}

      """
    let text = try totals(lines) {
      $0.mapping.user = "customer.id"
      $0.mapping.points = "tx.value.points"
      $0.stores = []
      $0.conditions = [.init(field: "customer.id", value: "a")]
    }
    #expect(text == "31 / 0 / 0, 5 of 5, 0 rejected")
    // The same field twice.
    let twice = try totals(
      #"{"customer.id":"a","customer.id":"a","transaction_type":"award","points":1}"#
    ) {
      $0.mapping.user = "customer.id"
    }
    #expect(twice == "0 / 0 / 0, 0 of 1, 1 rejected")
  }

  static let signs = """
    {"user_id":"a","transaction_type":"award","points":1}
    {"user_id":"a","transaction_type":"award","points":-2}
    {"user_id":"a","transaction_type":"redeem","points":4}
    {"user_id":"a","transaction_type":"redeem","points":-8}
    {"user_id":"a","transaction_type":"deduct","points":16}
    {"user_id":"a","transaction_type":"deduct","points":-32}
    {"user_id":"a","transaction_type":"refund","points":64}
    {"user_id":"a","transaction_type":"refund","points":-128}
    {"user_id":"a","transaction_type":"hold","points":256}
    {"user_id":"a","points":512}
    {"user_id":"a","transaction_type":null,"points":-1024}
    {"user_id":"a","transaction_type":7,"points":2048}

    """

  @Test(
    "What types and amounts below zero mean",
    arguments: [
      ([:], nil, "-1 / -4 / -16, 6"),
      ([:], .redeem, "1 / 14 / 48, 6"), ([:], .deduct, "1 / 12 / 50, 6"),
      ([:], .award, "43 / 4 / 16, 6"),
      (["refund": .redeemBack], nil, "-1 / 60 / -16, 8"),
      (["refund": .redeemBack], .redeem, "1 / 78 / 48, 8"),
      (["refund": .redeemBack], .deduct, "1 / -52 / 178, 8"),
      (["refund": .awardBack], .redeem, "-191 / 14 / 48, 8"),
      (["refund": .deductBack], .award, "43 / 4 / -176, 8"),
      (["refund": .ignore, "hold": .ignore], nil, "-1 / -4 / -16, 6"),
      (["*": .award, "hold": .ignore], nil, "1471 / -4 / -16, 11"),
      (["*": .award, "refund": .redeemBack, "hold": .ignore], .redeem, "2561 / 1102 / 48, 11"),
      (["7": .deduct], nil, "-1 / -4 / 2032, 7"),
    ] as [([String: TypeMeaning], TransactionKind?, String)])
  func meanings(types: [String: TypeMeaning], negative: TransactionKind?, sums: String) throws {
    let text = try totals(Self.signs) {
      for (value, meaning) in types { $0.mapping.types[value] = meaning }
      $0.mapping.negative = negative
    }
    #expect(text == sums + " of 12, 0 rejected")
  }

  @Test("Types that are ignored are tallied like those that are not known")
  func ignored() throws {
    var query = Query()
    query.mapping.types["hold"] = .ignore
    let file = try TemporaryFile(Array(Self.signs.utf8))
    let counts = try Analysis(query).run(paths: [file.path]).documents
    #expect(counts.excluded.type == 6)
    #expect(counts.types.contains(ValueCount(value: "hold", count: 1)))
  }

  static let ledger = """
    {"user_id":"a","credit":1,"debit":null}
    {"user_id":"a","credit":2,"debit":0}
    {"user_id":"a","credit":4,"debit":8,"lapsed":16}
    {"user_id":"b","debit":32}
    {"user_id":"b","credit":0,"debit":0}
    {"user_id":"b","credit":"","debit":64}
    {"user_id":"b","credit":"x","debit":128}
    {"user_id":"b","credit":null}
    {"user_id":"b"}
    {"user_id":"b","credit":-256}
    {"user_id":512,"credit":512,"debit":1024}

    """

  @Test(
    "A column for each sum",
    arguments: [
      (nil, "263 / 1128 / 0, 8"), (.redeem, "519 / 1384 / 0, 8"), (.award, "775 / 1128 / 0, 8"),
    ] as [(TransactionKind?, String)])
  func columns(negative: TransactionKind?, sums: String) throws {
    let text = try totals(Self.ledger) {
      $0.mapping.awarded = "credit"
      $0.mapping.redeemed = "debit"
      $0.mapping.negative = negative
    }
    #expect(text == sums + " of 11, 3 rejected")
  }

  @Test("Several amounts are one transaction, whatever the batch that they are in")
  func columnsInBatches() throws {
    let lines = (0..<1000).map { #"{"user_id":\#($0 % 7).5,"credit":1,"debit":2,"lapsed":3}"# }
    var query = Query()
    query.mapping.awarded = "credit"
    query.mapping.redeemed = "debit"
    query.mapping.deducted = "lapsed"
    let file = try TemporaryFile(Array(lines.joined(separator: "\n").utf8))
    for threads in [1, 4] {
      var analysis = Analysis(query)
      analysis.threads = threads
      analysis.addsUpMonths = true
      var result = try analysis.run(paths: [file.path])
      #expect(result.total == 7)
      #expect(result.totals.transactions == 1000)
      #expect(
        "\(result.totals.awarded) \(result.totals.redeemed) \(result.totals.deducted)"
          == "1000 2000 3000")
      var rows = 0
      while let row = try result.rows.next() {
        #expect(row.amounts.redeemed.units == 2 * row.amounts.awarded.units)
        #expect(Points(Int64(row.amounts.transactions)) == row.amounts.awarded)
        rows += 1
      }
      #expect(rows == 7)
    }
  }

  @Test("A table says the same as its documents")
  func table() throws {
    let rows = """
      user_id,credit,debit,lapsed
      a,1,,
      a,2,0,
      a,4,8,16
      b,,32,
      b,0,0,
      b,"",64,
      b,x,128,
      b,,,
      b,,,
      b,-256,,
      512,512,1024,

      """
    for change: (inout Query) -> Void in [
      { $0.mapping.deducted = "lapsed" }, { $0.mapping.negative = .deduct }, { $0.amounts = .text },
    ] {
      func columns(_ query: inout Query) {
        query.mapping.awarded = "credit"
        query.mapping.redeemed = "debit"
        change(&query)
      }
      #expect(try totals(rows, columns) == totals(Self.ledger, columns))
    }
  }
}

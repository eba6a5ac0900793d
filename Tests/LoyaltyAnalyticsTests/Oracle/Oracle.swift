import DumpReader
import LoyaltyAnalytics
import TestSupport

/// The contract, slow and obvious: what becomes of documents that libbson has decoded, by sections 2
/// to 4, one rule after the other.
///
/// It shares nothing with the code under test: documents come through libbson's Extended JSON,
/// amounts are lists of digits, groups are found by comparing keys.
struct Oracle {
  var query: Query
  private(set) var counts = DocumentCounts()
  private(set) var groups: [OracleGroup] = []

  init(_ query: Query) {
    self.query = query
  }

  /// Takes in a whole BSON document; one that libbson refuses is malformed.
  mutating func take(_ document: [UInt8]) {
    if query.mapping.unwind != nil { counts.unwound = (counts.unwound ?? 0) + 1 }
    guard let text = extendedJSON(document, canonical: true), let json = JSONValue(text) else {
      counts.read += 1
      counts.rejected.malformed += 1
      return
    }
    guard let path = query.mapping.unwind else { return take(json) }
    var value: JSONValue? = json
    for name in path.split(separator: ".") { value = value?[String(name)] }
    switch value {
    case nil, .null, .array([]):
      counts.read += 1
      counts.excluded.empty += 1
    case .array(let elements):
      for element in elements { take(json, (path, element)) }
    case let element?:
      take(json, (path, element))
    }
  }

  /// Takes in all documents there are, of those with one id the last one only.
  mutating func take(deduping documents: [[UInt8]]) {
    let ids = documents.map { document in
      extendedJSON(document, canonical: true).flatMap { JSONValue($0) }
        .map { OracleID.Reading($0, path: query.mapping.id) } ?? .none
    }
    var last: [(id: OracleID, index: Int)] = []
    for (index, id) in ids.enumerated() {
      guard case .id(let id) = id else { continue }
      if let known = last.firstIndex(where: { $0.id == id }) {
        last[known].index = index
      } else {
        last.append((id, index))
      }
    }
    counts.excluded.duplicate = 0
    for (index, document) in documents.enumerated() {
      switch ids[index] {
      case .none: take(document)
      case .unusable:
        if query.mapping.unwind != nil { counts.unwound = (counts.unwound ?? 0) + 1 }
        counts.read += 1
        counts.rejected.user += 1
      case .id:
        if last.contains(where: { $0.index == index }) {
          take(document)
        } else {
          if query.mapping.unwind != nil { counts.unwound = (counts.unwound ?? 0) + 1 }
          counts.read += 1
          counts.excluded.duplicate = (counts.excluded.duplicate ?? 0) + 1
        }
      }
    }
  }

  /// Takes in one transaction: a document, or an element of the array in it that is unwound.
  private mutating func take(_ json: JSONValue, _ element: (path: String, value: JSONValue)? = nil)
  {
    counts.read += 1
    let mapping = query.mapping
    func field(_ path: String) -> OracleValue? {
      var value: JSONValue? = json
      var names = path.split(separator: ".")[...]
      if let element, names.starts(with: element.path.split(separator: ".")) {
        value = element.value
        names = names.dropFirst(element.path.split(separator: ".").count)
      }
      for name in names { value = value?[String(name)] }
      return value.map { OracleValue($0) }
    }
    func present(_ path: String) -> OracleValue? {
      if case .null = field(path) { return nil }
      return field(path)
    }

    if !query.stores.isEmpty {
      guard let store = present(mapping.store), query.stores.contains(where: store.equals) else {
        counts.excluded.store += 1
        return
      }
    }
    guard Self.accepts(field(mapping.status), query.statuses) else {
      counts.excluded.status += 1
      return
    }
    let written = present(mapping.time)
    let time = written.flatMap { OracleTime.milliseconds($0) }
    if query.from != nil || query.until != nil {
      if let written, OracleTime.milliseconds(written) == nil {
        counts.rejected.time += 1
        return
      }
      guard let time, time >= query.from ?? .min, time < query.until ?? .max else {
        counts.excluded.time += 1
        return
      }
    }
    for condition in query.conditions {
      let equals = present(condition.field).map { $0.equals(condition.value) } ?? false
      guard equals == (condition.comparison == .equal) else {
        counts.excluded.where += 1
        return
      }
    }
    guard case .string(let name) = field(mapping.type),
      let kind = mapping.types[String(decoding: name, as: UTF8.self)].flatMap({
        TransactionKind(name: $0.name)
      })
    else {
      counts.excluded.type += 1
      return
    }
    let keyPaths = query.grouping.parts.map { Self.path($0, mapping) }
    let parts = keyPaths.compactMap { OracleKey(field($0)) }
    guard parts.count == keyPaths.count else {
      counts.rejected.user += 1
      return
    }
    let key = parts.count == 1 ? parts[0] : .combination(parts)
    guard case .number(.finite(_, let points)) = field(mapping.points),
      points.magnitude < ExactDecimal(isNegative: false, digits: [1], exponent: 20)
    else {
      counts.rejected.points += 1
      return
    }
    counts.counted += 1
    let amount = points.rounded(toFractionDigits: 18)
    if amount != points { counts.rounded += 1 }
    let index = groups.firstIndex { $0.key == key } ?? groups.count
    if index == groups.count { groups.append(OracleGroup(key: key)) }
    // Nobody stands on another field, or on the group without a key.
    let isPerson = keyPaths.contains {
      [mapping.user, mapping.email].contains($0) && present($0) != nil
    }
    let labels = isPerson ? [mapping.email, mapping.firstName, mapping.lastName] : []
    groups[index].add(kind, amount, time, labels: labels.map { field($0) })
  }

  private static func path(_ grouping: Grouping, _ mapping: FieldMapping) -> String {
    switch grouping {
    case .field(let path): path
    case .store: mapping.store
    case .type: mapping.type
    case .status: mapping.status
    default: mapping.user
    }
  }

  private static func accepts(_ value: OracleValue?, _ rule: StatusRule) -> Bool {
    switch rule {
    case .any: return true
    case .standard:
      guard let value else { return true }
      guard case .string(let bytes) = value else { return false }
      return StatusRule.standardValues.contains { standard in
        // Letters of ASCII alone have two cases here.
        Array(standard.utf8) == bytes.map { (0x41...0x5A).contains($0) ? $0 + 32 : $0 }
      }
    case .only(let names):
      return names.contains { value?.equals($0) ?? false }
    }
  }

  /// All groups in the order of a ranking.
  func ranked(by ranking: Ranking) -> [OracleGroup] {
    groups.sorted { a, b in
      let (left, right) = (a.sortKey(ranking.column), b.sortKey(ranking.column))
      if left == right { return a.key < b.key }
      return ranking.ascending ? left < right : left > right
    }
  }
}

/// One group of the oracle.
struct OracleGroup {
  let key: OracleKey
  var awarded = ExactDecimal.zero, redeemed = ExactDecimal.zero, deducted = ExactDecimal.zero
  var transactions = 0
  var times: [Int64] = []
  /// E-mail, first name, last name.
  var labels: [[UInt8]?] = [nil, nil, nil]

  init(key: OracleKey) {
    self.key = key
  }

  var net: ExactDecimal { awarded - redeemed - deducted }

  fileprivate mutating func add(
    _ kind: TransactionKind, _ amount: ExactDecimal, _ time: Int64?, labels found: [OracleValue?]
  ) {
    switch kind {
    case .award: awarded = awarded + amount
    case .redeem: redeemed = redeemed + amount
    case .deduct: deducted = deducted + amount
    }
    transactions += 1
    if let time { times.append(time) }
    for (i, value) in found.enumerated() where labels[i] == nil {
      if case .string(let bytes) = value, !bytes.isEmpty { labels[i] = bytes }
    }
  }

  fileprivate func sortKey(_ column: Ranking.Column) -> ExactDecimal {
    switch column {
    case .awarded: awarded
    case .redeemed: redeemed
    case .deducted: deducted
    case .net: net
    case .transactions: ExactDecimal("\(transactions)") ?? .zero
    case .user: .zero
    }
  }
}

extension OracleValue {
  /// Whether the value is what somebody means by a text on the command line.
  func equals(_ text: String) -> Bool {
    switch self {
    case .string(let bytes): return bytes == Array(text.utf8)
    case .objectID(let digits): return digits == text.lowercased()
    case .bool(let value): return text == "\(value)"
    case .number(.finite(let exact, let shown)):
      guard let number = ExactDecimal(text) else { return false }
      return number == exact || number == shown
    case .binary(let subtype, _):
      guard ["03", "04"].contains(subtype), case .binary(let bytes) = OracleKey(self) else {
        return false
      }
      let digits = bytes.dropFirst().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
      return digits.joined() == text.lowercased().filter { $0 != "-" } && text.count == 36
    case .date(let milliseconds): return OracleTime.milliseconds(text) == milliseconds
    case .null, .number, .timestamp, .other: return false
    }
  }
}

import TestSupport

/// What tells a document apart, as the oracle sees it: a key, or what is in an array or a document.
indirect enum OracleID: Equatable {
  case key(OracleKey)
  case array([OracleID])
  case document([Member])

  struct Member: Equatable {
    var name: [UInt8]
    var value: OracleID
  }

  /// What a document has in place of an id.
  enum Reading {
    case none, unusable
    case id(OracleID)

    /// The id at a path of a document.
    init(_ document: JSONValue, path: String) {
      var value: JSONValue? = document
      for name in path.split(separator: ".") { value = value?[String(name)] }
      guard let value, value != .null else {
        self = .none
        return
      }
      self = OracleID(value).map { .id($0) } ?? .unusable
    }
  }

  /// nil for what cannot be an id.
  init?(_ json: JSONValue) {
    switch json {
    case .array(let elements):
      let ids = elements.map { OracleID($0) }
      guard !ids.contains(nil) else { return nil }
      self = .array(ids.compactMap(\.self))
    case .object(let members) where members.first?.name.first != UInt8(ascii: "$"):
      let ids = members.map { OracleID($0.value) }
      guard !ids.contains(nil) else { return nil }
      self = .document(
        zip(members, ids).compactMap { member, id in
          id.map { Member(name: member.name, value: $0) }
        })
    default:
      guard let key = OracleKey(OracleValue(json)) else { return nil }
      self = .key(key)
    }
  }
}

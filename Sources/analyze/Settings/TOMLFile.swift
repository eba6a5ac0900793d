import TOMLKit

/// A file of settings in TOML (https://toml.io), as plain values.
///
/// The only place that knows the parser.
struct TOMLFile: Sendable {
  /// A value of the file.
  enum Value: Sendable {
    /// A text; a date or time as it is written there.
    case text(String)
    /// A number, as it would stand on the command line.
    case number(String)
    case flag(Bool)
    case list([Value])
    case table([(name: String, value: Value)])

    /// Whether it is a text without a character.
    var isEmptyText: Bool { if case .text("") = self { true } else { false } }
  }

  /// The file, as the user named it.
  let path: String
  /// The values at the top, by name.
  let entries: [(name: String, value: Value)]

  /// Larger files are no settings.
  private static let maximumSize = 1 << 20

  /// Reads a file.
  ///
  /// - Throws: ``SettingsError`` that says what is wrong with it, and where.
  init(path: String) throws {
    let text: String
    do {
      text = try Self.read(path)
    } catch {
      throw SettingsError(path: path, reason: "cannot be read: \(error)")
    }
    try self.init(path: path, text: text)
  }

  /// Reads the text of a file.
  ///
  /// - Throws: ``SettingsError`` that says what is wrong with it, and where.
  init(path: String, text: String) throws {
    self.path = path
    do {
      entries = try Self.entries(of: TOMLTable(string: text), depth: 0)
    } catch let error as TOMLParseError {
      throw SettingsError(
        path: path,
        reason: "line \(error.source.begin.line), column \(error.source.begin.column): "
          + error.description.lowercasedFirst)
    } catch {
      throw SettingsError(path: path, reason: "\(error)")
    }
  }

  private static func read(_ path: String) throws -> String {
    let bytes = try SmallFile.bytes(of: path, upTo: maximumSize + 1)
    guard bytes.count <= maximumSize else {
      throw SettingsFault(description: "it is larger than 1 MiB")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw SettingsFault(description: "it is not UTF-8")
    }
    return text
  }

  private static func entries(
    of table: TOMLTable, depth: Int
  ) throws -> [(name: String, value: Value)] {
    // Settings are two levels deep at most.
    guard depth < 4 else { throw SettingsFault(description: "tables are nested too deeply") }
    return try table.keys.compactMap { name in
      guard let value = table[name] else { return nil }
      return (name, try self.value(value, depth: depth))
    }
  }

  private static func value(_ value: any TOMLValueConvertible, depth: Int) throws -> Value {
    if let text = value.string { return .text(text) }
    if let flag = value.bool { return .flag(flag) }
    if let number = value.int { return .number("\(number)") }
    if let number = value.double { return .number("\(number)") }
    if let table = value.table { return .table(try entries(of: table, depth: depth + 1)) }
    if let array = value.array {
      guard depth < 4 else { throw SettingsFault(description: "lists are nested too deeply") }
      return .list(try array.map { try self.value($0, depth: depth + 1) })
    }
    return .text(value.debugDescription)
  }
}

extension String {
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}

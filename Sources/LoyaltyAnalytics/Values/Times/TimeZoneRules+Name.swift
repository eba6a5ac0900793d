internal import DumpReader

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Why a time zone cannot be had.
public struct TimeZoneError: Error, Sendable, Equatable {
  /// What was asked for.
  public let name: String
  /// What is wrong and what to do about it, as a sentence without a full stop.
  public let reason: String
}

extension TimeZoneError: CustomStringConvertible {
  /// `name: reason`.
  public var description: String { "\(name): \(reason)" }
}

extension TimeZoneRules {
  /// Finds a time zone: `UTC` or `Z`, an offset such as `+02:00`, or a name of the IANA database
  /// such as `Europe/Berlin`.
  ///
  /// The database is looked for in the folder that the environment variable TZDIR names, then where
  /// systems have it.
  ///
  /// - Parameter name: The name or offset.
  /// - Throws: ``TimeZoneError``, which suggests a name where one is similar.
  public init(named name: String) throws(TimeZoneError) {
    try self.init(named: name, folders: Self.folders)
  }

  init(named name: String, folders: [String]) throws(TimeZoneError) {
    let bytes = Array(name.utf8)
    if ["UTC", "Z"].contains(name.uppercased()) {
      self = .utc
    } else if let first = bytes.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") {
      guard let offset = Self.fixedOffset(bytes.rawBytes) else {
        throw TimeZoneError(name: name, reason: "an offset is written as +02:00")
      }
      self.init(name: name, fixedOffset: offset)
    } else {
      guard Self.isName(bytes) else {
        throw TimeZoneError(
          name: name,
          reason: "a time zone has a name such as Europe/Berlin, or an offset such as +02:00"
        )
      }
      try self.init(databaseName: name, folders: folders)
    }
  }

  private init(databaseName name: String, folders: [String]) throws(TimeZoneError) {
    var hasDatabase = false
    for folder in folders {
      if let file = Self.contents(of: "\(folder)/\(name)") {
        guard let rules = TimeZoneRules(name: name, file: file.rawBytes) else {
          throw TimeZoneError(name: name, reason: "\(folder)/\(name) is no time zone file")
        }
        self = rules
        return
      }
      guard !hasDatabase, let list = Self.contents(of: "\(folder)/zone.tab") else { continue }
      hasDatabase = true
      if let similar = Self.similarName(to: name, in: list) {
        throw TimeZoneError(
          name: name, reason: "there is no such time zone; did you mean \(similar)?")
      }
    }
    throw TimeZoneError(
      name: name,
      reason: hasDatabase
        ? "there is no such time zone; the names are those of the IANA database, such as Europe/Berlin"
        : "no time zone database in \(folders.joined(separator: ", ")); install tzdata, "
          + "set TZDIR, or give an offset such as +02:00")
  }

  /// The folders to look in.
  private static var folders: [String] {
    var folders = ["/usr/share/zoneinfo", "/var/db/timezone/zoneinfo", "/usr/share/lib/zoneinfo"]
    if let named = unsafe getenv("TZDIR") {
      let folder = unsafe String(cString: named)
      if !folder.isEmpty { folders.insert(folder, at: 0) }
    }
    return folders
  }

  /// Whether a name can only lie inside the folder: no absolute path, no `..`, nothing unusual.
  private static func isName(_ bytes: [UInt8]) -> Bool {
    guard bytes.count <= 255 else { return false }
    let parts = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
      !part.isEmpty && part.first != UInt8(ascii: ".")
        && part.allSatisfy { byte in
          switch byte {
          case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
            UInt8(ascii: "+"), UInt8(ascii: "."):
            true
          default: false
          }
        }
    }
  }

  /// `+02`, `+0200` or `+02:00` as seconds east of UTC.
  private static func fixedOffset(_ text: RawSpan) -> Int? {
    var scanner = DigitScanner(text)
    guard let offset = try? ParsedDateTime.offset(&scanner), scanner.isAtEnd else { return nil }
    return offset
  }

  /// A whole file; nil when it cannot be read. The largest zone is of 4 KB; more than 1 MiB is none.
  private static func contents(of path: String) -> [UInt8]? {
    guard let source = try? FileSource(path: path) else { return nil }
    var file: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 64 << 10)
    while file.count <= 1 << 20 {
      var span = part.mutableSpan
      var bytes = unsafe span.mutableBytes
      guard let count = try? source.read(into: &bytes) else { return nil }
      if count == 0 { return file }
      file.append(contentsOf: part.prefix(count))
    }
    return nil
  }
}

extension TimeZoneRules {
  /// The name on the list that is most like another: the same but for letter case and blanks, the
  /// same city, or up to two letters apart.
  ///
  /// - Parameter list: `zone.tab` of the database: on each line a country, a place and a name,
  ///   separated by tabs.
  static func similarName(to name: String, in list: [UInt8]) -> String? {
    let wanted = folded(name)
    var best: (distance: Int, name: String)?
    for line in list.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
      let columns = line.split(separator: UInt8(ascii: "\t"))
      guard columns.count >= 3 else { continue }
      let candidate = String(decoding: columns[2], as: UTF8.self)
      let whole = folded(candidate)
      let city = whole.split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? whole
      let distance = min(editDistance(wanted, whole), editDistance(wanted, city))
      if distance <= 2, distance < min(best?.distance ?? 3, wanted.count) {
        best = (distance, candidate)
      }
    }
    return best?.name
  }

  private static func folded(_ name: String) -> [UInt8] {
    name.lowercased().utf8.map { $0 == UInt8(ascii: " ") ? UInt8(ascii: "_") : $0 }
  }

  /// How many letters must be put in, left out or changed to get from one to the other; above 2 it
  /// may be more (Levenshtein 1966).
  private static func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    guard abs(a.count - b.count) <= 2 else { return 3 }
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, diagonal + (x == y ? 0 : 1))
        diagonal = above
      }
    }
    return row[b.count]
  }
}

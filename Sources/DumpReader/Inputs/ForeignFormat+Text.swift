extension ForeignFormat {
  /// How much text is looked at.
  private static let textSize = 4 << 10

  /// Recognises text that is no JSON and no table: statements, markup of settings, what programs print.
  init?(textOf head: [UInt8]) {
    let start = head.textStart
    let bytes = head[start...].prefix(Self.textSize)
    guard !bytes.contains(0) else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(whereSeparator: \.isNewline)
    guard let first = lines.first(where: { !$0.allSatisfy(\.isWhitespace) }) else { return nil }
    if first.hasPrefix("\"{\\\"") || Self.holdsArrayInText(first) {
      self = .jsonInText
    } else if Self.isExpanded(first) {
      self = .expanded
    } else if Self.holdsInserts(lines) {
      self = .inserts
    } else if Self.isSQL(lines) {
      self = .sql
    } else if Self.isYAML(first, lines) {
      self = .yaml
    } else if let language = Self.language(first) {
      self = language
    } else {
      return nil
    }
  }

  /// Whether a line begins the first row of psql's `\x` or mysql's `\G`.
  private static func isExpanded(_ line: Substring) -> Bool {
    line.hasPrefix("-[ RECORD 1 ]")
      || line.hasPrefix("***") && line.hasSuffix(" 1. row ***************************")
  }

  /// Whether one of the lines inserts documents from a shell: `db.points.insertMany([`.
  private static func holdsInserts(_ lines: [Substring]) -> Bool {
    lines.contains { line in
      let line = line.drop { $0 == " " || $0 == "\t" }
      guard line.hasPrefix("db.") || line.hasPrefix("db[") || line.hasPrefix("await db.") else {
        return false
      }
      return [".insert(", ".insertOne(", ".insertMany(", ".bulkWrite(", ".save(", ".replaceOne("]
        .contains { line.contains($0) }
    }
  }

  /// Whether the first statement is one of SQL, behind comments and instructions to a client.
  private static func isSQL(_ lines: [Substring]) -> Bool {
    var isComment = false
    for line in lines {
      let line = line.drop { $0 == " " || $0 == "\t" }
      if line.hasPrefix("/*") { isComment = true }
      if isComment {
        if line.contains("*/") { isComment = false }
        continue
      }
      if line.isEmpty || line.hasPrefix("--") || line.hasPrefix("\\restrict") { continue }
      let words = line.prefix(64).split { $0 == " " || $0 == "\t" }.map { $0.uppercased() }
      guard words.count >= 2 else { return false }
      return [
        "INSERT INTO", "CREATE TABLE", "CREATE DATABASE", "CREATE SCHEMA", "DROP TABLE",
        "SET STATEMENT_TIMEOUT", "SET NAMES", "BEGIN TRANSACTION;", "PRAGMA FOREIGN_KEYS=OFF;",
        "LOCK TABLES", "REPLACE INTO",
      ].contains("\(words[0]) \(words[1])")
        || words[0] == "COPY" && words.contains("FROM") && words.contains("STDIN;")
    }
    return false
  }

  /// Whether it is a document, or a list of them, in YAML.
  private static func isYAML(_ first: Substring, _ lines: [Substring]) -> Bool {
    if first.hasPrefix("%YAML") { return true }
    let next = first == "---" ? lines.drop { $0 == "---" || $0.hasPrefix("#") }.first : first
    guard var line = next else { return false }
    guard first == "---" || line.hasPrefix("- ") else { return false }
    if line.hasPrefix("- ") { line = line.dropFirst(2) }
    let key = line.prefix { $0 != ":" }
    return key.count < line.count && !key.isEmpty
      && key.allSatisfy { $0.isLetter || $0.isNumber || "_-.\"' ".contains($0) }
  }

  /// The programming language that printed a line which does not begin like JSON.
  private static func language(_ line: Substring) -> ForeignFormat? {
    let line = line.drop { $0 == " " || $0 == "\t" }
    func begins(_ prefixes: String...) -> Bool { prefixes.contains { line.hasPrefix($0) } }
    if begins("Document{{", "[Document{{") { return .java }
    if begins("map[", "[map["), line.contains(":"), line.contains("]") { return .go }
    if begins("bson.M{", "bson.D{", "primitive.M{", "primitive.D{") { return .go }
    if begins("OrderedDict([(", "[OrderedDict([(", "SON([(", "[SON([(") { return .python }
    if begins("#<BSON::Document", "#<OpenStruct") { return .ruby }
    // print_r, var_dump and var_export.
    let isDump =
      begins("array(") && line.hasSuffix(") {") || begins("object(") && line.contains(")#")
    if isDump || ["Array", "stdClass Object", "array ("].contains(line)
      || begins("MongoDB\\Model\\BSONDocument")
    {
      return .php
    }
    return object(line)
  }

  /// The language that printed an object with the name of its type: `Tx(userId=u1, points=5)` of Lombok
  /// and Kotlin, `Tx[userId=u1]` of a record, `Tx{userId='u1'}` of an IDE, `Row(user='u1')` of Python.
  private static func object(_ line: Substring) -> ForeignFormat? {
    let line = line.drop { $0 == "[" }
    guard let first = line.first, first.isUppercase else { return nil }
    let type = line.prefix { $0.isLetter || $0.isNumber || "_$.".contains($0) }
    let inner = line.dropFirst(type.count)
    guard let bracket = inner.first, "([{".contains(bracket) else { return nil }
    let name = inner.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    let value = inner.dropFirst(1 + name.count)
    guard !name.isEmpty, value.first == "=", value.dropFirst().first != "=" else { return nil }
    return bracket == "(" && (value.hasPrefix("='") || type == "Row") ? .pythonObject : .javaObject
  }

  /// Whether a line is a JSON string that holds an array of JSON objects: `"[{\"a\":1}]"`, as it is
  /// where a program has encoded twice. The array may go on over lines: `"[\n  {\n`.
  private static func holdsArrayInText(_ line: Substring) -> Bool {
    guard line.hasPrefix("\"[") else { return false }
    var rest = line.dropFirst(2)
    while true {
      if rest.first == " " {
        rest = rest.dropFirst()
      } else if ["\\n", "\\r", "\\t"].contains(where: rest.hasPrefix) {
        rest = rest.dropFirst(2)
      } else {
        return rest.first == "{"
      }
    }
  }
}

/// The pieces that `split` and others make of one file: `dump.archive.aa`, `dump.archive.ab`, or `.001`,
/// `.002`.
///
/// A name proves nothing: the parts of an export, each whole, are called like that as well. Pieces are
/// known by how all but the first begin: not as a file of the kind that the first one is.
enum PiecesOfFile {
  /// What is looked at of each.
  private static let headSize = 64 << 10

  /// Refuses inputs that are pieces of one file.
  ///
  /// - Throws: ``DumpError`` with all of them in order, and with a collection to choose where the first
  ///   one says that there are several; or what is wrong with the first one.
  static func check(_ paths: [String], _ options: InputOptions) throws(DumpError) {
    guard paths.count > 1 else { return }
    var groups: [String: [(suffix: String, path: String)]] = [:]
    for path in paths {
      if let (stem, suffix) = parts(of: path) { groups[stem, default: []].append((suffix, path)) }
    }
    for stem in groups.keys.sorted() {
      guard let group = groups[stem], group.count > 1 else { continue }
      let named = series(group)
      guard named.count > 1, try arePieces(named.map(\.path)) else { continue }
      let first = try firstSuffix(stem, named[0])
      let suffixes = named.map(\.suffix)
      let pieces = withGapsFilled(first == suffixes[0] ? suffixes : [first] + suffixes)
        .map { stem + $0 }
      let missing = pieces.filter { PlatformPath.status(of: $0) == nil }
      guard missing.first != pieces[0] else {
        throw DumpError(
          .pieces(pieces, missing: missing, namespace: options.namespace), path: named[0].path)
      }
      var namespace = options.namespace
      do throws(DumpError) {
        _ = try OpenedInput(pieces[0], options: options)
      } catch {
        guard case .severalNamespaces(let names) = error.finding else { throw error }
        namespace = names.first
      }
      throw DumpError(
        .pieces(pieces, missing: missing, namespace: namespace), path: pieces[0])
    }
  }

  /// What all pieces are called, and what tells them apart; nil for a name that is none of a piece.
  private static func parts(of path: String) -> (stem: String, suffix: String)? {
    let isDigit: (Character) -> Bool = { $0.isASCII && $0.isNumber }
    let digits = path.reversed().prefix(while: isDigit).count
    if (2...5).contains(digits) { return split(path, digits) }
    // `split` counts in letters, from aa on.
    for count in [2, 3] {
      let suffix = path.suffix(count)
      guard suffix.count == count, suffix.allSatisfy({ $0 >= "a" && $0 <= "z" }) else { continue }
      let stem = path.dropLast(count)
      if stem.last == "." || stem == "x" || stem.hasSuffix("/x") {
        return split(path, count)
      }
    }
    return nil
  }

  private static func split(_ path: String, _ count: Int) -> (stem: String, suffix: String) {
    (String(path.dropLast(count)), String(path.suffix(count)))
  }

  /// Those of one stem, in order, that `split` may have made: in letters it counts from `aa` on, and what
  /// is far behind the one before is the extension of something else.
  private static func series(
    _ group: [(suffix: String, path: String)]
  ) -> [(suffix: String, path: String)] {
    var series: [(suffix: String, path: String)] = []
    for piece in group.sorted(by: { $0.suffix < $1.suffix }) {
      if piece.suffix.first.map({ $0 > "a" }) ?? true {
        guard let last = series.last, gap(from: last.suffix, to: piece.suffix) != nil else { break }
      }
      series.append(piece)
    }
    return series
  }

  /// The suffix of the first piece, which may not be among those that are named: `split` counts from `aa`
  /// or 0 on, others from 1. One that begins as a file does is the first, and where far more than a few
  /// are missing, they may be something else.
  private static func firstSuffix(
    _ stem: String, _ named: (suffix: String, path: String)
  ) throws(DumpError) -> String {
    let suffix = named.suffix
    let isNumber = suffix.utf8.allSatisfy { $0 <= UInt8(ascii: "9") }
    let zero = String(repeating: isNumber ? "0" : "a", count: suffix.utf8.count)
    guard suffix != zero, gap(from: zero, to: suffix) != nil,
      !isBeginning(try head(of: named.path))
    else { return suffix }
    let one = String(zero.dropLast() + "1")
    let countsFromOne = isNumber && suffix.utf8.count == 3 && suffix != one
    return countsFromOne && PlatformPath.status(of: stem + zero) == nil ? one : zero
  }

  /// Whether a file begins as one of some kind does, and not in the middle of it.
  private static func isBeginning(_ head: [UInt8]) -> Bool {
    Compression(head) != nil
      || InputFormat.evident(head, isWhole: false) != nil && ArchiveBeginning(hiddenIn: head) == nil
      || CSVDetection(head, isWhole: false, TableOptions()) != nil
  }

  /// The suffixes, and those that `split` gave to pieces between them, as far as these are few: without
  /// them the rest makes no sense.
  private static func withGapsFilled(_ suffixes: [String]) -> [String] {
    var all: [String] = []
    for suffix in suffixes {
      if let last = all.last { all += gap(from: last, to: suffix) ?? [] }
      all.append(suffix)
    }
    return all
  }

  /// The suffixes between two; nil where there are many, or where they are not of one series.
  private static func gap(from first: String, to last: String) -> [String]? {
    var between: [String] = []
    guard first.utf8.count == last.utf8.count else { return nil }
    var next = suffix(after: first)
    while let missing = next, missing != last {
      guard between.count < maximumGap else { return nil }
      between.append(missing)
      next = suffix(after: missing)
    }
    return next == nil ? nil : between
  }

  /// More pieces than that are not missing in one place.
  private static let maximumGap = 26

  /// The next one of as many digits or letters; nil behind the last one.
  private static func suffix(after suffix: String) -> String? {
    var bytes = Array(suffix.utf8)
    for i in bytes.indices.reversed() {
      let (first, last): (Unicode.Scalar, Unicode.Scalar) =
        bytes[i] <= UInt8(ascii: "9") ? ("0", "9") : ("a", "z")
      if bytes[i] < UInt8(ascii: last) {
        bytes[i] += 1
        return String(decoding: bytes, as: UTF8.self)
      }
      bytes[i] = UInt8(ascii: first)
    }
    return nil
  }

  /// Whether the pieces behind the first one begin otherwise than files of its kind.
  private static func arePieces(_ paths: [String]) throws(DumpError) -> Bool {
    let first = try head(of: paths[0])
    for path in paths.dropFirst() {
      let next = try head(of: path)
      if !next.isEmpty, !isWhole(next, as: first) { return true }
    }
    return false
  }

  private static func head(of path: String) throws(DumpError) -> [UInt8] {
    // What cannot be read or is not there twice is left to whoever reads it.
    guard path != "-", PlatformPath.status(of: path)?.isRegular == true else { return [] }
    return try FileSource(path: path).peek(headSize)
  }

  /// Whether a file begins by itself, and as the first one does.
  private static func isWhole(_ next: [UInt8], as first: [UInt8]) -> Bool {
    if let compression = Compression(first) { return Compression(next) == compression }
    if first.starts(with: InputFormat.archiveMagic) {
      return next.starts(with: InputFormat.archiveMagic)
    }
    if InputFormat.isNamedBSON(first) {
      return InputFormat.isNamedBSON(next) && ArchiveBeginning(hiddenIn: next) == nil
    }
    let opening = first.first { $0 > 0x20 }
    if opening == UInt8(ascii: "{") || opening == UInt8(ascii: "[") {
      return next.first { $0 > 0x20 } == opening
    }
    // A table has its header in each.
    let header = first.prefix { $0 != 0x0A && $0 != 0x0D }
    return next.starts(with: header)
  }
}

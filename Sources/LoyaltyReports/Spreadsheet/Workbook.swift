internal import DumpReader
internal import LoyaltyAnalytics

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// An Excel workbook on its way into an output, sheet by sheet and row by row.
///
///     var workbook = try Workbook(space)
///     try workbook.addSheet("Totals", columns: [("user_id", 26), …])
///     try workbook.text("007", column: 0)
///     …
///     try workbook.finish(to: &output)
///
/// Memory does not grow with the rows: they go to temporary files of the library, then through the zip
/// archive in one of ours, from which the output gets its bytes in pieces, so that it may be a pipe. None
/// of the files has a name. The bytes depend on the cells alone: there is no clock in them.
struct Workbook: ~Copyable {
  /// Rows that a sheet of Excel has.
  static let rowLimit: UInt32 = 1_048_576
  /// 1980-01-01, the first day of a zip archive's calendar, which its entries have too.
  private static let created = 315_532_800
  private static let pieceSize = 64 << 10
  /// What a cell takes in XML beside its text, about.
  private static let cellOverhead = 48

  private let space: TemporarySpace
  private let file: Archive
  private let handle: SpreadsheetLibrary.WorkbookHandle
  private var sheet: SpreadsheetLibrary.Sheet?
  private var digests: [CellDigest] = []
  private var digest = CellDigest()
  private var row: UInt32 = 0
  private var scratch = SpreadsheetText()
  private var byteCount = 0
  private var numberFormats: [Int: SpreadsheetLibrary.Format?] = [:]
  private let timeFormat: SpreadsheetLibrary.Format?
  private let headingFormat: SpreadsheetLibrary.Format?
  private let rightHeadingFormat: SpreadsheetLibrary.Format?
  private let digitsFormat: SpreadsheetLibrary.Format?
  private let wrappedFormat: SpreadsheetLibrary.Format?
  /// Texts that were too long for a cell.
  private(set) var cutTexts = 0
  /// Amounts that are text for their many digits.
  private(set) var textAmounts = 0

  /// Begins a workbook.
  ///
  /// - Parameters:
  ///   - space: Where temporary files go.
  ///   - isHuge: Whether the file may become larger than 4 GiB.
  /// - Throws: ``SpreadsheetError``.
  init(_ space: TemporarySpace, isHuge: Bool) throws {
    let library = try SpreadsheetLibrary()
    let file = try Archive(in: space.directory)
    #if os(Linux)
    let path = "/proc/self/fd/\(file.descriptor)"
    #else
    let path = "/dev/fd/\(file.descriptor)"
    #endif
    guard
      let handle = library.workbook(
        path: path, directory: space.directory, isHuge: isHuge, created: Self.created)
    else {
      throw SpreadsheetError(.noMemory, "there is no memory for a workbook")
    }
    self.space = space
    self.file = file
    self.handle = handle
    headingFormat = handle.addFormat(isBold: true)
    rightHeadingFormat = handle.addFormat(isBold: true, isFlushRight: true)
    // The hour is that of the CSV, and says so.
    timeFormat = handle.addFormat(number: "yyyy-mm-dd hh:mm:ss.000\" UTC\"")
    digitsFormat = handle.addFormat(isFlushRight: true)
    wrappedFormat = handle.addFormat(wraps: true)
  }

  /// Begins a sheet; further cells are its.
  mutating func addSheet(_ name: String) throws {
    if sheet != nil { digests.append(digest) }
    digest = CellDigest()
    row = 0
    guard let sheet = handle.addSheet(name) else {
      throw space.failure("no sheet can be begun")
    }
    self.sheet = sheet
  }

  /// Sets the widths of the first columns of the sheet, in digits.
  func setWidths(_ widths: [Double]) {
    if let sheet { handle.setWidths(widths, of: sheet) }
  }

  /// Keeps the header of the sheet in sight, and lets its rows be chosen by column.
  ///
  /// - Parameter textColumns: The columns, as letters, in which digits are meant to be text.
  func endTable(columns: Int, textColumns: ClosedRange<Character>) {
    guard let sheet else { return }
    handle.freezeHeader(of: sheet)
    handle.addFilter(
      to: sheet, lastRow: max(1, row) - 1, lastColumn: UInt16(clamping: columns - 1))
    handle.expectText(
      in: "\(textColumns.lowerBound)2:\(textColumns.upperBound)\(Self.rowLimit)", of: sheet)
  }

  /// Ends the row.
  mutating func endRow() { row += 1 }

  /// Writes a text; an empty one is an empty cell.
  mutating func text(_ text: String, column: Int, wraps: Bool = false) throws {
    try write(text, column, wraps ? wrappedFormat : nil)
  }

  /// Writes what stands above other cells.
  mutating func heading(_ text: String, column: Int, isFlushRight: Bool = false) throws {
    try write(text, column, isFlushRight ? rightHeadingFormat : headingFormat)
  }

  /// Writes an amount: a number where that loses no digit, else a text.
  mutating func amount(_ points: Points, column: Int) throws {
    guard let number = SpreadsheetNumber(points) else {
      textAmounts += 1
      return try write("\(points)", column, digitsFormat)
    }
    try write(number, column)
  }

  /// Writes a count likewise.
  mutating func count(_ count: Int, column: Int) throws {
    guard let number = SpreadsheetNumber(count) else {
      return try write("\(count)", column, digitsFormat)
    }
    try write(number, column)
  }

  /// Writes a time, in milliseconds since 1970, as a date; as ISO 8601 text where the calendar of
  /// spreadsheets does not reach.
  mutating func time(_ milliseconds: Int64, column: Int) throws {
    guard let days = SpreadsheetTime.days(milliseconds) else {
      var buffer = TextBuffer(capacity: 32)
      buffer.append(time: milliseconds)
      return try write(String(decoding: buffer.bytes, as: UTF8.self), column, nil)
    }
    try write(days, column, timeFormat)
  }

  private mutating func write(_ number: SpreadsheetNumber, _ column: Int) throws {
    let format: SpreadsheetLibrary.Format?
    if let known = numberFormats[number.fractionDigits] {
      format = known
    } else {
      // All digits are shown, and no others.
      let zeros = String(repeating: "0", count: number.fractionDigits)
      format = handle.addFormat(number: zeros.isEmpty ? "#,##0" : "#,##0." + zeros)
      numberFormats[number.fractionDigits] = .some(format)
    }
    try write(number.value, column, format)
  }

  private mutating func write(
    _ number: Double, _ column: Int, _ format: SpreadsheetLibrary.Format?
  ) throws {
    guard let sheet else { return }
    try handle.write(number, cell(column), in: sheet, format)
    digest.take(number: number)
    try reserve(0)
  }

  private mutating func write(
    _ text: String, _ column: Int, _ format: SpreadsheetLibrary.Format?
  ) throws {
    guard let sheet, !text.isEmpty else { return }
    if scratch.set(text) { cutTexts += 1 }
    try handle.write(scratch, cell(column), in: sheet, format)
    for byte in scratch.bytes { digest.take(byte: byte) }
    digest.endText()
    try reserve(scratch.bytes.count)
  }

  private func cell(_ column: Int) -> SpreadsheetLibrary.Cell {
    SpreadsheetLibrary.Cell(row: row, column: UInt16(clamping: column))
  }

  /// Counts what temporary files take: rows are in two of them when the archive is made.
  private mutating func reserve(_ count: Int) throws {
    byteCount += count + Self.cellOverhead
    guard let limit = space.limit, 2 * byteCount > limit else { return }
    throw SpreadsheetError(
      .temporaryLimit,
      "\(space.directory): the workbook's temporary files would take more than the "
        + "\(limit.grouped) bytes that are allowed")
  }

  /// Makes the file, proves that all cells are in it, and hands it over.
  ///
  /// - Throws: ``SpreadsheetError``; nothing has been handed over then. Whatever the output throws.
  consuming func finish<Output: ReportOutput & ~Copyable>(to output: inout Output) throws {
    if sheet != nil { digests.append(digest) }
    if let problem = handle.close() { throw space.failure(problem) }
    do {
      let reader = try WorkbookReader(descriptor: file.descriptor)
      guard try reader.digests() == digests else { throw WorkbookReader.Damage() }
    } catch is WorkbookReader.Damage {
      throw space.failure("cells are missing in what was written there")
    }
    try copy(to: &output)
  }

  private func copy<Output: ReportOutput & ~Copyable>(to output: inout Output) throws {
    var piece = [UInt8](repeating: 0, count: Self.pieceSize)
    var offset: off_t = 0
    while true {
      let count = unsafe piece.withUnsafeMutableBytes {
        unsafe pread(file.descriptor, $0.baseAddress, $0.count, offset)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw space.failure("a temporary file cannot be read") }
      guard count > 0 else { return }
      try output.write(piece.span.extracting(first: count))
      offset += off_t(count)
    }
  }
}

/// The temporary file that the archive is made in.
private final class Archive {
  let descriptor: CInt

  init(in directory: String) throws(SpreadsheetError) {
    do {
      descriptor = try UnnamedFile.descriptor(in: directory)
    } catch {
      throw SpreadsheetError(
        .noTemporaryFile, "\(directory): no temporary file can be created: \(error)")
    }
  }

  deinit { close(descriptor) }
}

/// Where temporary files of a report go, and how much they may take.
package struct TemporarySpace: Sendable {
  /// The directory.
  package var directory: String
  /// Bytes; nil for no limit.
  package var limit: Int?

  /// A place for temporary files.
  package init(directory: String = "/tmp", limit: Int? = nil) {
    self.directory = directory
    self.limit = limit
  }

  /// What a workbook that was not made is told with.
  func failure(_ what: String) -> SpreadsheetError {
    SpreadsheetError(
      .temporaryFileFailed,
      "\(directory): the workbook was not made: \(what); most often the disk is full")
  }
}

internal import CXLSXWriter

/// libxlsxwriter, loaded when a workbook is made.
///
/// The only file that knows how the library is called: the others know ``Workbook``. It stays loaded
/// until the process ends.
@safe
final class SpreadsheetLibrary {
  private let functions: UnsafeMutablePointer<shim_xlsx>

  /// Names under which it is looked for. The number is that of its binary interface: 4 is version 1.1.4
  /// of Debian 12, 10 is version 1.2; the name without one comes with the headers.
  static let names: [String] = {
    #if canImport(Darwin)
    ["", "/opt/homebrew/lib/", "/usr/local/lib/"].map { "\($0)libxlsxwriter.dylib" }
    #else
    (4...12).map { "libxlsxwriter.so.\($0)" } + ["libxlsxwriter.so"]
    #endif
  }()

  /// Loads it.
  ///
  /// - Throws: ``SpreadsheetError`` that says how it is installed.
  init(names: [String] = SpreadsheetLibrary.names) throws(SpreadsheetError) {
    unsafe functions = .allocate(capacity: 1)
    unsafe functions.initialize(to: shim_xlsx())
    guard names.contains(where: { unsafe shim_xlsx_load(functions, $0) }) else {
      throw SpreadsheetError(
        .missingLibrary,
        "libxlsxwriter, which makes .xlsx files, is not installed here; apt-get install "
          + "libxlsxwriter-dev or brew install libxlsxwriter does that")
    }
  }

  deinit { unsafe functions.deallocate() }

  /// Begins a workbook; nil where there is no memory.
  ///
  /// - Parameters:
  ///   - path: What it is written to, in the end.
  ///   - directory: Where the rows wait until then.
  ///   - isHuge: Whether the file may have more than 4 GiB.
  ///   - created: The date in its properties, in seconds since 1970.
  func workbook(path: String, directory: String, isHuge: Bool, created: Int) -> WorkbookHandle? {
    guard let workbook = unsafe shim_xlsx_new(functions, path, directory, isHuge, created) else {
      return nil
    }
    return unsafe WorkbookHandle(self, workbook)
  }

  /// A sheet of a workbook.
  @safe
  struct Sheet {
    fileprivate let pointer: UnsafeMutablePointer<lxw_worksheet>
  }

  /// How cells of a workbook look.
  @safe
  struct Format {
    fileprivate let pointer: UnsafeMutablePointer<lxw_format>
  }

  /// A workbook that is being written; given up unless ``close()`` is called.
  @safe
  final class WorkbookHandle {
    private let library: SpreadsheetLibrary
    private var workbook: UnsafeMutablePointer<lxw_workbook>?

    fileprivate init(_ library: SpreadsheetLibrary, _ workbook: UnsafeMutablePointer<lxw_workbook>)
    {
      self.library = library
      unsafe self.workbook = workbook
    }

    deinit {
      if let workbook = unsafe workbook { unsafe shim_xlsx_free(library.functions, workbook) }
    }

    /// Adds a sheet; nil where it cannot.
    func addSheet(_ name: String) -> Sheet? {
      guard let workbook = unsafe workbook,
        let sheet = unsafe shim_xlsx_add_sheet(library.functions, workbook, name)
      else { return nil }
      return unsafe Sheet(pointer: sheet)
    }

    /// Adds a format; nil where it cannot, and cells then look plain.
    func addFormat(
      number: String? = nil, isBold: Bool = false, isFlushRight: Bool = false, wraps: Bool = false
    ) -> Format? {
      guard let workbook = unsafe workbook,
        let format = unsafe shim_xlsx_add_format(
          library.functions, workbook, number, isBold, isFlushRight, wraps)
      else { return nil }
      return unsafe Format(pointer: format)
    }

    /// Writes the file, and frees everything; a second call does nothing.
    ///
    /// - Returns: What the library found wrong.
    func close() -> String? {
      guard let workbook = unsafe workbook else { return nil }
      unsafe self.workbook = nil
      let error = unsafe shim_xlsx_close(library.functions, workbook)
      return error == 0 ? nil : library.message(error)
    }

    /// Writes a text, which ends with a zero.
    func write(_ text: borrowing SpreadsheetText, _ cell: Cell, in sheet: Sheet, _ format: Format?)
      throws(SpreadsheetError)
    {
      let error = unsafe text.terminated.withUnsafeBufferPointer { bytes in
        guard let start = bytes.baseAddress else { return 0 as Int32 }
        return unsafe shim_xlsx_text(
          library.functions, sheet.pointer, cell.row, cell.column, start, format?.pointer)
      }
      if error != 0 { throw library.failure(error) }
    }

    /// Writes a number.
    func write(_ number: Double, _ cell: Cell, in sheet: Sheet, _ format: Format?)
      throws(SpreadsheetError)
    {
      let error = unsafe shim_xlsx_number(
        library.functions, sheet.pointer, cell.row, cell.column, number, format?.pointer)
      if error != 0 { throw library.failure(error) }
    }

    /// Sets the widths of the first columns, in digits.
    func setWidths(_ widths: [Double], of sheet: Sheet) {
      for (column, width) in widths.enumerated() {
        unsafe shim_xlsx_width(library.functions, sheet.pointer, UInt16(column), width)
      }
    }

    /// Keeps the first row where it is when the sheet is scrolled.
    func freezeHeader(of sheet: Sheet) {
      unsafe shim_xlsx_freeze_header(library.functions, sheet.pointer)
    }

    /// Lets rows be chosen by what stands in a column.
    func addFilter(to sheet: Sheet, lastRow: UInt32, lastColumn: UInt16) {
      unsafe shim_xlsx_filter(library.functions, sheet.pointer, lastRow, lastColumn)
    }

    /// Leaves out the marks at numbers that are stored as text, in a range such as `A2:A9`.
    func expectText(in range: String, of sheet: Sheet) {
      unsafe shim_xlsx_expect_text(library.functions, sheet.pointer, range)
    }
  }

  /// Where a cell is, both from 0.
  struct Cell {
    var row: UInt32
    var column: UInt16
  }

  private func message(_ error: Int32) -> String {
    guard let text = unsafe shim_xlsx_message(functions, error) else { return "error \(error)" }
    let sentence = unsafe String(cString: text)
    return sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
  }

  private func failure(_ error: Int32) -> SpreadsheetError {
    SpreadsheetError(.cell, "a cell of the workbook could not be written: \(message(error))")
  }
}

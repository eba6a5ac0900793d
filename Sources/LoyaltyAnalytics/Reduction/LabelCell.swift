internal import DumpReader

/// Which label.
enum Label: Int, CaseIterable {
  case email, firstName, lastName

  /// The bit that stands for it in a set of labels.
  var bit: UInt8 { 1 << UInt8(rawValue) }
}

/// The labels of one user, borrowed from where they lie: a chunk, a table, or a spilled page.
///
/// A label's position is that of the document it came from; the smallest one wins, so that the first
/// non-empty label in input order is found by any thread in any order. An empty text is no label.
struct Labels: ~Escapable {
  let email: RawSpan
  let firstName: RawSpan
  let lastName: RawSpan
  let positions: (UInt64, UInt64, UInt64)

  @_lifetime(copy email, copy firstName, copy lastName)
  init(
    email: RawSpan, firstName: RawSpan, lastName: RawSpan, positions: (UInt64, UInt64, UInt64)
  ) {
    self.email = email
    self.firstName = firstName
    self.lastName = lastName
    self.positions = positions
  }

  /// The text of one label.
  @_lifetime(copy self)
  func text(_ label: Label) -> RawSpan {
    switch label {
    case .email: email
    case .firstName: firstName
    case .lastName: lastName
    }
  }

  /// Where one label was found.
  func position(_ label: Label) -> UInt64 {
    switch label {
    case .email: positions.0
    case .firstName: positions.1
    case .lastName: positions.2
    }
  }
}

/// Labels as bytes: in a table's arena and in spilled pages.
///
///     position of each │ length of each │ e-mail │ first name │ last name
///     3 × UInt64       │ 3 × UInt32     │ UTF-8, back to back
enum LabelCell {
  static let headerSize = 36

  /// The labels of a cell that fills the front of `bytes`.
  @_lifetime(copy bytes)
  static func read(_ bytes: RawSpan) -> Labels {
    let counts = (
      Int(bytes.load(24, as: UInt32.self)), Int(bytes.load(28, as: UInt32.self)),
      Int(bytes.load(32, as: UInt32.self))
    )
    let firstName = headerSize + counts.0
    let lastName = firstName + counts.1
    return Labels(
      email: bytes.extracting(headerSize..<firstName),
      firstName: bytes.extracting(firstName..<lastName),
      lastName: bytes.extracting(lastName..<lastName + counts.2),
      positions: (bytes.load(0), bytes.load(8), bytes.load(16)))
  }

  /// The size of the cell for these labels.
  static func size(_ labels: borrowing Labels) -> Int {
    headerSize + labels.email.byteCount + labels.firstName.byteCount + labels.lastName.byteCount
  }

  /// Writes a cell; `cell` has room for its size.
  static func write(_ labels: borrowing Labels, to cell: UnsafeMutableRawPointer) {
    var offset = headerSize
    for label in Label.allCases {
      let text = labels.text(label)
      unsafe cell.storeBytes(
        of: labels.position(label), toByteOffset: 8 * label.rawValue, as: UInt64.self)
      unsafe cell.storeBytes(
        of: UInt32(truncatingIfNeeded: text.byteCount), toByteOffset: 24 + 4 * label.rawValue,
        as: UInt32.self)
      unsafe text.withUnsafeBytes {
        if let bytes = $0.baseAddress {
          unsafe (cell + offset).copyMemory(from: bytes, byteCount: $0.count)
        }
      }
      offset += text.byteCount
    }
  }
}

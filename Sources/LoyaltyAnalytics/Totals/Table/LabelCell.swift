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

  /// The labels of one transaction, all of which have its position.
  @inline(__always)
  @_lifetime(copy chunk, copy scratch)
  init(of transaction: TransactionRecord, in chunk: RawSpan, scratch: RawSpan) {
    let position = transaction.position
    self.init(
      email: transaction.email.bytes(in: chunk, scratch: scratch),
      firstName: transaction.firstName.bytes(in: chunk, scratch: scratch),
      lastName: transaction.lastName.bytes(in: chunk, scratch: scratch),
      positions: (position, position, position))
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

  /// Whether a label stands before another one in the input; of those that stand nowhere, whether its
  /// bytes are smaller.
  func precede(_ other: borrowing Labels, _ label: Label) -> Bool {
    let (mine, others) = (position(label), other.position(label))
    return mine != others ? mine < others : text(label).precedes(other.text(label))
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
///     position │ length of each │ other positions │ e-mail │ first name │ last name
///     UInt64   │ 3 × UInt32     │ 2 × UInt64      │ UTF-8, back to back
///
/// Mostly one document tells all labels of a user. The other two positions are there only when they
/// differ from the first, which the top bit of the first length says.
enum LabelCell {
  private static let shortHeaderSize = 20
  private static let longHeaderSize = 36
  private static let longBit: UInt32 = 1 << 31

  /// A cell that says of no label where it was found.
  static let empty = [UInt8](repeating: 0, count: shortHeaderSize)

  /// The labels of a cell that fills the front of `bytes`.
  @_lifetime(copy bytes)
  static func read(_ bytes: RawSpan) -> Labels {
    let first = bytes.load(8, as: UInt32.self)
    let isLong = first & longBit != 0
    let start = isLong ? longHeaderSize : shortHeaderSize
    let firstName = start + Int(first & ~longBit)
    let lastName = firstName + Int(bytes.load(12, as: UInt32.self))
    let end = lastName + Int(bytes.load(16, as: UInt32.self))
    let position = bytes.load(0, as: UInt64.self)
    return Labels(
      email: bytes.extracting(start..<firstName),
      firstName: bytes.extracting(firstName..<lastName),
      lastName: bytes.extracting(lastName..<end),
      positions: isLong
        ? (position, bytes.load(20), bytes.load(28)) : (position, position, position))
  }

  /// The size of the cell at an address.
  static func size(at cell: UnsafeRawPointer) -> Int {
    let first = unsafe cell.loadUnaligned(fromByteOffset: 8, as: UInt32.self)
    let second = unsafe cell.loadUnaligned(fromByteOffset: 12, as: UInt32.self)
    let third = unsafe cell.loadUnaligned(fromByteOffset: 16, as: UInt32.self)
    return (first & longBit != 0 ? longHeaderSize : shortHeaderSize)
      + Int(first & ~longBit) + Int(second) + Int(third)
  }

  /// The size of the cell for these labels.
  static func size(_ labels: borrowing Labels) -> Int {
    (isLong(labels) ? longHeaderSize : shortHeaderSize)
      + labels.email.byteCount + labels.firstName.byteCount + labels.lastName.byteCount
  }

  /// Writes a cell; `cell` has room for its size.
  static func write(_ labels: borrowing Labels, to cell: UnsafeMutableRawPointer) {
    let isLong = isLong(labels)
    unsafe cell.storeBytes(of: labels.positions.0, as: UInt64.self)
    if isLong {
      unsafe cell.storeBytes(of: labels.positions.1, toByteOffset: 20, as: UInt64.self)
      unsafe cell.storeBytes(of: labels.positions.2, toByteOffset: 28, as: UInt64.self)
    }
    var offset = isLong ? longHeaderSize : shortHeaderSize
    for label in Label.allCases {
      let text = labels.text(label)
      let mark = isLong && label == .email ? longBit : 0
      unsafe cell.storeBytes(
        of: UInt32(truncatingIfNeeded: text.byteCount) | mark,
        toByteOffset: 8 + 4 * label.rawValue, as: UInt32.self)
      unsafe text.withUnsafeBytes {
        if let bytes = $0.baseAddress {
          unsafe (cell + offset).copyMemory(from: bytes, byteCount: $0.count)
        }
      }
      offset += text.byteCount
    }
  }

  private static func isLong(_ labels: borrowing Labels) -> Bool {
    let (first, second, third) = labels.positions
    return first != second || first != third
  }
}

internal import BasicContainers
internal import DumpReader

/// Transactions that were handed over one at a time and wait to be looked up together, with copies of their
/// texts: their chunk may be gone by then.
@safe
struct PendingTransactions: ~Copyable {
  /// Room for the texts of all; one that finds none is not kept.
  private static let textCapacity = 32 << 10

  private(set) var records = RigidArray<TransactionRecord>(capacity: 0)
  private(set) var hashes = InlineArray<32, UInt64>(repeating: 0)
  private var texts: UnsafeMutableRawPointer?
  private var used = 0

  init() {}

  deinit { unsafe texts?.deallocate() }

  var count: Int { records.count }

  /// Copies a transaction with the hash of its key.
  ///
  /// - Returns: Whether there was room for it.
  @inline(__always)
  mutating func append(_ transaction: borrowing Transaction, _ hash: UInt64) -> Bool {
    let (key, email) = (transaction.keyBytes, transaction.email)
    let (firstName, lastName) = (transaction.firstName, transaction.lastName)
    let size = key.byteCount &+ email.byteCount &+ firstName.byteCount &+ lastName.byteCount
    if unsafe texts == nil { reserve() }
    guard size <= Self.textCapacity &- used else { return false }
    var record = transaction.record
    record.key = copy(key)
    record.email = copy(email)
    record.firstName = copy(firstName)
    record.lastName = copy(lastName)
    hashes[records.count] = hash
    records.append(record)
    return true
  }

  /// Where the texts of all are, until the next change.
  var textBytes: RawSpan {
    @_lifetime(borrow self)
    get {
      guard let texts = unsafe texts else { return RawSpan() }
      let bytes = unsafe RawSpan(_unsafeStart: UnsafeRawPointer(texts), byteCount: used)
      return unsafe _overrideLifetime(bytes, borrowing: self)
    }
  }

  /// Forgets all, and keeps the room.
  mutating func removeAll() {
    records.removeAll()
    used = 0
  }

  @inline(never)
  private mutating func reserve() {
    records = RigidArray(capacity: hashes.count)
    unsafe texts = .allocate(byteCount: Self.textCapacity, alignment: 16)
  }

  @inline(__always)
  private mutating func copy(_ text: RawSpan) -> DocumentSlice {
    let count = text.byteCount
    guard count > 0, let texts = unsafe texts else { return .empty }
    unsafe text.copy(to: texts + used)
    defer { used &+= count }
    return DocumentSlice(
      offset: UInt32(truncatingIfNeeded: used), count: UInt32(truncatingIfNeeded: count),
      inScratch: false)
  }
}

import Glibc

/// The inputs since the readers were made anew, in a file that is still there when the process is not.
///
/// Readers are kept for ``limit`` runs: to make them takes longer than a run, and in a long file
/// documents are read with the layout of others in mind as well. What goes wrong may then need the
/// inputs before it; `FUZZ_REPLAY` names a file of them to be read first.
final class History {
  nonisolated(unsafe) static let shared = History()

  /// How many runs readers are kept.
  private static let limit = 100
  private static let size = 1 << 20

  /// A count, and as many inputs with their lengths before them; nil where no file was asked for.
  private let memory: UnsafeMutableRawPointer?
  private var count = 0
  private var end = 4

  private init() {
    unsafe memory = Self.map("FUZZ_HISTORY")
    guard let past = unsafe Self.map("FUZZ_REPLAY") else { return }
    var place = 4
    for _ in unsafe 0..<past.load(as: UInt32.self) {
      let count = unsafe Int(past.loadUnaligned(fromByteOffset: place, as: UInt32.self))
      let bytes = unsafe Array(UnsafeRawBufferPointer(start: past + place + 4, count: count))
      FuzzTarget.chosen.run(bytes)
      place += 4 + count
    }
  }

  /// Takes note of an input that is about to be run, and makes new readers when it is time for them.
  func append(_ bytes: [UInt8]) {
    if count == Self.limit || end + 4 + bytes.count > Self.size {
      count = 0
      end = 4
      Readers.renew()
    }
    count += 1
    guard let memory = unsafe memory else { return }
    unsafe memory.storeBytes(of: UInt32(bytes.count), toByteOffset: end, as: UInt32.self)
    unsafe bytes.withUnsafeBytes {
      if let start = $0.baseAddress {
        unsafe (memory + end + 4).copyMemory(from: start, byteCount: $0.count)
      }
    }
    end += 4 + bytes.count
    unsafe memory.storeBytes(of: UInt32(count), as: UInt32.self)
  }

  private static func map(_ variable: String) -> UnsafeMutableRawPointer? {
    guard let path = unsafe getenv(variable) else { return nil }
    let file = unsafe open(path, O_RDWR | O_CREAT, 0o644)
    guard file >= 0, ftruncate(file, size) == 0,
      let memory = unsafe mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0),
      unsafe memory != MAP_FAILED
    else { fatalError("\(variable) cannot be used") }
    return unsafe memory
  }
}

/// The readers that are kept from run to run.
final class Readers {
  nonisolated(unsafe) private(set) static var decoder = Kept(Readers.newDecoder())
  nonisolated(unsafe) private(set) static var walkers = Walkers(unique: true)
  /// For the differential targets: fields may occur twice, the first one counts.
  nonisolated(unsafe) private(set) static var repeatable = Walkers(unique: false)

  static func renew() {
    switch FuzzTarget.chosen {
    case .bson, .json, .shell: walkers = Walkers(unique: true)
    case .differential, .jsonDifferential: repeatable = Walkers(unique: false)
    case .scalars, .page: break
    default: decoder = Kept(newDecoder())
    }
  }

  /// All rules of the decoder apply.
  private static func newDecoder() -> TransactionDecoder {
    var query = Query()
    query.from = 0
    return TransactionDecoder(query, rejectLimit: 1000)
  }
}

/// A box for what cannot be copied.
final class Kept<Value: ~Copyable> {
  var value: Value
  init(_ value: consuming Value) { self.value = value }
}

/// Walkers for five paths, two of them below a document or an array.
final class Walkers {
  var bson: BSONWalker
  var json: JSONWalker
  var values: FieldValues

  init(unique: Bool) {
    var selection = FieldSelection()
    for path in ["user_id", "points", "a.b", "a.0", "x"] {
      _ = selection.insert(path, unique: unique)
    }
    bson = BSONWalker(selection)
    json = JSONWalker(selection)
    values = FieldValues(for: selection)
  }
}

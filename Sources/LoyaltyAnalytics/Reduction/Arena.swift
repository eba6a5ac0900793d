#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Memory that only grows: variable-sized cells in blocks of 2 MiB, named by 32-bit references.
///
///     reference = index of a 32-byte unit:   │ block (16 bits) │ unit in block (16 bits) │
///
/// Blocks never move, so that addresses stay valid; a cell larger than a block gets neighbouring
/// blocks of one allocation. Pages that were never touched cost nothing. All unsafe access to the
/// tables' memory goes through ``address(of:)``.
@safe
struct Arena: ~Copyable {
  static let unit = 32
  private static let unitsPerBlock = 1 << 16
  private static let blockSize = unit * unitsPerBlock

  private var blocks: [UnsafeMutableRawPointer] = unsafe []
  /// The blocks that `free` is called for; a large cell has several neighbours and one owner.
  private var owners: [UnsafeMutableRawPointer] = unsafe []
  /// The next free unit.
  private var next = 0
  /// The units in use, in runs without holes; the last run is still growing.
  private var runs: [Range<Int>] = []
  private let usesHugePages: Bool

  /// An empty arena; `hugePages` asks the kernel for 2 MiB pages from the second block on, which
  /// spares most of the misses in the address translation cache.
  init(hugePages: Bool) {
    usesHugePages = hugePages
  }

  deinit {
    for unsafe owner in unsafe owners { unsafe free(owner) }
  }

  /// Bytes in use.
  var byteCount: Int { next * Self.unit }

  /// Whether `count` more bytes can still be named by a reference.
  func hasRoom(for count: Int) -> Bool {
    next + count / Self.unit + 2 * Self.unitsPerBlock < 1 << 32
  }

  /// A new cell of `count` bytes, aligned to 32; its content is undefined.
  mutating func allocate(_ count: Int) -> UInt32 {
    let units = (count &+ Self.unit &- 1) / Self.unit
    let left = unsafe blocks.count &* Self.unitsPerBlock &- next
    if units > left { grow(units) }
    defer { next &+= units }
    return UInt32(truncatingIfNeeded: next)
  }

  /// How many runs of cells without holes there are.
  var runCount: Int { runs.count }

  /// The units of a run.
  func run(_ index: Int) -> Range<Int> {
    index == runs.count - 1 ? runs[index].lowerBound..<next : runs[index]
  }

  /// The address of a cell.
  @inline(__always)
  func address(of reference: UInt32) -> UnsafeMutableRawPointer {
    unsafe blocks[Int(reference >> 16)] + Int(reference & 0xFFFF) &* Self.unit
  }

  /// Forgets all cells and gives the memory back.
  mutating func removeAll() {
    for unsafe owner in unsafe owners { unsafe free(owner) }
    unsafe owners = []
    unsafe blocks = []
    runs = []
    next = 0
  }

  @inline(never)
  private mutating func grow(_ units: Int) {
    let count = (units + Self.unitsPerBlock - 1) / Self.unitsPerBlock
    precondition(next + units < 1 << 32 - Self.unitsPerBlock)
    var memory: UnsafeMutableRawPointer?
    let status = unsafe posix_memalign(&memory, Self.blockSize, count * Self.blockSize)
    guard status == 0, let memory = unsafe memory else { outOfMemory(count * Self.blockSize) }
    #if os(Linux)
    if usesHugePages, unsafe !blocks.isEmpty {
      unsafe madvise(memory, count * Self.blockSize, 14)  // MADV_HUGEPAGE of <sys/mman.h>
    }
    #endif
    // What is left of the last block stays unused.
    if let last = runs.popLast() { runs.append(last.lowerBound..<next) }
    next = unsafe blocks.count * Self.unitsPerBlock
    runs.append(next..<next)
    unsafe owners.append(memory)
    for i in 0..<count { unsafe blocks.append(memory + i * Self.blockSize) }
  }
}

/// Ends the process when the system has no memory left; there is nothing to salvage without it.
func outOfMemory(_ count: Int) -> Never {
  fatalError("out of memory: \(count) bytes were refused; try a smaller --memory")
}

internal import DumpReader

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Memory for many pages, straight from the kernel, so that giving it back really gives it back.
///
/// A page is written by one thread, and read by another when it is full.
@safe
final class PageSlab: @unchecked Sendable {
  /// Bytes of a slab: those of a huge page, of which each spares 512 faults.
  static let size = 1 << 21

  private let memory: UnsafeMutableRawBufferPointer

  /// A slab of at least so many bytes.
  init(_ count: Int = PageSlab.size) {
    let size = (count + Self.size - 1) / Self.size * Self.size
    expectMemory(size)
    guard let memory = unsafe Arena.map(size), let start = memory.baseAddress else {
      MemoryExhaustion.endProcess()
    }
    unsafe self.memory = unsafe memory
    unsafe preferHugePages(start, size)
  }

  deinit { unsafe munmap(memory.baseAddress, memory.count) }

  /// How many bytes there are.
  var byteCount: Int { unsafe memory.count }

  /// Bytes that were written.
  @_lifetime(borrow self)
  func bytes(_ range: Range<Int>) -> RawSpan {
    let bytes = unsafe UnsafeRawBufferPointer(memory)
    let span = unsafe RawSpan(_unsafeBytes: bytes).extracting(range)
    return unsafe _overrideLifetime(span, borrowing: self)
  }

  /// Where an offset lies, as long as the slab lives.
  @unsafe
  func address(of offset: Int) -> UnsafeMutableRawPointer? {
    unsafe memory.baseAddress.map { unsafe $0 + offset }
  }

  /// Writes bytes at an offset.
  @inline(__always)
  func write(_ bytes: RawSpan, at offset: Int) {
    let count = bytes.byteCount
    precondition(offset >= 0 && offset &+ count <= byteCount)
    unsafe bytes.withUnsafeBytes { source in
      if let start = source.baseAddress, let target = unsafe memory.baseAddress {
        unsafe (target + offset).copyMemory(from: start, byteCount: count)
      }
    }
  }
}

/// A page of a slab.
struct MemoryPage: Sendable {
  let slab: PageSlab
  let offset: Int
}

/// Hands out pages of one size, and takes them back.
struct PagePool {
  private var free: [MemoryPage] = []
  /// Pages that are handed out.
  private(set) var usedCount = 0

  /// A page with room for ``SpillPageFormat/size`` bytes.
  mutating func take() -> MemoryPage {
    usedCount += 1
    if let page = free.popLast() { return page }
    let slab = PageSlab()
    let size = SpillPageFormat.size
    for offset in stride(from: PageSlab.size - size, through: 0, by: -size) {
      free.append(MemoryPage(slab: slab, offset: offset))
    }
    return free.removeLast()
  }

  /// Takes a page back.
  mutating func giveBack(_ page: MemoryPage) {
    usedCount -= 1
    free.append(page)
  }
}

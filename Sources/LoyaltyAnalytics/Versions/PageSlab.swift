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

  /// A slab of the usual size.
  init() {
    expectMemory(Self.size)
    guard let memory = unsafe Arena.map(Self.size), let start = memory.baseAddress else {
      MemoryExhaustion.endProcess()
    }
    unsafe self.memory = unsafe memory
    unsafe preferHugePages(start, Self.size)
  }

  /// A slab for a page that is larger than others, and for no second one. Not aligned: the kernel puts
  /// many of them side by side, and keeps one account of them.
  init(ofOne count: Int) {
    // What a page of the kernel has at most.
    let unit = 64 << 10
    let size = (count + unit - 1) / unit * unit
    expectMemory(size)
    let start = unsafe mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
    guard let start = unsafe start, unsafe start != MAP_FAILED else {
      MemoryExhaustion.endProcess()
    }
    unsafe memory = unsafe UnsafeMutableRawBufferPointer(start: start, count: size)
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

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Memory that only grows: variable-sized cells in blocks of 2 MiB, named by 32-bit references.
///
///     reference = index of a unit, of 32 bytes for example:   │ block 16 │ unit in block 16 │
///
/// Blocks never move, so that addresses stay valid; blocks of one mapping are neighbours, and a cell
/// may lie across them. Pages that were never touched cost nothing. All unsafe access to the
/// tables' memory goes through ``address(of:)``.
@safe
struct Arena: ~Copyable {
  private static let blockSize = 1 << 21
  /// The most blocks that are mapped before they are needed.
  private static let maximumStep = 32

  /// Bytes of a unit, as a power of two.
  private let unitShift: Int
  /// Units of a block, as a power of two.
  private let blockShift: UInt32
  private var blocks: [UnsafeMutableRawPointer] = unsafe []
  /// What was mapped: one block, or several for a large cell.
  private var mappings: [UnsafeMutableRawBufferPointer] = unsafe []
  /// The next free unit.
  private var next = 0
  /// The end of the units that have memory.
  private var end = 0
  /// The units in use, in runs without holes; the last run is still growing.
  private var runs: [Range<Int>] = []
  private let usesHugePages: Bool

  /// An empty arena of cells that are aligned to a unit, a power of two.
  ///
  /// - Parameter hugePages: Asks the kernel for 2 MiB pages from the second block on, which spares
  ///   most of the misses in the address translation cache.
  init(unit: Int, hugePages: Bool) {
    precondition(unit.nonzeroBitCount == 1)
    unitShift = unit.trailingZeroBitCount
    blockShift = UInt32(Self.blockSize.trailingZeroBitCount - unit.trailingZeroBitCount)
    usesHugePages = hugePages
  }

  deinit { unmap(from: 0) }

  /// Bytes in use.
  var byteCount: Int { next << unitShift }

  /// How many units a cell of so many bytes takes.
  @inline(__always)
  func units(_ count: Int) -> Int { (count &+ (1 &<< unitShift) &- 1) &>> unitShift }

  private var unitsPerBlock: Int { 1 << Int(blockShift) }

  /// Whether `count` more bytes can still be named by a reference.
  func hasRoom(for count: Int) -> Bool {
    next + units(count) + 2 * unitsPerBlock < 1 << 32
  }

  /// A new cell of `count` bytes; its content is undefined.
  @inline(__always)
  mutating func allocate(_ count: Int) -> UInt32 {
    let units = units(count)
    if units > end &- next { grow(units) }
    defer { next &+= units }
    return UInt32(truncatingIfNeeded: next)
  }

  /// The address of a cell.
  @inline(__always)
  func address(of reference: UInt32) -> UnsafeMutableRawPointer {
    unsafe blocks[Int(reference &>> blockShift)]
      + (Int(reference) & ((1 &<< Int(blockShift)) &- 1)) &<< unitShift
  }

  /// How many runs of cells without holes there are.
  var runCount: Int { runs.count }

  /// The units of a run.
  func run(_ index: Int) -> Range<Int> {
    index == runs.count - 1 ? runs[index].lowerBound..<next : runs[index]
  }

  /// Forgets all cells, and gives all memory back but the first block.
  mutating func removeAll() {
    let kept = unsafe mappings.first?.count == Self.blockSize ? 1 : 0
    unmap(from: kept)
    unsafe mappings.removeSubrange(kept...)
    unsafe blocks.removeSubrange(kept...)
    next = 0
    end = kept * unitsPerBlock
    runs = kept > 0 ? [0..<0] : []
  }

  /// Whether references to the cells of both arenas would fit in 32 bits.
  func canAdopt(_ other: borrowing Arena) -> Bool { end + other.end < 1 << 32 }

  /// Takes over all cells of another arena of the same unit, which is empty afterwards.
  ///
  /// - Precondition: ``canAdopt(_:)``.
  /// - Returns: What is to be added to the references to those cells.
  /// - Complexity: O(1) per block; no cell is touched.
  mutating func adopt(_ other: inout Arena) -> UInt32 {
    precondition(unitShift == other.unitShift && canAdopt(other))
    let shift = end
    closeRun()
    other.closeRun()
    runs += other.runs.map { $0.lowerBound + shift..<$0.upperBound + shift }
    unsafe blocks += other.blocks
    unsafe mappings += other.mappings
    end = unsafe blocks.count * unitsPerBlock
    // What is left of the last block stays unused.
    next = end
    runs.append(next..<next)
    unsafe other.blocks = []
    unsafe other.mappings = []
    other.removeAll()
    return UInt32(shift)
  }

  /// Ends the last run at the last cell.
  private mutating func closeRun() {
    if let last = runs.popLast() { runs.append(last.lowerBound..<next) }
  }

  private func unmap(from first: Int) {
    for i in unsafe first..<max(first, mappings.count) {
      unsafe munmap(mappings[i].baseAddress, mappings[i].count)
    }
  }

  /// Maps memory for so many more units, and as much again as there is: a mapping costs the kernel
  /// more than address space does, above all where several threads run.
  @inline(never)
  private mutating func grow(_ units: Int) {
    let needed = (units + unitsPerBlock - 1) / unitsPerBlock
    let free = (1 << 32) / unitsPerBlock - end / unitsPerBlock
    precondition(needed <= free)
    let wanted = unsafe min(max(needed, min(blocks.count, Self.maximumStep)), free)
    expectMemory(needed * Self.blockSize)
    guard
      let mapping = unsafe Self.map(wanted * Self.blockSize)
        ?? Self.map(needed * Self.blockSize)
    else { MemoryExhaustion.endProcess() }
    if usesHugePages, unsafe !blocks.isEmpty, let start = mapping.baseAddress {
      unsafe preferHugePages(start, mapping.count)
    }
    // What is left of the last block stays unused.
    closeRun()
    next = end
    runs.append(next..<next)
    unsafe mappings.append(mapping)
    for block in 0..<mapping.count / Self.blockSize {
      if let start = mapping.baseAddress { unsafe blocks.append(start + block * Self.blockSize) }
    }
    end = unsafe blocks.count * unitsPerBlock
  }

  /// Zeroed memory aligned to the size of a block, straight from the kernel, so that giving it back
  /// really gives it back; nil when there is none.
  static func map(_ size: Int) -> UnsafeMutableRawBufferPointer? {
    let whole = size + blockSize
    let protection = PROT_READ | PROT_WRITE
    let start = unsafe mmap(nil, whole, protection, MAP_PRIVATE | MAP_ANON, -1, 0)
    guard let start = unsafe start, unsafe start != MAP_FAILED else { return nil }
    let excess = Int(bitPattern: start) & (blockSize - 1)
    let before = excess == 0 ? 0 : blockSize - excess
    let memory = unsafe start + before
    if before > 0 { unsafe munmap(start, before) }
    unsafe munmap(memory + size, blockSize - before)
    return unsafe UnsafeMutableRawBufferPointer(start: memory, count: size)
  }
}

/// Asks the kernel for 2 MiB pages where it has them; nothing depends on it but speed.
func preferHugePages(_ start: UnsafeMutableRawPointer, _ count: Int) {
  #if os(Linux)
  unsafe madvise(start, count, 14)  // MADV_HUGEPAGE of <sys/mman.h>
  #endif
}

#if DEBUG || ANALYZE_INVARIANTS
// What always holds. A release does without; debug builds and the fuzzing program, which is built with
// ANALYZE_INVARIANTS, can look.
extension Arena {
  /// Ends the process where blocks, runs or the next cell are not what they have to be.
  func checkInvariants() {
    precondition(next <= end, "cells lie behind the memory")
    let unitsPerBlock = end == 0 ? 0 : unsafe end / blocks.count
    precondition(unsafe end == blocks.count * unitsPerBlock)
    precondition(unsafe end << unitShift == mappings.reduce(0) { $0 + $1.count }, "memory is lost")
    var behind = 0
    for index in runs.indices {
      let units = run(index)
      precondition(units.lowerBound >= behind, "runs of cells overlap")
      behind = units.upperBound
    }
    precondition(behind <= next, "a run goes on behind the last cell")
  }
}
#endif

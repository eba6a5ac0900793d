import Testing

@testable import LoyaltyAnalytics

@Suite struct ArenaTests {
  /// Writes a number into a cell of an arena and reads it back.
  private func write(_ number: UInt64, _ cell: UInt32, _ arena: borrowing Arena) {
    unsafe arena.address(of: cell).storeBytes(of: number, as: UInt64.self)
  }
  private func read(_ cell: UInt32, _ arena: borrowing Arena) -> UInt64 {
    unsafe arena.address(of: cell).load(as: UInt64.self)
  }

  @Test(
    "Cells keep what is written to them, across blocks and however many follow",
    arguments: [8, 32, 64])
  func cells(unit: Int) {
    var arena = Arena(unit: unit, hugePages: false)
    var cells: [UInt32] = []
    for i in 0..<50_000 {
      let cell = arena.allocate(8 + i % 200)
      write(UInt64(i), cell, arena)
      cells.append(cell)
    }
    for (i, cell) in cells.enumerated() where read(cell, arena) != UInt64(i) {
      Issue.record("cell \(i) holds \(read(cell, arena))")
      return
    }
    // No two cells overlap: each begins behind the end of the one before.
    for i in 1..<cells.count {
      let end = Int(cells[i - 1]) + arena.units(8 + (i - 1) % 200)
      #expect(Int(cells[i]) >= end)
      if Int(cells[i]) < end { return }
    }
  }

  @Test("Cells that are larger than a block are in one piece")
  func largeCells() {
    var arena = Arena(unit: 8, hugePages: false)
    _ = arena.allocate(100)
    let large = arena.allocate(5 << 20)
    let behind = arena.allocate(8)
    write(1, behind, arena)
    for offset in stride(from: 0, to: 5 << 20, by: 4096) {
      unsafe arena.address(of: large).storeBytes(
        of: UInt64(offset), toByteOffset: offset, as: UInt64.self)
    }
    for offset in stride(from: 0, to: 5 << 20, by: 4096) {
      let found = unsafe arena.address(of: large).load(fromByteOffset: offset, as: UInt64.self)
      #expect(found == UInt64(offset))
    }
    let last = read(behind, arena)
    #expect(last == 1)
  }

  @Test("Cells of another arena are found behind a shift, and runs have no holes")
  func adoption() {
    var arena = Arena(unit: 8, hugePages: false)
    var other = Arena(unit: 8, hugePages: false)
    let mine = arena.allocate(8)
    write(1, mine, arena)
    let theirs = (0..<1000).map { i in
      let cell = other.allocate(16)
      write(UInt64(i), cell, other)
      return cell
    }
    let canAdopt = arena.canAdopt(other)
    #expect(canAdopt)
    let shift = arena.adopt(&other)
    let first = read(mine, arena)
    #expect(first == 1)
    for (i, cell) in theirs.enumerated() {
      let found = read(cell + shift, arena)
      #expect(found == UInt64(i))
    }
    let rest = other.byteCount
    #expect(rest == 0)
    let next = arena.allocate(8)
    write(3, next, arena)
    let runs = (0..<arena.runCount).map { arena.run($0) }
    #expect(runs.reduce(0) { $0 + $1.count } == 1 + 2000 + 1)
    for (a, b) in zip(runs, runs.dropFirst()) { #expect(a.upperBound <= b.lowerBound) }
  }

  @Test("One that is emptied begins anew")
  func removeAll() {
    var arena = Arena(unit: 8, hugePages: false)
    let first = arena.allocate(8)
    _ = arena.allocate(4 << 20)
    arena.removeAll()
    let count = arena.byteCount
    #expect(count == 0)
    let again = arena.allocate(8)
    #expect(again == first)
  }
}

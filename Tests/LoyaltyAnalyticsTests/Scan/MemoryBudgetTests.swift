import Testing

@testable import LoyaltyAnalytics

@Suite("The memory budget")
struct MemoryBudgetTests {
  @Test("There are no more workers than there is memory for, and at least one")
  func workers() {
    var memory = MemoryBudget()
    #expect(memory.workers(atMost: 64) == 64)
    for (bytes, count) in [(16 << 20, 4), (1 << 20, 1), (1 << 30, 64)] {
      memory.bytes = bytes
      #expect(memory.workers(atMost: 64) == count)
      #expect(memory.workers(atMost: 0) == 1)
      #expect(memory.share(of: memory.workers(atMost: 64)) > 0)
    }
  }
}

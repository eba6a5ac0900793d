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

  @Test("A window of more than 32 MiB comes out of the budget, and none is larger than that or it")
  func windows() {
    var memory = MemoryBudget()
    #expect(memory.windowLimit == .max)
    #expect(memory.share(of: 3, held: 1 << 27) == .max)
    memory.bytes = 128 << 20
    #expect(memory.windowLimit == 128 << 20)
    for workers in 1...64 {
      #expect(memory.share(of: workers, held: 32 << 20) == memory.share(of: workers))
      let share = memory.share(of: workers, held: 128 << 20)
      #expect(share > 0 && share * workers <= 32 << 20)
    }
    memory.bytes = 16 << 20
    #expect(memory.windowLimit == 32 << 20)
  }
}

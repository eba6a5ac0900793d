import Testing

@testable import LoyaltyAnalytics

@Suite("Field mappings")
struct FieldMappingTests {
  @Test("Values for a kind take the place of those it had")
  func types() {
    var mapping = FieldMapping()
    mapping.setTypes(["adding", "bonus"], for: .award)
    #expect(
      mapping.types == ["adding": .award, "bonus": .award, "redeem": .redeem, "deduct": .deduct])
    // A value that meant something else means this now.
    mapping.setTypes(["redeem"], for: .deduct)
    #expect(mapping.types == ["adding": .award, "bonus": .award, "redeem": .deduct])
  }

  @Test("Types that only look alike have meanings of their own")
  func lookAlikes() {
    let (composed, decomposed) = ("pr\u{E4}mie", "pra\u{308}mie")
    var types: TypeMeanings = [composed: .award]
    #expect(types[decomposed] == nil)
    types[decomposed] = .deduct
    #expect(types[composed] == .award)
    #expect(types.entries.map(\.meaning) == [.deduct, .award])
    types.set([decomposed], to: .award)
    #expect(types == [decomposed: .award])
  }

  @Test("Every field can be set by its name")
  func names() {
    for name in FieldMapping.names {
      var mapping = FieldMapping()
      let isKnown = mapping.setPath("elsewhere", for: name)
      #expect(isKnown, "\(name)")
      #expect(mapping != FieldMapping(), "\(name)")
    }
  }
}

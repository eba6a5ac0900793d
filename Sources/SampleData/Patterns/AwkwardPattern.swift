/// Documents in which every field is one of the values that are hard to read right: a collection for
/// tests that hold two ways of reading against each other.
///
/// Every document is well-formed, so that all output forms can hold it. The order of the fields
/// changes from document to document. Amounts that would overflow a total come early and only once,
/// each under a user of its own.
struct AwkwardPattern: TransactionPattern {
  private let recipe: SampleRecipe

  init(_ recipe: SampleRecipe, in document: inout SampleDocument) {
    self.recipe = recipe
  }

  mutating func make(_ index: Int, into document: inout SampleDocument) {
    var random = SplitMix64(
      seed: recipe.seed, stream: 5, index: UInt64(truncatingIfNeeded: index))
    let huge = index % 10 == 7 ? AwkwardValues.huge(index / 10) : nil
    // Field by field, beginning anywhere.
    let start = random.below(Self.fieldCount)
    for offset in 0..<Self.fieldCount {
      let field = (start + offset) % Self.fieldCount
      if let huge {
        append(huge, index, field: field, to: &document)
      } else {
        append(field, index, &random, to: &document)
      }
    }
  }

  private static let fieldCount = 12

  /// A document with an amount near the limits, and nothing else that could keep it out.
  private func append(
    _ huge: SampleValue, _ index: Int, field: Int, to document: inout SampleDocument
  ) {
    switch field {
    case 0: append("_id", .int32(Int32(clamping: index)), to: &document)
    case 1: append("user_id", .string(document.text("huge \(index)")), to: &document)
    case 2: append("transaction_type", .string(document.text("award")), to: &document)
    case 3: append("points", huge, to: &document)
    default: break
    }
  }

  private func append(
    _ field: Int, _ index: Int, _ random: inout SplitMix64, to document: inout SampleDocument
  ) {
    switch field {
    case 0: append("_id", AwkwardValues.key(random.below(200), in: &document), to: &document)
    case 1:
      // Few users, so that values of different types meet in one group.
      let user = random.below(min(recipe.users, AwkwardValues.keyCount))
      append("user_id", AwkwardValues.key(user, in: &document), to: &document)
    case 2: append("transaction_type", AwkwardValues.type(&random, in: &document), to: &document)
    case 3: append("points", AwkwardValues.points(&random, in: &document), to: &document)
    case 4: append("points_status", AwkwardValues.status(&random, in: &document), to: &document)
    case 5: append("approved_time", AwkwardValues.time(&random, in: &document), to: &document)
    case 6: append("user_email", AwkwardValues.label(&random, in: &document), to: &document)
    case 7: append("user_first_name", AwkwardValues.label(&random, in: &document), to: &document)
    case 8: append("user_last_name", AwkwardValues.label(&random, in: &document), to: &document)
    case 9: append("store_id", AwkwardValues.store(&random, in: &document), to: &document)
    case 10:
      append("created_time", AwkwardValues.time(&random, in: &document), to: &document)
    default: appendDecoys(&random, to: &document)
    }
  }

  private func append(
    _ name: String, _ value: SampleValue?, to document: inout SampleDocument
  ) {
    guard let value else { return }
    document.append(document.text(name), value)
    // An array or a document as a value has something inside that must not be taken for a field.
    if value == .openDocument {
      document.append(document.text("points"), .int32(1_000_000))
      document.close()
    } else if value == .openArray {
      document.append(.string(document.text("award")))
      document.append(.openArray)
      document.close()
      document.close()
    }
  }

  /// Fields that look like others, and names that need escaping.
  private func appendDecoys(_ random: inout SplitMix64, to document: inout SampleDocument) {
    let names = [
      "", "points ", "Points", "point", "pointsx", "user_id\u{1}", "a\"b", "a\\b", "tab\there",
      "line\nfeed", "\u{2028}", "😀", "é", "e\u{301}", "$points", "user.id", "0", "трек",
    ]
    document.append(document.text(names[random.below(names.count)]), .int32(7))
    document.append(document.text("meta"), .openDocument)
    document.append(document.text("transaction_type"), .string(document.text("award")))
    document.append(document.text("user_id"), .string(document.text("decoy")))
    document.append(document.text("points"), .double(0.5))
    let depth = random.below(20)
    for level in 0..<depth {
      document.append(
        level % 2 == 0 ? document.text("list") : document.text(""),
        level % 2 == 0 ? .openArray : .openDocument)
    }
    for _ in 0...depth { document.close() }
    let other: SampleValue =
      switch random.below(6) {
      case 0:
        .regularExpression(pattern: document.text("^a\"/\\d+$"), options: document.text("im"))
      case 1: .code(document.text("function () { return \"{\"; }"))
      case 2: .minKey
      case 3: .maxKey
      case 4: .undefined
      default: .timestamp(seconds: .max, increment: .max)
      }
    document.append(document.text("other"), other)
  }
}

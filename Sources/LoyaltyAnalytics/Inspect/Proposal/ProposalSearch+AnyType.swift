internal import DumpReader

// A preset that takes any type has only names to go by, and some of those are everybody's.
extension ProposalSearch {
  /// Names that any program gives a field: they tell one from another as little as `*` does.
  private static let commonNames: Set<String> = [
    "id", "uuid", "transactionid", "user", "userid", "customer", "customerid", "member", "memberid",
    "account", "accountid", "amount", "points", "value", "type", "action", "event", "kind", "ref",
    "reference", "status", "state", "date", "time", "created", "createdat", "timestamp", "store",
    "storeid", "website", "websiteid", "location", "locationid", "shop", "shopid", "company",
  ]

  /// Whether rows are those of a preset that takes any type: by a type that it names, or by a field
  /// that others do not have, and never against what their words say.
  ///
  /// - Parameters:
  ///   - numbers: The fields by their plain paths.
  ///   - hasUser: Whether the rows say whose they are. An object around them is no one's own.
  func isTold(
    _ preset: PresetShape, _ numbers: [BytewiseString: Int32], hasUser: Bool
  ) -> Bool {
    let types = (preset.fields["type"] ?? []).compactMap { numbers[BytewiseString($0)] }
    let hasType = rows.contains { row in
      Self.typeText(of: row, in: types).map { Self.isOwn(type: $0, of: preset) } ?? false
    }
    let hasField = hasOwnField(of: preset, numbers)
    guard hasType || hasField && (hasUser || preset.namedTypes.isEmpty) else { return false }
    return !isContradicted(preset, types: types)
  }

  private static func typeText(of row: [Int32: SampleValue], in types: [Int32]) -> String? {
    types.lazy.compactMap { row[$0].flatMap(codeText) }.first
  }

  /// Whether a type is one that a preset names, in more than a word or a number: those are everybody's.
  private static func isOwn(type: String, of preset: PresetShape) -> Bool {
    preset.namedTypes.contains(type) && FieldWords.words(of: type).count > 1
  }

  /// Whether most rows have a field of a preset, or one that stands beside them, that others have not.
  private func hasOwnField(
    of preset: PresetShape, _ numbers: [BytewiseString: Int32]
  ) -> Bool {
    let roles = [
      "user", "type", "points", "awarded", "redeemed", "deducted", "store", "time", "id",
    ]
    let paths = roles.flatMap { preset.fields[$0] ?? [] }.filter { path in
      !Self.commonNames.contains(FieldWords.folded(path))
    }
    return (paths + preset.marks).compactMap { numbers[BytewiseString($0)] }.contains { number in
      2 * rows.count { $0[number]?.isSome == true } >= rows.count
    }
  }

  /// Whether the words of types that a preset does not name say the opposite of what it makes of them:
  /// in more than a few rows what is spent would be awarded, or what is awarded taken away.
  private func isContradicted(_ preset: PresetShape, types: [Int32]) -> Bool {
    let amounts = (preset.fields["points"] ?? []).flatMap { path in
      candidates.filter { plainPath($0) == path }
    }
    // Where the preset reads no type, the one that was found.
    let guessed = candidates.filter { $0.path == proposal.path(.type) }.map(\.number)
    let types = types.isEmpty ? guessed : types
    var compared = 0
    var opposite = 0
    for row in rows {
      guard let type = Self.typeText(of: row, in: types), !preset.namedTypes.contains(type),
        let amount = amounts.lazy.compactMap({ self.amount(row[$0.number]) }).first, amount != 0
      else { continue }
      compared += 1
      let isAwarded = (preset.anyType == .award) == (amount > 0)
      switch TypeWords.effect(of: type) {
      case .redeem, .deduct: opposite += isAwarded ? 1 : 0
      // Less than nothing is a correction.
      case .award: opposite += !isAwarded && amount > 0 ? 1 : 0
      case .giveBack, .sign, .nothing, nil: break
      }
    }
    return 10 * opposite > compared
  }
}

internal import DumpReader

/// What a ready-made mapping reads: enough to see whether a dump looks like that.
package struct PresetShape: Sendable {
  /// What the preset is called.
  package var name: String
  /// The paths of each field, the first that has a value counts.
  package var fields: [String: [String]]
  /// The words of types that it knows; empty where it takes any.
  package var types: Set<String>
  /// What it says of types that it does not name; nil where it takes none but its own.
  package var anyType: TypeMeaning?
  /// The words of types that it names beside any other.
  package var namedTypes: Set<String> = []
  /// Fields that no total reads, and by which its rows are told from those of others.
  package var marks: Set<String> = []
  /// Where the rows are in an object around them.
  package var records: String?
  /// The array whose elements are the transactions.
  package var unwind: String?

  /// How amounts are written; nil where it says nothing about it.
  package var amounts: AmountFormat?
  /// What amounts below zero are; nil where it says nothing about it.
  package var negative: TransactionKind?
  /// How times are written.
  package var timeFormats: [String] = []
  /// The statuses that count, in lower case; nil where they do not matter.
  package var statuses: Set<String>?
  /// The fields that its conditions look at.
  package var conditionFields: Set<String> = []

  /// The name of the preset that is in force when none is named.
  package static let usualName = "default"

  /// Describes a preset.
  package init(
    name: String, fields: [String: [String]], types: Set<String>, records: String? = nil,
    unwind: String? = nil
  ) {
    self.name = name
    self.fields = fields
    self.types = types
    self.records = records
    self.unwind = unwind
  }
}

extension ProposalSearch {
  /// How well a preset fits the rows, as the number of its fields that they have; nil when one that
  /// it cannot do without is not there, or its words are others.
  ///
  /// - Parameter numbers: The fields by their plain paths.
  private func fit(_ preset: PresetShape, _ numbers: [BytewiseString: Int32]) -> Int? {
    guard !rows.isEmpty, preset.unwind == nil || preset.unwind == proposal.unwind else {
      return nil
    }
    func coverage(_ role: String) -> Double? {
      guard let paths = preset.fields[role] else { return nil }
      let known = paths.compactMap { numbers[BytewiseString($0)] }
      guard !known.isEmpty else { return 0 }
      let count = rows.count { row in known.contains { row[$0]?.isSome == true } }
      return Double(count) / Double(rows.count)
    }
    // A list of what one customer has, with that customer in the call, is told by where its rows are.
    let user = coverage("user") ?? 0
    guard user >= 0.9 || user == 0 && isList(of: preset) else { return nil }
    guard preset.anyType == nil || isTold(preset, numbers, hasUser: user > 0) else { return nil }
    let amounts = ["points", "awarded", "redeemed", "deducted"].compactMap(coverage)
    guard amounts.contains(where: { $0 >= 0.5 }) else { return nil }
    // A preset of documents reads elements as well, where it knows their amounts.
    let points = ["points", "awarded", "redeemed", "deducted"].flatMap { preset.fields[$0] ?? [] }
    guard
      rowPath == 0 || candidates.contains(where: { isInRow($0) && points.contains(plainPath($0)) })
    else { return nil }
    // One of these is its own.
    guard ["time", "id"].compactMap(coverage).contains(where: { $0 >= 0.9 }) else { return nil }
    if !preset.types.isEmpty {
      let known = (preset.fields["type"] ?? []).compactMap { numbers[BytewiseString($0)] }
      let fitting = rows.count { row in
        known.lazy.compactMap { row[$0].flatMap(Self.codeText) }.first.map(preset.types.contains)
          ?? false
      }
      guard Double(fitting) >= 0.9 * Double(rows.count) else { return nil }
    } else if let time = coverage("time"), let id = coverage("id"), min(time, id) < 0.9 {
      // Without words, both.
      return nil
    }
    return preset.fields.keys.count { coverage($0) ?? 0 > 0 }
  }

  /// The path as mappings have it: elements of an array are read by the array's path.
  func plainPath(_ field: Inspection.Field) -> String {
    let names = field.steps.filter { !$0.isElement }.map {
      String(decoding: $0.name, as: UTF8.self)
    }
    // Of an array of values the first.
    let index = field.steps.last?.isElement == true && rowPath != field.number ? ["0"] : []
    return (names + index).joined(separator: ".")
  }

  /// Whether the rows are in an object around them where a preset has them.
  private func isList(of preset: PresetShape) -> Bool {
    guard let path = preset.records, let records = proposal.records else { return false }
    return RecordsPath(path)?.names == records
  }

  /// The preset that fits best, if one does; the first of equal ones.
  func bestPreset(_ presets: [PresetShape]) -> PresetShape? {
    var best: (preset: PresetShape, score: Int)?
    // By bytes: names of many combining marks are slow to compare in any other way, and there may be
    // thousands of them.
    var numbers: [BytewiseString: Int32] = [:]
    for field in candidates { numbers[BytewiseString(plainPath(field))] = field.number }
    for preset in presets {
      guard let score = fit(preset, numbers) else { continue }
      if score > best?.score ?? 0 { best = (preset, score) }
    }
    return best?.preset
  }
}

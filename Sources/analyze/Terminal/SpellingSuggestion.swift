import ArgumentParser

/// Finds what somebody may have meant.
enum SpellingSuggestion {
  /// The name that is nearest to a mistyped one; nil when none is near: more than a third of its
  /// letters would have to change, and it is not the first word of just one.
  static func nearest(to typed: String, among names: [String]) -> String? {
    let typed = Array(typed.lowercased().unicodeScalars.prefix(longest))
    var best: (name: String, distance: Int, stretch: Int)?
    for name in names {
      let letters = Array(name.lowercased().unicodeScalars)
      let distance = distance(typed, letters)
      let stretch = abs(letters.count - typed.count)
      // Of several at the same distance, one of the same length: letters are swapped more often
      // than they are lost.
      if distance <= max(1, typed.count / 3),
        (distance, stretch) < (best?.distance ?? .max, best?.stretch ?? .max)
      {
        best = (name, distance, stretch)
      }
    }
    return best?.name ?? longer(than: typed, among: names)
  }

  /// The only name that goes on behind a word with a hyphen: `stripe-customer-balance` for `stripe`.
  private static func longer(than typed: [Unicode.Scalar], among names: [String]) -> String? {
    let start = typed + ["-"]
    let longer = names.filter { $0.lowercased().unicodeScalars.starts(with: start) }
    return typed.count > 2 && longer.count == 1 ? longer.first : nil
  }

  /// Such as `; did you mean 'net'?`, nothing when no name is near.
  static func question(_ typed: String, among names: [String]) -> String {
    nearest(to: typed, among: names).map { "; did you mean '\($0)'?" } ?? ""
  }

  /// Longer words have no name near them.
  private static let longest = 64

  /// How many letters must be put in, taken out, changed, or swapped with the next one: the optimal
  /// string alignment distance.
  private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        let change = last[j] + (a[i] == b[j] ? 0 : 1)
        var best = min(change, last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          best = min(best, beforeLast[j - 1] + 1)
        }
        row.append(best)
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}

/// Reads a value that is one of a few words.
///
/// - Throws: `ValidationError` that lists them, and names the nearest.
func choice<Value: RawRepresentable & CaseIterable>(_ text: String) throws -> Value
where Value.RawValue == String {
  if let value = Value(rawValue: text) { return value }
  throw ValidationError(SpellingSuggestion.choices(Value.allCases.map(\.rawValue), for: text))
}

extension SpellingSuggestion {
  /// The words that there are, and the one that may have been meant.
  ///
  /// - Parameter other: What another program's word is called here.
  static func choices(_ names: [String], for text: String, other: String? = nil) -> String {
    "it is one of \(names.joined(separator: ", "))"
      + (other.map { "; did you mean '\($0)'?" } ?? question(text, among: names))
  }
}

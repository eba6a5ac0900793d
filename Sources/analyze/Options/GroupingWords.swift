import ArgumentParser
import DumpReader
import LoyaltyAnalytics

/// What `--by` names: a field, or several with commas between them. A comma in a name is written `\\,`.
struct GroupingWords {
  /// As it was given, several `--by` as one.
  private let text: String

  init(_ groups: [String]) {
    text = groups.joined(separator: ",")
  }

  /// The words between the commas.
  private var words: [String] {
    var words: [String.UnicodeScalarView] = [.init()]
    var isEscaped = false
    // A comma is one whatever stands behind it: a mark that combines with it begins the next name.
    for scalar in text.unicodeScalars {
      if isEscaped, scalar != "," { words[words.count - 1].append("\\") }
      if scalar == "\\", !isEscaped {
        isEscaped = true
        continue
      }
      if scalar == ",", !isEscaped {
        words.append(.init())
      } else {
        words[words.count - 1].append(scalar)
      }
      isEscaped = false
    }
    if isEscaped { words[words.count - 1].append("\\") }
    return words.map { String($0) }
  }

  /// What the totals are per.
  ///
  /// - Throws: `ValidationError` that says what is wrong with the words.
  func grouping(_ mapping: FieldMapping) throws -> Grouping {
    let words = words
    for word in words {
      guard !word.isEmpty else {
        throw wrong(
          words.count == 1
            ? nil : "a field is missing; a comma within the name of one is written \\,")
      }
      guard !FieldMapping.alternatives(word).contains("") else {
        throw wrong("a path is missing; alternatives are written as a|b.c")
      }
    }
    let parts = words.map(Grouping.init)
    guard parts.count <= Grouping.maximumParts else {
      throw wrong("totals are per \(Grouping.maximumParts) fields at most")
    }
    for (index, part) in parts.enumerated() {
      if let other = parts[..<index].first(where: { $0.isSame(as: part, mapping) }) {
        throw wrong(
          other.word.hasSameBytes(as: part.word)
            ? "\(part.word) is named twice" : "\(other.word) and \(part.word) are the same field")
      }
    }
    return parts.count == 1 ? parts[0] : .combination(parts)
  }

  private func wrong(_ reason: String?) -> ValidationError {
    guard let reason else { return ValidationError("--by needs the name of a field") }
    return ValidationError("--by \(text): \(reason)")
  }
}

extension Grouping {
  /// Whether both read the same field, or would be called the same; stretches of the calendar read one
  /// time.
  fileprivate func isSame(as other: Grouping, _ mapping: FieldMapping) -> Bool {
    word.hasSameBytes(as: other.word)
      || name(mapping).hasSameBytes(as: other.name(mapping))
  }
}

import LoyaltyAnalytics

/// What is wrong with an assignment of `--fields` or `--type`.
struct AssignmentError: Error, CustomStringConvertible {
  var description: String
}

extension FieldMapping {
  /// Takes `NAME=PATH,NAME=PATH`.
  mutating func setPaths(_ assignments: String) throws(AssignmentError) {
    for assignment in assignments.split(separator: ",") {
      let parts = assignment.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw AssignmentError(
          description: "\(assignment): write it as NAME=PATH, such as user=customer.id")
      }
      try setPath(parts[1], ofField: parts[0])
    }
  }

  /// Sets where a field is found.
  mutating func setPath(_ path: String, ofField name: String) throws(AssignmentError) {
    guard !Self.alternatives(path).contains("") else {
      throw AssignmentError(
        description: "\(name)=\(path): a path is missing; alternatives are written as a|b.c")
    }
    guard setPath(path, for: name) else {
      throw AssignmentError(
        description: "\(name)=\(path): \(name) is none of "
          + Self.names.joined(separator: ", ")
          + SpellingSuggestion.question(name, among: Self.names))
    }
  }

  /// Takes `VALUE=MEANING`.
  mutating func setType(_ assignment: String) throws(AssignmentError) {
    // Only the last one: a value may hold others.
    guard let equals = assignment.lastIndex(of: "="), equals > assignment.startIndex else {
      throw AssignmentError(
        description: "\(assignment): write what a value means, such as EARN=award; "
          + "--where chooses transactions by a value")
    }
    let name = String(assignment[assignment.index(after: equals)...])
    guard !name.isEmpty else {
      throw AssignmentError(
        description: "\(assignment): behind the = stands what it means: "
          + TypeMeaning.names.joined(separator: ", "))
    }
    guard let meaning = TypeMeaning(name: name) else {
      throw AssignmentError(
        description: "\(assignment): \(name) is none of "
          + TypeMeaning.names.joined(separator: ", ")
          + SpellingSuggestion.question(name, among: TypeMeaning.names))
    }
    types[String(assignment[..<equals])] = meaning
  }
}

internal import DumpReader

extension Reject {
  /// What was found and what was expected, as a sentence without a full stop.
  public var detail: String {
    if let finding { return finding.description }
    let field =
      switch reason {
      case .malformed: "the document"
      case .time: "the time"
      case .user: isOfID ? "the id" : "the group key"
      case .points: "the points"
      }
    let verb = reason == .points ? "are" : "is"
    guard let value else {
      return reason == .malformed ? "the document is not well-formed" : "\(field) cannot be used"
    }
    if case .unusablePart(let type) = value.finding {
      return "\(field) has \(type.phrase) in it, which cannot be part of an id"
    }
    return "\(field) \(verb) \(value.phrase(for: reason, isOfID: isOfID))"
  }
}

extension UnusableValue {
  /// What was found, such as `text, not a number`.
  fileprivate func phrase(for reason: RejectReason, isOfID: Bool) -> String {
    let expectation = isOfID ? ", which cannot be an id" : reason.expectation
    return switch finding {
    case .missing: "missing"
    case .notANumber: "NaN, which is no number"
    case .infinite: "infinite"
    case .outOfRange: "10^20 or beyond"
    case .notExact:
      "a number of more than 34 digits, or beyond what a double holds, which would be rounded"
    case .unusablePart(let type): type.phrase
    case .tooLong: "longer than \(GroupKey.maximumCount >> 10) KiB"
    case .type(let type):
      switch resemblance {
      case .longParts:
        "a document that looks like a 64-bit integer of JavaScript in its parts, low and high"
      case .objectIDParts:
        "a document that looks like an ObjectId as a JSON library of Java or .NET writes it, in its parts"
      case .buffer: "a document that looks like bytes as JSON.stringify of Node.js writes them"
      case .driverParts:
        "a document that looks like a value of the MongoDB driver for Node.js in its parts"
      case .uuidParts: "a document that looks like a UUID of Java in its parts"
      case nil:
        type.phrase + (isText(type) ? textPhrase(for: reason) : expectation)
      }
    }
  }

  private func isText(_ type: BSONType) -> Bool { type == .string || type == .symbol }

  private func textPhrase(for reason: RejectReason) -> String {
    guard reason == .points else { return reason.expectation }
    switch amountFormats {
    case [.text]: return " that looks like an amount"
    case [.comma]: return " that looks like an amount with a decimal comma"
    case []: return ", not an amount"
    default: return " that is an amount with a decimal point or with a decimal comma"
    }
  }
}

extension RejectReason {
  /// What a value of a wrong type is not.
  fileprivate var expectation: String {
    switch self {
    case .malformed: ""
    case .time: ", which cannot be read as a time"
    case .user: ", which cannot be a key"
    case .points: ", not a number"
    }
  }
}

extension BSONType {
  /// The type in a sentence.
  fileprivate var phrase: String {
    switch self {
    case .double, .int32, .int64, .decimal128: "a number"
    case .string, .symbol: "text"
    case .document: "a document"
    case .array: "an array"
    case .binary: "binary data"
    case .undefined: "undefined"
    case .objectID: "an ObjectId"
    case .bool: "a boolean"
    case .date: "a date"
    case .null: "null"
    case .regularExpression: "a regular expression"
    case .dbPointer: "a reference"
    case .code, .codeWithScope: "code"
    case .timestamp: "a timestamp"
    case .maxKey: "the largest key"
    case .minKey: "the smallest key"
    }
  }
}

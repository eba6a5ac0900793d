internal import DumpReader

extension SplitEnd {
  private typealias Fault = JSONNode.Fault

  /// Reads a line.
  init(_ line: [UInt8]) throws(JSONNode.Fault) {
    let node = try JSONNode(line)
    guard try node.int("v") == 1, try node.string("t") == "end" else {
      throw Fault(reason: "it is no end of a split")
    }
    question = PartialQuestion(
      try Self.entries(node.members("question")), origins: try Self.entries(node.members("origin")),
      version: try node.string("version"))
    questionDigest = try node.string("question_digest")
    if try node.member("split") != .null { split = try SplitLine(node, firstName: "given") }
    if let first = try node.optionalInt("first"), let last = try node.optionalInt("last") {
      borders = RangeBorders(first: first, last: last)
      guard first <= last, last <= split?.range.size ?? .max else {
        throw Fault(reason: "\"first\" and \"last\" contradict each other")
      }
    }
    tally.counts = try Self.counts(node.member("documents"))
    tally.statuses = try Self.histogram(node.member("statuses"))
    tally.types = try Self.histogram(node.member("types"))
    if let stores = node["stores"] { tally.stores = try Self.histogram(stores) }
    for member in try node.members("conditions") {
      tally.conditions[member.name] = try Self.histogram(member.value)
    }
    let range = try node.array("excluded_times").compactMap(\.wholeNumber)
    if range.count == 2, range[0] <= range[1] {
      tally.timeRange = Int64(range[0])...Int64(range[1])
    }
    tally.hasNullKeys = try node.flag("null_keys")
    if node["key_parts"] != nil {
      guard let seen = UInt8(exactly: try node.int("key_parts")) else {
        throw Fault(reason: "\"key_parts\" are more than there can be")
      }
      tally.keyPartsSeen = seen
    }
    if node["times"] != nil {
      let numbers = try node.array("times").compactMap(\.wholeNumber)
      guard let times = TimeDoubts(numbers: numbers), numbers.allSatisfy({ $0 >= 0 }) else {
        throw Fault(reason: "\"times\" are not as many as there have to be")
      }
      tally.times = times
    }
    lineFeeds = try node.int("lines")
    for element in try node.array("inputs") { inputs.append(try Self.input(element)) }
    for element in try node.array("rejects") {
      let index = try element.int("input")
      guard inputs.indices.contains(index) else {
        throw Fault(reason: "a reject is of an input that there is not")
      }
      rejects.append((index, try Self.reject(element, inputs[index])))
    }
    guard !inputs.isEmpty || split == nil else { throw Fault(reason: "\"inputs\" is empty") }
    rows = try node.int("rows")
    guard let digest = RowDigest(text: try node.string("digest")) else {
      throw Fault(reason: "\"digest\" is none")
    }
    self.digest = digest
  }

  private static func entries(
    _ members: [JSONNode.Member]
  ) throws(Fault) -> [PartialQuestion.Entry] {
    var entries: [PartialQuestion.Entry] = []
    for member in members {
      guard let value = member.value.text else {
        throw Fault(reason: "\"\(member.name)\" of the question is no text")
      }
      entries.append(.init(member.name, value))
    }
    return entries
  }

  private static func counts(_ node: JSONNode) throws(Fault) -> DocumentCounts {
    var counts = DocumentCounts()
    counts.read = try number(node, "read")
    counts.counted = try number(node, "counted")
    let excluded = try node.member("excluded")
    counts.excluded.store = try number(excluded, "store")
    counts.excluded.status = try number(excluded, "status")
    counts.excluded.time = try number(excluded, "time")
    counts.excluded.where = try number(excluded, "where")
    counts.excluded.type = try number(excluded, "type")
    counts.excluded.empty = try number(excluded, "empty")
    let rejected = try node.member("rejected")
    for reason in RejectReason.allCases {
      counts.rejected[reason] = try number(rejected, reason.rawValue)
    }
    guard counts.read == counts.counted + counts.excluded.total + counts.rejected.total else {
      throw Fault(reason: "the counts of its documents contradict each other")
    }
    counts.rounded = try number(node, "rounded")
    counts.invalidText = try number(node, "invalid_text")
    counts.unwound = try node.optionalInt("unwound")
    return counts
  }

  /// Sums of a million such numbers do not overflow.
  private static let largestCount = 1 << 42

  private static func number(_ node: JSONNode, _ name: String) throws(Fault) -> Int {
    let number = try node.int(name)
    guard number < largestCount else { throw Fault(reason: "\"\(name)\" is too large") }
    return number
  }

  private static func histogram(_ node: JSONNode) throws(Fault) -> ValueHistogram {
    var values = ValueHistogram()
    guard case .array(let elements) = node else { throw Fault(reason: "counts of values are none") }
    for element in elements {
      if let others = element.wholeNumber, others >= 0, others < largestCount {
        values.addOthers(others)
        continue
      }
      guard case .array(let pair) = element, pair.count == 2, let count = pair[1].wholeNumber,
        count >= 0, count < largestCount
      else { throw Fault(reason: "counts of values are none") }
      if let text = pair[0].text {
        values.add(text, count)
      } else {
        guard let bytes = [UInt8](base64: Array(try pair[0].string("base64").utf8)) else {
          throw Fault(reason: "counts of values are none")
        }
        values.add(bytes.rawBytes, count)
      }
    }
    return values
  }

  private static func input(_ node: JSONNode) throws(Fault) -> InputOutcome {
    var input = InputOutcome(
      path: try node.string("path"), namespace: try node.optionalString("namespace"),
      format: try node.string("format"), bytes: try node.int("bytes"),
      isDecoded: try node.flag("decoded"), isEmpty: try node.flag("empty"))
    input.documents = try number(node, "documents")
    input.isOfRecords = try node.flag("of_records")
    if node["records"] != nil { input.recordsPath = try node.array("records").compactMap(\.text) }
    let passed = try node.array("passed")
    if !passed.isEmpty {
      guard passed.count == 4, let count = passed[0].wholeNumber, let zeros = passed[1].wholeNumber,
        let offset = passed[3].wholeNumber, count >= 0, zeros >= 0
      else { throw Fault(reason: "\"passed\" is none") }
      var bytes = PassedBytes()
      bytes.count = count
      bytes.zeros = zeros
      bytes.first = passed[2].text
      bytes.firstOffset = offset
      input.add(bytes)
    }
    // Those of zeros are among them.
    input.bytesSkipped = try node.int("bytes_skipped")
    let damage = try node.array("damage")
    if !damage.isEmpty {
      guard damage.count == 3, let reason = damage[0].text, let offset = damage[1].wholeNumber,
        case .bool(let isUnverified) = damage[2]
      else { throw Fault(reason: "\"damage\" is none") }
      input.damage = StreamDamage(reason, at: offset, isUnverified: isUnverified)
    }
    if let beginning = try node.optionalString("beginning") {
      input.beginning = [UInt8](base64: Array(beginning.utf8)) ?? []
    }
    return input
  }

  private static func reject(
    _ node: JSONNode, _ input: InputOutcome
  ) throws(Fault) -> LocatedReject {
    guard let reason = RejectReason(rawValue: try node.string("reason")) else {
      throw Fault(reason: "a reject has no reason that is known")
    }
    var reject = Reject(
      reason: reason, field: try node.optionalString("field"), index: 0,
      offset: try node.int("offset"), bytesSkipped: try node.int("bytes_skipped"))
    if reject.field != nil { reject.fieldIsAskedFor = try node.flag("asked") }
    let finding = try node.array("finding").compactMap(\.wholeNumber)
    if !finding.isEmpty {
      guard finding.count == 3, let raw = UInt8(exactly: finding[0]),
        let code = MalformedDocument.Code(rawValue: raw)
      else { throw Fault(reason: "what was found is not known") }
      reject.finding = MalformedDocument(code, at: finding[1], detail: Int64(finding[2]))
    }
    if let value = node["value"] { reject.value = try Self.value(value) }
    return LocatedReject(
      input: input, document: try number(node, "document"), line: try node.optionalInt("line"),
      reject: reject)
  }

  private static func value(_ node: JSONNode) throws(Fault) -> UnusableValue {
    let finding: UnusableValue.Finding
    switch try node.string("finding") {
    case "missing": finding = .missing
    case "nan": finding = .notANumber
    case "infinite": finding = .infinite
    case "range": finding = .outOfRange
    case "inexact": finding = .notExact
    case "long": finding = .tooLong
    case "type", "part":
      guard let raw = UInt8(exactly: try node.int("type")), let type = BSONType(rawValue: raw)
      else {
        throw Fault(reason: "the type of a value is not known")
      }
      finding = try node.string("finding") == "part" ? .unusablePart(type) : .type(type)
    default: throw Fault(reason: "what was found of a value is not known")
    }
    var value = UnusableValue(finding)
    if let like = try node.optionalString("like") {
      value.resemblance = UnusableValue.Resemblance(rawValue: like)
    }
    value.amountFormats = try node.array("amounts").compactMap(\.text)
      .compactMap(AmountFormat.init(rawValue:))
    value.timeFormats = try node.array("times").compactMap(\.text)
    return value
  }
}

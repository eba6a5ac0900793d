internal import LoyaltyAnalytics

/// The part of a row's JSON that is the same in each: the start of the object up to the group key, and
/// what stands between the parts of a key of several fields.
struct JSONRow {
  /// Such as `{"user_id": `, or `{"store_id": ` and `, "month": `.
  let starts: [[UInt8]]

  init(keyNames: [String]) {
    starts = keyNames.enumerated().map { index, name in
      var buffer = TextBuffer(capacity: 32)
      buffer.append(index == 0 ? "{" : ", ")
      buffer.append(json: name)
      buffer.append(": ")
      return buffer.bytes
    }
  }
}

extension TextBuffer {
  /// Appends true or false.
  mutating func append(json flag: Bool) {
    append(flag ? "true" : "false")
  }

  /// Appends the group key, or its parts, as the first members of an object.
  mutating func append(json key: GroupKey, _ fields: JSONRow) {
    guard fields.starts.count > 1 else {
      for start in fields.starts { bytes.append(contentsOf: start) }
      append(json: key)
      return
    }
    for (start, part) in zip(fields.starts, key.parts) {
      bytes.append(contentsOf: start)
      append(json: part)
    }
  }

  /// Appends the members for the labels, behind others.
  mutating func append(jsonFirstName firstName: String?, lastName: String?, email: String?) {
    append(", \"first_name\": ")
    append(json: firstName)
    append(", \"last_name\": ")
    append(json: lastName)
    append(", \"email\": ")
    append(json: email)
  }

  /// Appends a row as an object.
  mutating func append(json row: TotalsRow, _ fields: JSONRow) {
    append(json: row.key, fields)
    append(jsonFirstName: row.firstName, lastName: row.lastName, email: row.email)
    append(", ")
    append(json: row.amounts)
    append(", \"first_time\": ")
    append(jsonTime: row.firstTime)
    append(", \"last_time\": ")
    append(jsonTime: row.lastTime)
    append(byte: 0x7D)
  }

  /// Appends the members for amounts, without braces.
  mutating func append(json amounts: Amounts) {
    append("\"awarded_points\": ")
    append(amounts.awarded)
    append(", \"redeemed_points\": ")
    append(amounts.redeemed)
    append(", \"deducted_points\": ")
    append(amounts.deducted)
    append(", \"net_points\": ")
    append(amounts.net)
    append(", \"transactions\": ")
    append(amounts.transactions)
  }

  /// Appends the counts of documents as an object.
  mutating func append(json documents: DocumentCounts) {
    append("{\"read\": \(documents.read), \"counted\": \(documents.counted), \"excluded\": ")
    let excluded = documents.excluded
    append(
      jsonCounts: [
        ("store", excluded.store), ("status", excluded.status), ("time", excluded.time),
        ("where", excluded.where), ("type", excluded.type),
      ] + (excluded.duplicate.map { [("duplicate", $0)] } ?? [])
        + (documents.unwound == nil ? [] : [("empty", excluded.empty)]))
    append(", \"rejected\": ")
    append(jsonCounts: RejectReason.allCases.map { ($0.rawValue, documents.rejected[$0]) })
    append(", \"rounded\": \(documents.rounded), \"statuses\": ")
    append(jsonCounts: documents.statuses.merged.map { ($0.value, $0.count) })
    append(", \"types\": ")
    append(jsonCounts: documents.types.merged.map { ($0.value, $0.count) })
    if let unwound = documents.unwound { append(", \"unwound\": \(unwound)") }
    if documents.invalidText > 0 { append(", \"invalid_utf8\": \(documents.invalidText)") }
    append(byte: 0x7D)
  }

  private mutating func append(jsonCounts counts: [(name: String, count: Int)]) {
    append(jsonMembers: counts.map(\.name)) { $0.append(counts[$1].count) }
  }

  /// Appends the question as an object. Of several entries of one name the last one stands.
  mutating func append(json query: [QueryEntry]) {
    append(jsonMembers: query.merged)
  }

  private mutating func append(jsonMembers entries: [QueryEntry]) {
    append(jsonMembers: entries.map(\.name)) { $0.append(json: entries[$1].value) }
  }

  private mutating func append(json value: QueryEntry.Value) {
    switch value {
    case .text(let text): append(json: text)
    case .number(let number): append(number)
    case .flag(let flag): append(json: flag)
    case .null: append("null")
    case .object(let entries): append(jsonMembers: entries)
    case .list(let texts):
      append(byte: 0x5B)
      for (index, text) in texts.enumerated() {
        if index > 0 { append(", ") }
        append(json: text)
      }
      append(byte: 0x5D)
    }
  }

  /// Appends the inputs as an array, one on a line; what is wrong with a container is named.
  mutating func append(json inputs: [InputSummary]) {
    append(byte: 0x5B)
    for (index, input) in inputs.enumerated() {
      append(index > 0 ? ",\n  {\"path\": " : "\n  {\"path\": ")
      append(json: input.path)
      append(", \"format\": ")
      append(json: input.format)
      append(", \"bytes\": \(input.bytes), \"bytes_skipped\": \(input.bytesSkipped)")
      if input.bytesPassedOver > 0 {
        append(", \"bytes_passed_over\": \(input.bytesPassedOver)")
      }
      append(", \"documents\": \(input.documents)")
      if let damage = input.damage {
        append(", \"damage\": ")
        append(json: damage)
      }
      append(byte: 0x7D)
    }
    append(inputs.isEmpty ? "]" : "\n ]")
  }

  private mutating func append(
    jsonMembers names: [String], value: (inout TextBuffer, Int) -> Void
  ) {
    append(byte: 0x7B)
    for (index, name) in names.enumerated() {
      if index > 0 { append(", ") }
      append(json: name)
      append(": ")
      value(&self, index)
    }
    append(byte: 0x7D)
  }
}

extension [QueryEntry] {
  /// The entries with each name once, where the first one stands; the last one's value.
  var merged: [QueryEntry] {
    var positions: [String: Int] = [:]
    var entries: [QueryEntry] = []
    for entry in self {
      if let position = positions[entry.name] {
        entries[position] = entry
      } else {
        positions[entry.name] = entries.count
        entries.append(entry)
      }
    }
    return entries
  }
}

extension [ValueCount] {
  /// The counts with each value once: what two values of one text have, such as `3` and `"3"`, is
  /// added up where the first one stands. A JSON object must not repeat a name.
  ///
  /// Names are compared by bytes, as in JSON, not by canonical equivalence, as strings are.
  var merged: [ValueCount] {
    var positions: [[UInt8]: Int] = [:]
    var result: [ValueCount] = []
    for element in self {
      let name = [UInt8](element.value.utf8)
      if let position = positions[name] {
        result[position].count += element.count
      } else {
        positions[name] = result.count
        result.append(element)
      }
    }
    return result
  }
}

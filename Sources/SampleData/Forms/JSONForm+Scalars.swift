extension JSONForm {
  /// Writes a value that needs nothing of the pool.
  func write(scalar value: SampleValue, to out: inout OutputBytes) {
    switch value {
    case .int32(let number):
      if dialect == .canonical {
        out.append(#"{"$numberInt":""#)
        out.append(decimal: Int64(number))
        out.append("\"}")
      } else {
        out.append(decimal: Int64(number))
      }
    case .int64(let number): write(int64: number, to: &out)
    case .double(let number): write(double: number, to: &out)
    case .decimal(let number):
      out.append(dialect == .shell ? "NumberDecimal('" : #"{"$numberDecimal":""#)
      out.append(text: number.description)
      out.append(dialect == .shell ? "')" : "\"}")
    case .date(let milliseconds): write(date: milliseconds, to: &out)
    case .timestamp(let seconds, let increment):
      let isShell = dialect == .shell
      out.append(isShell ? "Timestamp(" : #"{"$timestamp":{"t":"#)
      out.append(decimal: UInt64(seconds), atLeast: 1)
      out.append(isShell ? ", " : #","i":"#)
      out.append(decimal: UInt64(increment), atLeast: 1)
      out.append(isShell ? ")" : "}}")
    case .objectID:
      out.append(dialect == .shell ? "ObjectId('" : #"{"$oid":""#)
      Self.appendHex(of: value, to: &out)
      out.append(dialect == .shell ? "')" : "\"}")
    default: break
    }
  }

  /// Appends the 24 digits of an ObjectId.
  static func appendHex(of value: SampleValue, to out: inout OutputBytes) {
    guard case .objectID(let first, let last) = value else { return }
    out.append(hex: first)
    for shift in [24, 16, 8, 0] as [UInt32] {
      out.append(hexByte: UInt8(truncatingIfNeeded: last >> shift))
    }
  }

  private func write(int64 number: Int64, to out: inout OutputBytes) {
    switch dialect {
    case .relaxed: out.append(decimal: number)
    case .canonical, .legacy:
      out.append(#"{"$numberLong":""#)
      out.append(decimal: number)
      out.append("\"}")
    case .shell:
      // The old shell wrote small numbers bare, mongosh quotes them all; either must be read.
      let isBare = number.magnitude < 1 << 31
      out.append(isBare ? "NumberLong(" : "NumberLong('")
      out.append(decimal: number)
      out.append(isBare ? ")" : "')")
    }
  }

  private func write(double number: Double, to out: inout OutputBytes) {
    guard number.isFinite else {
      let isBare = dialect == .legacy || dialect == .shell
      if !isBare { out.append(#"{"$numberDouble":""#) }
      out.append(number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity")
      if !isBare { out.append("\"}") }
      return
    }
    switch dialect {
    case .relaxed: out.append(double: number, .extendedJSON)
    case .canonical:
      out.append(#"{"$numberDouble":""#)
      out.append(double: number, .extendedJSON)
      out.append("\"}")
    case .legacy, .shell: out.append(double: number, .plain)
    }
  }

  /// The first and the last millisecond that ISO 8601 can spell in four-digit years from 1970 on.
  private static let plainDates: ClosedRange<Int64> = 0...253_402_300_799_999

  private func write(date milliseconds: Int64, to out: inout OutputBytes) {
    let isPlain = Self.plainDates.contains(milliseconds)
    switch dialect {
    case .relaxed where isPlain, .legacy where isPlain:
      out.append(#"{"$date":""#)
      out.append(dateTime: milliseconds, isShort: dialect == .relaxed)
      out.append("\"}")
    case .relaxed, .canonical:
      out.append(#"{"$date":{"$numberLong":""#)
      out.append(decimal: milliseconds)
      out.append("\"}}")
    case .legacy:
      out.append(#"{"$date":"#)
      out.append(decimal: milliseconds)
      out.append("}")
    case .shell:
      out.append(isPlain ? "ISODate('" : "new Date(")
      if isPlain {
        out.append(dateTime: milliseconds)
      } else {
        out.append(decimal: milliseconds)
      }
      out.append(isPlain ? "')" : ")")
    }
  }
}

internal import DumpReader

/// A value of the type field, and what it means.
struct KnownType: Sendable {
  let bytes: [UInt8]
  let kind: TransactionKind

  func matches(_ text: RawSpan) -> Bool { text.elementsEqual(bytes.rawBytes) }
}

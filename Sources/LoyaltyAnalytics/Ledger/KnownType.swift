internal import DumpReader

/// A value of the type field, and what it means.
struct KnownType: Sendable {
  let bytes: [UInt8]
  let meaning: TypeMeaning

  func matches(_ text: RawSpan) -> Bool { text.elementsEqual(bytes.rawBytes) }
}

/// A text that equals another only if their bytes do, and is ordered by them.
///
/// `String` takes texts for the same that are canonically equivalent, such as an é and an e with an
/// accent behind it. To MongoDB these are different values.
package struct BytewiseString: Hashable, Comparable, Sendable {
  package let text: String

  package init(_ text: String) {
    self.text = text
  }

  package static func == (a: BytewiseString, b: BytewiseString) -> Bool {
    let (a, b) = (a.text.utf8.span, b.text.utf8.span)
    return unsafe a.bytes.elementsEqual(b.bytes)
  }

  package static func < (a: BytewiseString, b: BytewiseString) -> Bool {
    a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
  }

  /// Of the bytes as well: equivalent texts that hashed alike would make one chain of a table.
  package func hash(into hasher: inout Hasher) {
    unsafe text.utf8.span.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
  }
}

extension String {
  /// Whether the UTF-8 is the same. `==` takes texts for the same that are canonically equivalent, such
  /// as an é and an e with an accent behind it; to BSON and JSON these are different names.
  package func hasSameBytes(as other: String) -> Bool {
    utf8.elementsEqual(other.utf8)
  }
}

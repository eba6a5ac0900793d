/// A walker that keeps no fields, for looking at documents before they are handed out.
final class DocumentValidator {
  private var walker = BSONWalker(FieldSelection())
  private var values = FieldValues(for: FieldSelection())

  /// What is wrong with the document in `range`, nil if it is valid.
  func finding(_ bytes: RawSpan, _ range: Range<Int>) -> MalformedDocument? {
    do throws(MalformedDocument) {
      try walker.walk(bytes, range, into: &values)
      return nil
    } catch {
      return error
    }
  }
}

import ArgumentParser
import DumpReader

extension FormOptions {
  /// Where the rows are in an object around them, as `--records` says.
  ///
  /// - Throws: `ValidationError` where a name is empty.
  var recordsPath: RecordsPath? {
    get throws {
      guard let records else { return nil }
      guard let path = RecordsPath(records) else {
        throw ValidationError(
          "--records \(records): write it as data, as result.items, or as . for the whole input")
      }
      return path
    }
  }
}

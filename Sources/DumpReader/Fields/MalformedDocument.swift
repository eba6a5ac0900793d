/// What is wrong inside one document, and where.
///
/// It is a plain value without references, so that throwing one costs next to nothing: a damaged
/// dump may hold millions of them. The sentence is made by ``description``.
public struct MalformedDocument: Error, Sendable, Equatable {
  /// What was found.
  #if hasAttribute(nonexhaustive)
  @nonexhaustive
  #endif
  public enum Code: UInt8, Sendable {
    // BSON
    /// The length that the document states is not valid.
    case documentLength
    /// The document does not end in a zero byte.
    case missingTerminator
    /// A field name does not end.
    case unterminatedKey
    /// A value reaches past the end of its document.
    case valuePastEnd
    /// The length that a string states is not valid.
    case stringLength
    /// A string does not end in a zero byte.
    case stringTerminator
    /// The length that binary data states is not valid.
    case binaryLength
    /// A boolean is neither 0 nor 1.
    case boolean
    /// A byte is no BSON type.
    case unknownType
    /// The document ends before its length says so.
    case earlyEnd
    /// The length that a nested document states is not valid.
    case nestedLength
    /// The length that code with a scope states is not valid.
    case codeLength
    // Both
    /// Text is not UTF-8.
    case invalidUTF8
    /// Documents are nested too deep.
    case tooDeep
    /// A field that may occur once occurs twice.
    case duplicateField
    /// An object of Extended JSON stands for no value.
    case wrapper
    // JSON
    /// A document was expected.
    case expectedDocument
    /// A field name was expected.
    case expectedKey
    /// A colon was expected.
    case expectedColon
    /// A comma or a closing bracket was expected.
    case expectedComma
    /// A string does not end.
    case unterminatedString
    /// A control character stands in a string unescaped.
    case controlCharacter
    /// An escape sequence is not valid.
    case badEscape
    /// Half of a surrogate pair stands alone.
    case loneSurrogate
    /// A number is not valid.
    case badNumber
    /// A value was expected.
    case badLiteral
    /// The document does not end.
    case unterminated
    /// Something follows the document on its line.
    case trailingBytes
    /// The document is longer than ``InputOptions/maximumRecordSize``.
    case tooLong
    /// Rewritten as strict JSON, the document is longer than that.
    case rewrittenTooLong
    /// The shell left out what is nested here.
    case elided
    // Tables
    /// A row has more or fewer cells than the header.
    case columns
    /// A quote stands inside a cell.
    case quote
    // Framing
    /// The document is cut short.
    case cutShort
    /// Bytes that are no document.
    case skipped
    /// A block of an archive begins.
    case archiveBlock
  }

  /// What was found.
  public package(set) var code: Code
  /// Where, in bytes from the start of the document.
  public package(set) var offset: Int
  /// The number that the message names: a length, a type byte, a count.
  public package(set) var detail: Int64
  /// The name of the field where it was found, in the chunk; empty when it is not known.
  public package(set) var key: Range<Int>

  /// Creates a finding at an offset from the start of the document.
  package init(_ code: Code, at offset: Int, detail: Int64 = 0, key: Range<Int> = 0..<0) {
    self.code = code
    self.offset = offset
    self.detail = detail
    self.key = key
  }
}

extension MalformedDocument {
  /// Whether nothing is wrong with the document but text that is not valid Unicode.
  package var isInvalidTextOnly: Bool {
    (code == .invalidUTF8 || code == .loneSurrogate) && detail == 1
  }
}

extension MalformedDocument: CustomStringConvertible {
  /// What was found, as a sentence without a full stop.
  public var description: String {
    switch code {
    case .documentLength: "document length \(detail) is not valid"
    case .missingTerminator: "the document does not end in a zero byte"
    case .unterminatedKey: "a field name does not end"
    case .valuePastEnd: "a value reaches past the end of its document"
    case .stringLength: "string length \(detail) is not valid"
    case .stringTerminator: "a string does not end in a zero byte"
    case .binaryLength: "binary length \(detail) is not valid"
    case .boolean: "boolean \(detail) is neither 0 nor 1"
    case .unknownType: "0x\(String(detail, radix: 16)) is not a BSON type"
    case .earlyEnd: "the document ends before its length says so"
    case .nestedLength: "length \(detail) of a nested document is not valid"
    case .codeLength: "length \(detail) of code with scope is not valid"
    case .invalidUTF8: "text is not valid UTF-8"
    case .tooDeep: "documents are nested more than \(DocumentLimits.maximumDepth) deep"
    case .duplicateField: "the field occurs twice"
    case .wrapper: "the Extended JSON value is not valid"
    case .expectedDocument: "a document was expected"
    case .expectedKey: "a field name was expected"
    case .expectedColon: "a colon was expected"
    case .expectedComma: "a comma or a closing bracket was expected"
    case .unterminatedString: "a string does not end"
    case .controlCharacter: "a control character stands in a string unescaped"
    case .badEscape: "an escape sequence is not valid"
    case .loneSurrogate: "half of a surrogate pair stands alone"
    case .badNumber: "a number is not valid"
    case .badLiteral: "a value was expected"
    case .unterminated: "the document does not end"
    case .trailingBytes: "something follows the document on its line"
    case .tooLong: "the document is longer than \(detail) bytes"
    case .rewrittenTooLong: "rewritten as strict JSON, the document is longer than \(detail) bytes"
    case .elided: "the shell left out what is nested here"
    case .columns:
      "the line has \(detail.magnitude) \(detail.magnitude == 1 ? "cell" : "cells") "
        + "\(detail < 0 ? "fewer" : "more") than the header"
    case .quote: "a quote stands inside a cell"
    case .cutShort: "the document is cut short"
    case .skipped: "bytes that are no document"
    case .archiveBlock: "a block of an archive begins"
    }
  }
}

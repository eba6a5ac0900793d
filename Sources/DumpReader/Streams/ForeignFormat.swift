/// What people hand over by mistake: recognised in order to say what it is.
///
/// What each is known by stands in `ForeignFormat+Signatures`, `+Text` and `+Documents`; what to do about it, in
/// the program.
package enum ForeignFormat: String, Sendable, CaseIterable {
  // Containers and compressions.
  case zip, tar, sevenZip, rar, bzip2, xz, lz4, lzip, compress, snappy, s2, zlib, zstdDictionary
  // What has been encrypted.
  case openSSL, pgp, pgpText, age, notGzip, random
  // Databases and columns.
  case wiredTiger, sqlite, postgreSQL, sql, parquet, avro, orc, arrow, pickle, numpy
  // Documents and pictures.
  case office, oldOffice, pdf, png, jpeg, gif, webp, rtf
  // Programs, markup, settings.
  case elf, machO, script, html, xml, xmlError, yaml, gitLFS
  // Text in another encoding.
  case utf16, utf16BE, utf32, base64, hex, hexDump, byteListing
  // Documents in the notation of a programming language.
  case python, pythonObject, ruby, go, java, javaMap, javaObject, php, elixir, inserts
  // JSON that is no documents.
  case jsonInText, jsonTextArray, rowArrays, columnObjects, columnArrays, rowsByKey, call
  // Tables that have no delimiter.
  case fixedWidth, expanded
}

extension ForeignFormat {
  /// What it is, with its article, such as "a PNG image".
  package var name: String {
    switch self {
    case .zip: "a ZIP archive"
    case .tar: "a tar archive"
    case .sevenZip: "a 7-Zip archive"
    case .rar: "a RAR archive"
    case .bzip2: "bzip2 data"
    case .xz: "xz data"
    case .lz4: "lz4 data"
    case .lzip: "lzip data"
    case .compress: "data of the old Unix compress"
    case .snappy: "snappy data"
    case .s2: "S2 data"
    case .zlib: "data in the zlib format"
    case .zstdDictionary: "zstd that was compressed with a dictionary"
    case .openSSL: "data that OpenSSL encrypted"
    case .pgp, .pgpText: "data that OpenPGP encrypted or signed"
    case .age: "data that age encrypted"
    case .notGzip: "encrypted or damaged data: it begins like gzip and goes on unlike it"
    case .random: "encrypted data, or compressed data of a kind that is not known"
    case .wiredTiger: "a WiredTiger data file"
    case .sqlite: "an SQLite database"
    case .postgreSQL: "a dump of a PostgreSQL database"
    case .sql: "a dump of an SQL database"
    case .parquet: "a Parquet file"
    case .avro: "an Avro file"
    case .orc: "an ORC file"
    case .arrow: "an Arrow or Feather file"
    case .pickle: "a pickle of Python"
    case .numpy: "a NumPy array"
    case .office: "an Excel or other Office file"
    case .oldOffice: "an old Microsoft Office document"
    case .pdf: "a PDF document"
    case .png: "a PNG image"
    case .jpeg: "a JPEG image"
    case .gif: "a GIF image"
    case .webp: "a WebP image"
    case .rtf: "an RTF document"
    case .elf: "a program (ELF)"
    case .machO: "a program (Mach-O)"
    case .script: "a script"
    case .html: "an HTML page"
    case .xml: "XML"
    case .xmlError: "an error message in XML"
    case .yaml: "YAML"
    case .gitLFS: "a pointer of Git LFS, not the file itself"
    case .utf16: "UTF-16 text"
    case .utf16BE: "UTF-16 text, the high bytes first and no mark that says so"
    case .utf32: "UTF-32 text"
    case .base64: "a dump in Base64"
    case .hex: "a dump in hexadecimal digits"
    case .hexDump: "a hexadecimal listing of a dump"
    case .byteListing: "a listing of the bytes of a dump"
    case .python: "documents that Python printed"
    case .pythonObject: "objects that Python printed"
    case .ruby: "documents that Ruby printed"
    case .go: "documents that Go printed"
    case .java: "documents that Java printed"
    case .javaMap: "maps that Java printed"
    case .javaObject: "objects that Java or Kotlin printed"
    case .php: "documents that PHP printed"
    case .elixir: "documents that Elixir printed"
    case .inserts: "JavaScript that inserts documents"
    case .jsonInText: "JSON documents within JSON strings"
    case .jsonTextArray: "an array of JSON strings with JSON documents in them"
    case .rowArrays: "rows as arrays"
    case .columnObjects: "a table by columns: one object with an object for each of them"
    case .columnArrays: "a table by columns: one object with an array for each of them"
    case .rowsByKey: "one object with rows of its own below each key"
    case .call: "JSON in a call of JavaScript"
    case .fixedWidth: "a table with nothing but blanks between its columns"
    case .expanded: "rows that a shell printed one value a line"
    }
  }

  /// What was found, as a sentence without a full stop.
  package var sentence: String { "it looks like \(name)" }
}

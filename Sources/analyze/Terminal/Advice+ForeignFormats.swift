import DumpReader

extension Advice {
  /// What to do about a file that is something else.
  static func advice(about format: ForeignFormat, _ input: Input) -> String {
    switch format {
    case .bzip2: return input.filtered(by: "bzcat")
    case .xz: return input.filtered(by: "xzcat")
    case .lz4: return input.filtered(by: "lz4 -dc")
    case .lzip: return input.filtered(by: "lzip -dc")
    case .compress: return input.filtered(by: "zcat")
    case .snappy: return input.filtered(by: "snzip -dc")
    case .s2: return input.filtered(by: "s2d -c")
    case .zlib:
      return input.filtered(by: "perl -MCompress::Zlib -0777 -ne 'print uncompress($_)'")
    case .zstdDictionary:
      return input.filtered(by: "zstd -dc -D DICTIONARY", to: "with its dictionary, decompress it")
    case .zip: return "unpack it with unzip, and name the file or directory that comes out"
    case .tar: return "unpack it with tar -xf, and name the directory that comes out"
    case .sevenZip: return "unpack it with 7z x, and name the file or directory that comes out"
    case .rar: return "unpack it with unrar x, and name the file or directory that comes out"

    case .openSSL:
      return "decrypt it first, with openssl enc -d and the options it was encrypted with"
    case .pgp, .pgpText: return input.filtered(by: "gpg --decrypt", to: "decrypt it")
    case .age: return input.filtered(by: "age --decrypt -i KEYFILE", to: "decrypt it")
    case .notGzip, .random: return "decrypt it, or copy it again, before it is read"

    case .wiredTiger:
      return "start mongod on a copy of its folder and export the collection with mongodump"
    case .sqlite: return "export the table as CSV, with sqlite3 -header -csv"
    case .postgreSQL, .sql: return "load it into a database and export the table as CSV"
    case .parquet, .arrow, .orc, .avro, .pickle, .numpy:
      return "convert it to CSV or to JSON lines first"
    case .office, .oldOffice: return "save the table as CSV"
    case .pdf, .png, .jpeg, .gif, .webp, .rtf, .elf, .machO, .script:
      return "it holds no transactions"
    case .html, .xmlError: return "perhaps the download failed; look at what is in it"
    case .xml, .yaml: return "export the collection with mongoexport"
    case .gitLFS: return "fetch the file itself with git lfs pull"

    case .utf16, .utf16BE, .utf32:
      let width = format == .utf32 ? "UTF-32" : format == .utf16 ? "UTF-16" : "UTF-16BE"
      return input.filtered(by: "iconv -f \(width) -t UTF-8", to: "convert it")
    case .base64: return input.filtered(by: "base64 -d", to: "decode it")
    case .hex: return input.filtered(by: "xxd -r -p", to: "decode it")
    case .hexDump: return input.filtered(by: "xxd -r", to: "decode it")
    case .byteListing: return "name the dump that it lists: a listing may leave out lines"

    case .python: return "print each document with json_util.dumps of bson, one a line"
    case .pythonObject:
      return "print each as JSON, one a line: json.dumps of row.asDict(), or of vars(object)"
    case .ruby: return "print each document with its to_extended_json, one a line"
    case .go: return "print each document with bson.MarshalExtJSON, one a line"
    case .java: return "print each document with its toJson(), one a line"
    case .javaMap: return "print each document as JSON, one a line"
    case .javaObject: return "print each as JSON, one a line, with Jackson, Gson or the like"
    case .php: return "print each document with MongoDB\\BSON\\toRelaxedExtendedJSON, one a line"
    case .elixir: return "print each document with Jason.encode!, one a line"
    case .inserts:
      return "run it in mongosh and export the collection with mongoexport"
    case .jsonInText: return input.filtered(by: "jq -r .", to: "take it out")
    case .jsonTextArray: return input.filtered(by: "jq -r '.[]'", to: "take them out")
    case .columnObjects:
      let rows = ". as $t | (first(.[]) | keys_unsorted[]) as $i | $t | map_values(.[$i])"
      return input.filtered(by: "jq -c '\(rows)'", to: "make rows of it")
    case .columnArrays:
      let rows =
        ". as $t | range(.[keys_unsorted[0]] | length) as $i | $t | map_values(.[$i])"
      return input.filtered(by: "jq -c '\(rows)'", to: "make rows of it")
    case .rowsByKey:
      let rows = "to_entries[] | {user_id:.key} + .value[]"
      return input.filtered(
        by: "jq -c '\(rows)'", to: "if the keys are those of users, put them into the rows")
    case .call:
      return input.filtered(
        by: "sed -e '1s/^[^(]*(//' -e '$s/)[; ]*$//'", to: "take the call away")
    case .fixedWidth:
      return "print it with a delimiter: as CSV, or with sqlcmd -W -s ';', or to_csv of pandas"
    case .expanded:
      return "print it as CSV: with psql --csv instead of \\x, or with mysql --batch instead of \\G"
    case .rowArrays:
      return "write each row as an object of its own; pandas does with orient='records', lines=True"
    }
  }
}

import Foundation
import TestSupport
import Testing

@testable import DumpReader

@Suite("Directories and lists of inputs")
struct DirectoryTests {
  private static let bson = BSONBytes.document([.int32("_id", 1)])
  private static let lines = Array("{\"n\":1}\n{\"n\":2}\n".utf8)

  private func files(
    _ paths: [String], _ options: InputOptions = InputOptions()
  ) throws -> [ResolvedInput] {
    try ResolvedInput.files(named: paths, options: options)
  }

  @Test("Users, roles and the state of encryption are no candidates")
  func systemCollections() throws {
    let folder = try ScratchFolder()
    for name in [
      "shop/points", "shop/$admin.system.users", "shop/$admin.system.roles", "admin/system.version",
      "shop/enxcol_.points.esc", "shop/enxcol_.points.ecoc",
    ] {
      try folder.write("\(name).bson", Self.bson)
    }
    #expect(try files([folder.path]).map(\.namespace) == ["shop.points"])
  }

  @Test("A dump that lies deeper is read where there is just one", arguments: [1, 2, 3])
  func deeper(depth: Int) throws {
    let folder = try ScratchFolder()
    let path = (0..<depth).map { "d\($0)/" }.joined()
    try folder.write("\(path)shop/points.bson", Self.bson)
    try folder.write("__MACOSX/\(path)shop/._points.bson", [0, 5, 22, 7])
    try folder.write("notes/readme.md", Self.lines)
    #expect(try files([folder.path]).map(\.namespace) == ["shop.points"])
    try folder.write("e/dump/shop/points.bson", Self.bson)
    let error = #expect(throws: DumpError.self) { try files([folder.path]) }
    guard case .severalDumps(let dumps)? = error?.finding else {
      Issue.record("\(error.debugDescription)")
      return
    }
    #expect(dumps.count == 2)
    #expect(dumps.contains("\(folder.path)/e/dump"))
  }

  @Test("Deeper than that nothing is looked for")
  func tooDeep() throws {
    let folder = try ScratchFolder()
    try folder.write("a/b/c/d/e/points.bson", Self.bson)
    #expect(throws: DumpError(.emptyDirectory, path: folder.path)) { try files([folder.path]) }
    #expect(try files([folder.path + "/a"]).map(\.namespace) == ["e.points"])
  }

  @Test("A name that mongodump cut is that of the metadata", arguments: [false, true])
  func cutName(isCompressed: Bool) throws {
    let folder = try ScratchFolder()
    let whole = "points_" + String(repeating: "x", count: 230) + "_2024"
    let stem = String(whole.prefix(208)) + "%24" + "vvUmG513fEqiC-Rhmf7Xlcj3D9A"
    let metadata = Array("{\"indexes\":[],\"collectionName\":\"\(whole)\"}".utf8)
    try folder.write("shop/\(stem).bson", Self.bson)
    try folder.write(
      "shop/\(stem).metadata.json" + (isCompressed ? ".gz" : ""),
      isCompressed ? CompressedBytes.gzip(metadata) : metadata)
    try folder.write("shop/users.bson", Self.bson)
    let wanted = "shop.\(whole)"
    let options = InputOptions(namespace: wanted)
    #expect(try files([folder.path], options).map(\.namespace) == [wanted])
    let error = #expect(throws: DumpError.self) { try files([folder.path]) }
    #expect(error?.candidates == [wanted, "shop.users"])
  }

  @Test("Time series are told")
  func timeSeries() throws {
    let folder = try ScratchFolder()
    try folder.write("shop/system.buckets.load.bson", Self.bson)
    try folder.write("shop/load.metadata.json", Array("{\"type\":\"timeseries\"}".utf8))
    for namespace in [nil, "shop.load", "load"] {
      #expect(throws: DumpError(.timeSeries(["shop.load"]), path: folder.path)) {
        try files([folder.path], InputOptions(namespace: namespace))
      }
    }
  }

  @Test("A folder with an oplog and nothing else is that oplog")
  func oplog() throws {
    let folder = try ScratchFolder()
    let path = try folder.write("oplog.bson", Self.bson)
    #expect(try files([folder.path]).map(\.path) == [path])
  }

  @Test("All exports of a folder are read in the order of their names")
  func exports() throws {
    let folder = try ScratchFolder()
    let names = ["2013/part-1.json", "2014/part-0.json.gz", "2014/part-1.json", "a.jsonl"]
    for name in names {
      try folder.write(name, name.hasSuffix(".gz") ? CompressedBytes.gzip(Self.lines) : Self.lines)
    }
    try folder.write("_SUCCESS", [])
    try folder.write("_committed_1", Self.lines)
    try folder.write(".part-0.crc", [1, 2, 3])
    try folder.write("2014/part-9.json", [])
    #expect(try files([folder.path]).map(\.path) == names.map { "\(folder.path)/\($0)" })
  }

  @Test("What is no export among them is named")
  func strangers() throws {
    let folder = try ScratchFolder()
    try folder.write("part-0.json", Self.lines)
    let note = try folder.write("note.md", Array("Dear reader\n".utf8))
    #expect(throws: DumpError(.notExported([note]), path: folder.path)) { try files([folder.path]) }
    try FileManager.default.removeItem(atPath: note)
    let table = try folder.write("table.csv", Array("a,b\n1,2\n".utf8))
    #expect(
      throws: DumpError(
        .mixedFormats(["csv": table, "json": "\(folder.path)/part-0.json"]), path: folder.path)
    ) { try files([folder.path]) }
  }

  @Test("A file that is named twice is wrong usage, whatever its names")
  func sameFile() throws {
    let folder = try ScratchFolder()
    let path = try folder.write("shop/points.bson", Self.bson)
    let link = "\(folder.path)/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    for other in [path, link, folder.path, "\(folder.path)/./shop/points.bson"] {
      let error = #expect(throws: DumpError.self) { try files([path, other]) }
      #expect(error?.code == .usage)
    }
    let copy = try folder.write("copy.bson", Self.bson)
    #expect(try files([path, copy]).count == 2)
    #expect(try files(["/dev/null", "/dev/null"]).count == 2)
  }

  @Test("Pieces of one file are recognised")
  func pieces() throws {
    let whole = (0..<9).flatMap { BSONBytes.document([.int32("_id", $0), .string("n", "Ada")]) }
    let text = Array(String(repeating: "{\"n\":1}\n", count: 9).utf8)
    let table = Array("a,b\n1,2\n3,4\n5,6\n".utf8)
    for bytes in [whole, CompressedBytes.gzip(whole), text, table, CompressedBytes.zstd(text)] {
      for suffixes in [["aa", "ab", "ac"], ["001", "002", "003"], ["00", "01", "02"]] {
        let folder = try ScratchFolder()
        var paths: [String] = []
        for (i, suffix) in suffixes.enumerated() {
          let part = bytes.count / 3 + 1
          let bytes = Array(bytes[i * part..<min(bytes.count, (i + 1) * part)])
          paths.append(try folder.write("dump.\(suffix)", bytes))
        }
        #expect(throws: DumpError(.pieces(paths, missing: [], namespace: nil), path: paths[0])) {
          try files([paths[1], paths[2], paths[0]])
        }
      }
    }
  }

  @Test("A piece between two that is not named is named, or told to be missing")
  func gapsBetweenPieces() throws {
    let whole = (0..<9).flatMap { BSONBytes.document([.int32("_id", $0), .string("n", "Ada")]) }
    for suffixes in [["aa", "ab", "ac"], ["az", "ba", "bb"], ["099", "100", "101"]] {
      let folder = try ScratchFolder()
      let part = whole.count / 3 + 1
      var paths: [String] = []
      for (i, suffix) in suffixes.enumerated() {
        let bytes = Array(whole[i * part..<min(whole.count, (i + 1) * part)])
        paths.append(try folder.write("dump.\(suffix)", bytes))
      }
      #expect(throws: DumpError(.pieces(paths, missing: [], namespace: nil), path: paths[0])) {
        try files([paths[0], paths[2]])
      }
      try FileManager.default.removeItem(atPath: paths[1])
      #expect(
        throws: DumpError(.pieces(paths, missing: [paths[1]], namespace: nil), path: paths[0])
      ) {
        try files([paths[0], paths[2]])
      }
    }
  }

  @Test("The first piece is named where it is there, and told to be missing where it is not")
  func piecesWithoutTheFirst() throws {
    let whole = (0..<9).flatMap { BSONBytes.document([.int32("_id", $0), .string("n", "Ada")]) }
    for (suffixes, named) in [
      (["aa", "ab", "ac"], [1, 2]), (["001", "002", "003"], [1, 2]),
      (["000", "001", "002"], [1, 2]),
      (["00", "01", "02"], [1, 2]), (["aa", "ab", "ac", "ad"], [2, 3]),
    ] {
      let folder = try ScratchFolder()
      let part = whole.count / suffixes.count + 1
      var paths: [String] = []
      for (i, suffix) in suffixes.enumerated() {
        let bytes = Array(whole[i * part..<min(whole.count, (i + 1) * part)])
        paths.append(try folder.write("dump.\(suffix)", bytes))
      }
      #expect(throws: DumpError(.pieces(paths, missing: [], namespace: nil), path: paths[0])) {
        try files(named.map { paths[$0] })
      }
      for path in paths[..<named[0]] { try FileManager.default.removeItem(atPath: path) }
      let missing = Array(paths[..<named[0]])
      let error = DumpError(
        .pieces(paths, missing: missing, namespace: nil), path: paths[named[0]])
      #expect(throws: error) { try files(named.map { paths[$0] }) }
      #expect(error.reason.contains("the first one"))
    }
  }

  @Test("Files that are only called like pieces are none")
  func noPieces() throws {
    let folder = try ScratchFolder()
    for (i, bytes) in [
      Self.bson, Self.lines, Array("a,b\n1,2\n".utf8), CompressedBytes.gzip(Self.bson),
    ].enumerated() {
      let paths = try ["01", "02"].map { try folder.write("\(i).\($0)", bytes) }
      #expect(try files(paths).map(\.path) == paths)
    }
  }

  @Test("A name that is not UTF-8 is opened, and shown escaped")
  func names() throws {
    let bytes = Array("caf".utf8) + [0xE9] + Array(" é.bson".utf8) + [0xC3]
    let text = PlatformPath.text(of: bytes)
    #expect(PlatformPath.bytes(of: text) == bytes)
    #expect(PlatformPath.shown(text) == "caf\\xE9 é.bson\\xC3")
    #expect(PlatformPath.text(of: Array("é".utf8)) == "é")
    for byte in UInt8.min...UInt8.max {
      #expect(PlatformPath.bytes(of: PlatformPath.text(of: [byte])) == [byte])
    }
  }
}

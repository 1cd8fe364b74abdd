// `newsroom import`: press releases of an imaginary council, from files.

import Foundation
import RunningNewsroom
import Testing

@Suite struct ImportTests {
  /// In Dutch only and with a broken link: two errors.
  static let dutch = """
    PERSBERICHT

    TESTRAAD VRAAGT EEN PLAN VOOR DE HAVEN

    Brussel, 22/05/2025 – De Testraad vraagt een plan voor de haven en voor de bedrijven van de proefregio.

    Een plan voor de komende jaren

    De raad wil dat de bedrijven en de vakbonden samen een plan maken. Lees [het advies van de raad](#).

    Contact dossier

    Kim STAALTJE
    kim@example.org
    02/555.01.03
    """

  private static let everything = ["--acknowledge", "missingLanguage", "--acknowledge", "placeholderLink"]

  @Test func `a text becomes a draft, and each faulty line has a remark`() throws {
    let folder = try TestFolder()
    let file = try folder.file("haven.txt", Self.dutch)
    let ended = try folder.newsroom("import", file)
    #expect(ended.isSuccess && ended.errors.isEmpty)
    let href = "http://127.0.0.1:8080/releases/2025-05-22-testraad-vraagt-een-plan-voor-de-haven"
    #expect(ended.lines.first == "\(file): draft \(href)")
    #expect(ended.output.contains("\(file):9: error placeholderLink: "))
    #expect(ended.output.contains("error missingLanguage: "))
    #expect(try folder.count("desk", "SELECT count(*) FROM items") == 1)
    #expect(try folder.count("desk", "SELECT length(text) FROM manuscripts") == Self.dutch.utf8.count)
    #expect(try folder.count("public", "SELECT count(*) FROM documents") == 0)
  }

  @Test func `the same text a second time changes nothing`() throws {
    let folder = try TestFolder()
    let file = try folder.file("haven.txt", Self.dutch)
    #expect(try folder.newsroom("import", file).isSuccess)
    let again = try folder.newsroom("import", file, try folder.file("copy.txt", Self.dutch))
    #expect(again.isSuccess)
    #expect(again.lines.filter { $0.contains(": unchanged http://") }.count == 2)
    #expect(try folder.count("desk", "SELECT count(*) FROM revisions") == 1)
  }

  @Test func `errors block a publication until they are acknowledged`() throws {
    let folder = try TestFolder()
    let file = try folder.file("haven.txt", Self.dutch)
    let refused = try folder.newsroom("import", file, "--publish")
    let reason = try #require(refused.reason)
    #expect(reason.contains("missingLanguage") && reason.contains("placeholderLink"))
    #expect(try folder.count("desk", "SELECT count(*) FROM items") == 1)
    #expect(try folder.count("public", "SELECT count(*) FROM documents") == 0)
    let slip = try folder.run(["import", file, "--data", folder.data, "--publish", "--acknowledge", "missingLanguag"])
    #expect(slip.reason?.contains("missingLanguag") == true)
    let ended = try folder.run(["import", file, "--data", folder.data, "--publish"] + Self.everything)
    #expect(ended.isSuccess && ended.errors.isEmpty)
    #expect(ended.lines.first?.hasPrefix("\(file): published http://") == true, "\(ended.output)")
    #expect(try folder.count("desk", "SELECT count(*) FROM items") == 1)
    #expect(try folder.count("public", "SELECT count(*) FROM documents WHERE status = 'published'") == 1)
    let audited = "SELECT count(*) FROM audit WHERE action = 'publish' AND detail LIKE '%missingLanguage%'"
    #expect(try folder.count("desk", audited) == 1)
    let again = try folder.run(["import", file, "--data", folder.data, "--publish"] + Self.everything)
    #expect(again.isSuccess && again.lines.first?.hasPrefix("\(file): unchanged ") == true, "\(again.output)")
    #expect(try folder.count("public", "SELECT count(*) FROM changes") == 1)
  }

  @Test func `a text under embargo is planned for its end, and not public before`() throws {
    let folder = try TestFolder()
    let text = "ONDER EMBARGO TOT 1 januari 2099 om 10u00\n\n" + Self.dutch
    let file = try folder.file("embargo.txt", text)
    let arguments = ["import", file, "--data", folder.data, "--publish"] + Self.everything
    let ended = try folder.run(arguments)
    #expect(ended.isSuccess && ended.lines.first?.hasPrefix("\(file): embargoed ") == true, "\(ended.output)")
    #expect(try folder.count("public", "SELECT count(*) FROM documents") == 0)
    #expect(try folder.count("desk", "SELECT count(*) FROM publications WHERE state = 'planned'") == 1)
    #expect(try folder.run(arguments).lines.first?.hasPrefix("\(file): unchanged ") == true)
    #expect(try folder.count("desk", "SELECT count(*) FROM publications") == 1)
  }

  @Test func `a running server soon serves a publication of the command line`() throws {
    let folder = try TestFolder()
    let server = try folder.serve()
    #expect(try server.get("/releases").ids.isEmpty)
    let file = try folder.file("haven.txt", Self.dutch)
    #expect(try folder.run(["import", file, "--data", folder.data, "--publish"] + Self.everything).isSuccess)
    let id = "2025-05-22-testraad-vraagt-een-plan-voor-de-haven"
    #expect(try eventually(within: 10) { try server.get("/releases").ids == [id] })
    #expect(try server.get("/releases/\(id)").status == 200)
    #expect(try server.get("/changes").ids == [id])
  }

  @Test func `a file that is no press release is refused in one line, and nothing is stored`() throws {
    let folder = try TestFolder()
    let png = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + (0...255))
    let files = [
      try folder.file("empty.txt", ""), try folder.file("blank.txt", " \n\u{FEFF}\n\t\n"),
      try folder.file("picture.png", png), try folder.file("nul.txt", Data("a\0b\0c\n".utf8)),
      try folder.file("latin.txt", Data([0x54, 0xE9, 0x6C, 0xE9, 0x0A])), try folder.file("short.txt", "PERSBERICHT\n"),
      folder.path + "/missing.txt", folder.path,
    ]
    for file in files {
      let ended = try folder.newsroom("import", file)
      #expect(ended.output.isEmpty && ended.reason?.hasPrefix("\(file): ") == true, "\(ended.errors)")
      #expect(ended.reason?.contains("Error(") != true && ended.reason?.contains("Problem") != true, "\(ended.errors)")
    }
    #expect(try folder.count("desk", "SELECT count(*) FROM items") == 0)
    #expect(try folder.count("desk", "SELECT count(*) FROM manuscripts") == 0)
    let mixed = try folder.newsroom("import", files[0], try folder.file("haven.txt", Self.dutch), files[6])
    #expect(mixed.end == .exit(1) && mixed.lines.first?.contains(": draft ") == true)
    #expect(mixed.errors.split(separator: "\n").count == 2)
    #expect(try folder.count("desk", "SELECT count(*) FROM items") == 1)
  }

  @Test(arguments: ["release.docx", "release.pdf", "release.html"])
  func `a word processor file is read by its extension`(name: String) throws {
    let folder = try TestFolder()
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let fixture = try Data(contentsOf: tests.appending(path: "IntakeTests/Fixtures/" + name))
    let ended = try folder.newsroom("import", try folder.file(name, fixture))
    #expect(ended.isSuccess && ended.lines.first?.contains(": draft http") == true, "\(ended.errors)")
    let wrong = try folder.newsroom(
      "import", try folder.file("wrong.\(name == "release.pdf" ? "docx" : "pdf")", fixture))
    #expect(wrong.reason?.contains("but the content is something else") == true, "\(wrong.errors)")
  }

  /// Without poppler's program, the error names what is missing.
  @Test func `a PDF is refused where nothing can read it`() throws {
    let folder = try TestFolder()
    let file = try folder.file("a.pdf", Data("%PDF-1.7\n".utf8))
    let ended = try folder.run(["import", file, "--data", folder.data], environment: ["PATH": folder.path])
    #expect(ended.reason?.contains("“pdftotext” is missing") == true, "\(ended.errors)")
  }

  @Test(arguments: [("nl_BE.UTF-8", "Regel 9: "), ("fr_BE.UTF-8", "Ligne 9\u{a0}: "), ("en_GB.UTF-8", "Line 9: ")])
  func `remarks are in the language of the terminal`(locale: String, place: String) throws {
    let folder = try TestFolder()
    let file = try folder.file("haven.txt", Self.dutch)
    let ended = try folder.run(["import", file, "--data", folder.data], environment: ["LC_ALL": locale])
    #expect(ended.output.contains(place), "\(ended.output)")
  }
}

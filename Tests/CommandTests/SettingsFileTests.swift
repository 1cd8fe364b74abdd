// The settings file with the real command: at the start, in `settings check`, in a backup and on a read replica.

import Foundation
import GRDB
import RunningNewsroom
import Testing

@Suite struct SettingsFileTests {
  static let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"

  static let settings = """
    {"council": {"name": {"nl": "Onze Raad", "fr": "Notre Conseil", "en": "Our Council"},
      "website": "https://council.example", "address": "Kerkstraat 1",
      "press": {"name": "An", "email": "an@council.example", "phone": "02/205.68.68"}},
     "brand": {"colors": {"mark": "#006644", "link": "#004488"}, "logo": "logo.svg"},
     "themes": [{"code": "economy", "labels": {"nl": "Handel", "fr": "Commerce", "en": "Trade"}},
      {"code": "culture", "labels": {"nl": "Cultuur", "fr": "Culture", "en": "Arts"}}]}
    """

  /// Writes the settings file into a data directory.
  static func place(_ text: String = settings, in folder: TestFolder, _ data: String = "data") throws {
    try FileManager.default.createDirectory(atPath: "\(folder.path)/\(data)", withIntermediateDirectories: true)
    _ = try folder.file("\(data)/newsroom.json", text)
    _ = try folder.file("\(data)/logo.svg", svg)
  }

  private static func release(_ id: String, _ themes: String) -> String {
    """
    {"id": "\(id)", "releaseDate": "2025-05-22", "title": {"nl": "Titel", "fr": "Titre"},
     "body": {"nl": "Tekst.", "fr": "Texte."}, "themes": [\(themes)], "status": "published",
     "contacts": [{"name": "An", "email": "an@council.example"}]}
    """
  }

  @Test func `the demo of another council has its name, colors, logo, contact and themes`() throws {
    let folder = try TestFolder()
    try Self.place(in: folder)
    let server = try folder.serve("--demo")
    let page = try server.get("/releases?lang=fr&theme=economy", token: nil)
    #expect(page.items.count == 1)
    #expect(page.items.first?["themes"] as? [String] == ["economy"])
    let html = try server.get("/releases.html?lang=fr").text
    for part in [
      "Notre Conseil", "value=\"economy\"> Commerce", "value=\"culture\"> Culture", "src=\"/logo\"", "Kerkstraat 1",
      "https://council.example", "mailto:an@council.example", "tel:+3222056868",
    ] {
      #expect(html.contains(part), "\(part)")
    }
    #expect(!html.contains("Mobilité"))
    let css = try server.get("/newsroom.css").text
    #expect(css.contains("--mark:#006644") && css.contains("--link:#004488"))
    #expect(try server.get("/releases.atom?lang=en").text.contains("label=\"Trade\""))
    #expect(try server.get("/releases.rss?lang=nl").text.contains("<category>Handel</category>"))
    let document = try server.get("/openapi.json").text
    #expect(document.contains(#""enum":["economy","culture"],"x-labels":{"economy":{"nl":"Handel""#))
    #expect(document.contains("Our Council newsroom"))
    let desk = try server.get("/desk").text
    #expect(desk.contains("<title>Onze Raad</title>") && desk.contains("Notre Conseil"))
  }

  @Test func `options precede the environment, the environment the file, and the file the defaults`() throws {
    let folder = try TestFolder()
    let other = try folder.file("other.json", #"{"council": {"name": "From the file"}}"#)
    func name(_ options: [String], _ environment: [String: String]) throws -> String? {
      let ended = try folder.run(
        ["settings", "check", "--data", folder.data] + options, environment: environment)
      let settings = try JSONSerialization.jsonObject(with: Data(ended.output.utf8)) as? [String: Any]
      return (settings?["council"] as? [String: Any])?["name"] as? String
    }
    #expect(try name([], [:]) == "Brupartners")
    #expect(try name([], ["NEWSROOM_SETTINGS": other]) == "From the file")
    try Self.place(#"{"council": {"name": "In the directory"}}"#, in: folder)
    #expect(try name([], [:]) == "In the directory")
    #expect(try name([], ["NEWSROOM_SETTINGS": other]) == "From the file")
    #expect(try name(["--settings", other], ["NEWSROOM_SETTINGS": "/none.json"]) == "From the file")
    let environment = ["NEWSROOM_SETTINGS": other, "NEWSROOM_COUNCIL": "From the environment"]
    #expect(try name([], environment) == "From the environment")
    #expect(try name(["--council", "From an option"], environment) == "From an option")
  }

  @Test func `a fault is one line at the start, and settings check says the same`() throws {
    let folder = try TestFolder()
    for (text, part) in [
      (#"{"council": {"nam": "x"}}"#, "/newsroom.json: council.nam: There is no field"),
      (##"{"brand": {"colors": {"link": "#ffff00"}}}"##, "/newsroom.json: brand.colors.link: The color #ffff00 has"),
      (#"{"brand": {"logo": "none.svg"}}"#, "/data/none.svg cannot be read"), ("{", "/newsroom.json: "),
    ] {
      try Self.place(text, in: folder)
      let check = try folder.newsroom("settings", "check")
      #expect(check.end == .exit(1) && check.reason?.contains(part) == true, "\(check.errors)")
      let serve = ["serve", "--port", "0"]
      for command in [serve, serve + ["--read-only"], ["openapi"], ["import", "x"]] {
        let ended = try folder.run(command + ["--data", folder.data])
        #expect(ended.end == .exit(1) && ended.errors == check.errors, "\(command): \(ended.errors)")
      }
    }
    try Self.place(#"{"council": {"nam": "x", "website": 5}, "themes": []}"#, in: folder)
    let check = try folder.newsroom("settings", "check")
    #expect(check.errors.split(separator: "\n").count == 3)
    #expect(try folder.newsroom("serve", "--port", "0").errors == check.errors)
    let missing = try folder.newsroom("settings", "check", "--settings", folder.path + "/none.json")
    #expect(missing.end == .exit(1) && missing.reason?.contains("/none.json cannot be read") == true)
  }

  @Test func `a theme that the settings dropped is shown by its code, and refused in new texts and filters`() throws {
    let folder = try TestFolder()
    let token = try folder.token("draft", "publish", "admin")
    let environment = ["NEWSROOM_OUTBOUND_ALLOW": "127.0.0.0/8", "NEWSROOM_OUTBOUND_ALLOW_HTTP": "true"]
    do {
      let server = try RunningServer(folder, environment: environment)
      #expect(try server.post("/releases", Self.release("old", "\"mobility\""), token: token).status == 201)
      let body = #"{"url": "http://127.0.0.1:9/", "themes": ["mobility"]}"#
      #expect(try server.post("/subscriptions", body, token: token).status == 201)
      server.child.send(SIGTERM)
      #expect(server.child.end() == .exit(0))
    }
    try Self.place(in: folder)
    let server = try RunningServer(folder, environment: environment)
    #expect(try server.get("/releases/old").object["themes"] as? [String] == ["mobility"])
    let html = try server.get("/releases/old.html?lang=fr").text
    #expect(html.contains("<li>mobility</li>") && !html.contains("theme=mobility"))
    #expect(try server.get("/releases.atom?lang=fr").text.contains("term=\"mobility\" label=\"mobility\""))
    for themes in ["\"mobility\"", "\"culture\", \"mobility\""] {
      let refused = try server.post("/releases", Self.release("new", themes), token: token)
      #expect(refused.status == 400)
      #expect(refused.text.contains("“mobility” ") && refused.text.contains("economy, culture"), "\(refused.text)")
    }
    #expect(try server.get("/releases?theme=mobility").status == 400)
    #expect(try server.get("/stream?theme=mobility").status == 400)
    // A subscription keeps its theme, so that it can still be paused.
    func patch(_ body: String) throws -> Int {
      try server.send("PATCH", "/subscriptions/1", body, token: token).status
    }
    #expect(try patch(#"{"state": "paused"}"#) == 200 && patch(#"{"themes": ["housing"]}"#) == 400)
    #expect(try server.get("/subscriptions/1", token: token).object["themes"] as? [String] == ["mobility"])
    #expect(try server.post("/releases", Self.release("new", "\"culture\""), token: token).status == 201)
    #expect(try server.get("/releases?theme=culture").ids == ["new"])
  }

  @Test func `an advice is issued by the council by default, in the languages of the advice`() throws {
    let folder = try TestFolder()
    try Self.place(in: folder)
    let token = try folder.token("draft")
    let server = try folder.serve()
    func body(_ more: String) throws -> [String: Any] {
      let advice = #"{"kind": "initiative", "title": {"nl": "Titel", "fr": "Titre"}\#(more)}"#
      return try server.post("/advices", advice, token: token).object
    }
    let own = try body("")
    #expect(own["issuingBody"] as? [String: String] == ["nl": "Onze Raad", "fr": "Notre Conseil"])
    #expect(own["languageStates"] as? [String: String] == ["nl": "draft", "fr": "draft"])
    #expect(try body(#", "issuingBody": "Other""#)["issuingBody"] as? String == "Other")
  }

  @Test func `a read replica with the settings file serves the same as the writer`() throws {
    let folder = try TestFolder(in: .disk)
    try Self.place(in: folder)
    let address = ["NEWSROOM_PUBLIC_URL": "https://press.example"]
    let writer = try RunningServer(folder, ["--demo"], environment: address)
    try Self.place(in: folder, "copy")
    try folder.database("public").backup(to: DatabaseQueue(path: folder.path + "/copy/public.sqlite"))
    let replica = try RunningServer(folder, ["--read-only"], data: folder.path + "/copy", environment: address)
    #expect(try eventually(within: 20) { try replica.get("/releases").status == 200 })
    for path in ["/?lang=en", "/releases.html?lang=fr", "/releases.atom?lang=nl", "/openapi.json", "/newsroom.css"] {
      let (one, two) = (try writer.get(path), try replica.get(path))
      #expect(one.status == 200 && one.text == two.text, "\(path)")
    }
    #expect(try replica.get("/releases.atom?lang=nl").text.contains("label=\"Handel\""))
  }
}

// The council's settings on the command line and in the environment.

import Foundation
import RunningNewsroom
import Testing

@Suite struct CouncilOptionsTests {
  @Test func `name, colors, logo and contact are settings of the server`() throws {
    let folder = try TestFolder()
    let logo = try folder.file("logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
    let environment = [
      "NEWSROOM_COUNCIL": "Raad", "NEWSROOM_LINK_COLOR": "#004400", "NEWSROOM_ACCESSIBILITY_DATE": "2026-01-31",
    ]
    let server = try RunningServer(
      folder, ["--council", "Onze Raad", "--logo", logo, "--accessibility-contact", "https://raad.example/help"],
      environment: environment)
    let page = try server.get("/accessibility?lang=en").text
    for part in ["Onze Raad", "src=\"/logo\"", "https://raad.example/help", "31 January 2026"] {
      #expect(page.contains(part), "\(part)")
    }
    #expect(try server.get("/logo").status == 200)
    #expect(try server.get("/newsroom.css").text.contains("--link:#004400"))
  }

  @Test(arguments: [
    (["--mark-color", "red"], "--mark-color"), (["--link-color", "#12"], "--link-color"),
    (["--council", " "], "--council"),
    (["--logo", "/nothing/there.svg"], "--logo"), (["--logo", "/etc/passwd"], "SVG or PNG"),
    (["--accessibility-contact", "nobody"], "--accessibility-contact"),
    (["--accessibility-date", "2026-02-30"], "--accessibility-date"),
  ])
  func `an invalid setting is reported`(options: [String], named: String) throws {
    let folder = try TestFolder()
    let ended = try folder.run(["serve", "--port", "0", "--data", folder.data] + options)
    #expect(ended.end == .exit(64) && ended.errors.contains(named), "\(ended.errors)")
  }
}

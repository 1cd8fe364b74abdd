// Newsrooms that send mail to a test server, and helpers to read it.

import Foundation
import GRDB
import Outbound
import RunningNewsroom
import Testing

@testable import API
@testable import Delivery
@testable import Desk
@testable import Values

extension MailServer {
  /// The settings for sending mail to this server.
  func settings(timeout: Duration = .seconds(60)) throws -> MailSettings {
    try MailSettings(
      relay: relay("smtp://127.0.0.1:\(port)"), sender: mailbox("Raad – pers <press@council.example>"),
      timeout: timeout)
  }

  func relay(_ url: String, login: MailRelay.Login? = nil, certificates: String? = nil) throws -> MailRelay {
    try #require(MailRelay(url, named: "council.example", login: login, certificates: certificates))
  }

  func mailbox(_ text: String) throws -> MailAddress { try #require(MailAddress(text)) }
}

extension MailServer.Message {
  /// The path of the first link with a token in its text.
  var link: String? {
    text.firstMatch(of: /http\S+?(\/subscribers\/\S+)/).map { String($0.output.1) }
  }

  func has(_ name: String, _ value: String) -> Bool { self[name] == value }
}

extension TestNewsroom {
  static func mailing(to server: MailServer, timeout: Duration = .seconds(60)) throws -> TestNewsroom {
    try TestNewsroom(delivers: true, mail: server.settings(timeout: timeout))
  }

  func ask(_ email: String, _ language: String = "nl", _ more: String = "") throws -> Reply {
    let body = #"{"email": "\#(email)", "language": "\#(language)"\#(more)}"#
    return try send("POST", "/subscribers", Array(body.utf8), [:])
  }

  /// A confirmed subscriber, as the pages would create it.
  func subscribe(_ email: String, _ language: Language = .nl, themes: [String] = []) throws {
    let app = application
    try app.desk.pool.write { db in
      try Subscriber.request(
        db, .init(email: email, language: language, themes: themes), key: app.desk.subscriberKey,
        address: app.publicURL)
      let row = try Row.fetchOne(db, sql: "SELECT * FROM subscribers WHERE email = ?", arguments: [email])
      _ = try row.map(Subscriber.init)?.confirm(db)
    }
  }

  func subscriber(_ number: Int = 1) throws -> JSONObject {
    try desk("GET", "/subscribers/\(number)", as: token("reader", .admin)).json
  }

  /// Posts like an HTML form.
  func post(_ path: String, _ form: String = "") throws -> Reply {
    let fields = ["Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"]
    return try send("POST", path, Array(form.utf8), fields)
  }
}

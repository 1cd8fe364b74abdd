// The options for mail. Options take precedence over the environment; a password is never an option.

import ArgumentParser
import Delivery
import Foundation
import Outbound

struct MailOptions: ParsableArguments {
  private static let environment = ProcessInfo.processInfo.environment

  @Option(
    help: ArgumentHelp(
      """
      The relay that sends mail: smtp://relay.example:587 (with STARTTLS) or smtps://relay.example. Also \
      NEWSROOM_SMTP; with NEWSROOM_SMTP_USER and NEWSROOM_SMTP_PASSWORD or NEWSROOM_SMTP_PASSWORD_FILE to log in.
      """, valueName: "url"))
  var smtp: String?

  @Option(
    help: ArgumentHelp(
      "The sender of mail: \"Council press <press@council.example>\". Also NEWSROOM_MAIL_FROM.", valueName: "mailbox"))
  var mailFrom: String?

  func validate() throws { _ = try value }

  /// Nil when mail is not configured.
  var value: MailSettings? {
    get throws {
      guard let (url, place) = Self.read(smtp, "--smtp", "NEWSROOM_SMTP") else { return nil }
      guard let (from, fromPlace) = Self.read(mailFrom, "--mail-from", "NEWSROOM_MAIL_FROM") else {
        throw ValidationError("\(place) needs --mail-from, the sender of mail")
      }
      guard let sender = MailAddress(from) else {
        throw ValidationError("\(fromPlace) must be like Council press <press@council.example>, not “\(from)”")
      }
      let relay = MailRelay(
        url, named: sender.domain, login: try Self.login(), certificates: try Self.file("NEWSROOM_SMTP_CERTIFICATES"))
      guard let relay else {
        // The text may contain a password by mistake, so it is not printed.
        throw ValidationError("\(place) must be like smtp://relay.example:587 or smtps://relay.example")
      }
      return MailSettings(relay: relay, sender: sender)
    }
  }

  /// - Parameter publicURL: the public address; links in mail begin with it.
  /// - Throws: `ValidationError` when a remote relay would get links that are not https.
  func check(publicURL: String) throws {
    guard let mail = try value, !mail.isForThisMachine, !publicURL.hasPrefix("https://") else { return }
    throw ValidationError("mail contains links: NEWSROOM_PUBLIC_URL must be an https address, not “\(publicURL)”")
  }

  private static func login() throws -> MailRelay.Login? {
    let (user, given) = (variable("NEWSROOM_SMTP_USER"), variable("NEWSROOM_SMTP_PASSWORD"))
    let path = try file("NEWSROOM_SMTP_PASSWORD_FILE")
    if given != nil, path != nil {
      throw ValidationError("give NEWSROOM_SMTP_PASSWORD or NEWSROOM_SMTP_PASSWORD_FILE, not both")
    }
    let password = try given ?? path.map(text)
    switch (user, password) {
    case (nil, nil): return nil
    case (let user?, let password?):
      return MailRelay.Login(user: user, password: password.trimmingCharacters(in: .newlines))
    case (_?, nil):
      throw ValidationError("NEWSROOM_SMTP_USER needs NEWSROOM_SMTP_PASSWORD or NEWSROOM_SMTP_PASSWORD_FILE")
    case (nil, _?): throw ValidationError("NEWSROOM_SMTP_PASSWORD needs NEWSROOM_SMTP_USER")
    }
  }

  /// The path of a readable file; nil when the variable is not set.
  private static func file(_ name: String) throws -> String? {
    guard let path = variable(name) else { return nil }
    guard FileManager.default.contents(atPath: path) != nil else {
      throw ValidationError("\(name) must be a readable file, not “\(path)”")
    }
    return path
  }

  private static func text(of path: String) throws -> String {
    do { return try String(contentsOfFile: path, encoding: .utf8) } catch {
      throw ValidationError("NEWSROOM_SMTP_PASSWORD_FILE must be a text file in UTF-8, not “\(path)”")
    }
  }

  private static func read(_ option: String?, _ name: String, _ variable: String) -> (text: String, place: String)? {
    if let option, !option.isEmpty { return (option, name) }
    return self.variable(variable).map { ($0, variable) }
  }

  private static func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
}

// Composes the mail for a subscriber and an event, from the state at the time of sending.

import Catalog
import Content
import Cryptography
import Formats
import Foundation
import GRDB
import Outbound
import Pages
import Storage
import Synchronization
import Values

/// Composes messages; the part that all subscribers of a language share is made once.
package final class MailComposer: Sendable {
  private struct Key: Hashable {
    let event: Int64
    let language: Language
  }

  let settings: MailSettings
  private let store: ItemStore
  private let council: Council
  private let key: SecretKey
  private let messages = Mutex<[Key: EmailMessage]>([:])
  /// The most shared messages that are kept in memory.
  private static let limit = 16

  /// - Parameter store: the public item store.
  package init(_ settings: MailSettings, store: ItemStore, council: Council, key: SecretKey) {
    (self.settings, self.store, self.council, self.key) = (settings, store, council, key)
  }

  private var address: String { String(decoding: store.address, as: UTF8.self) }

  /// - Parameters:
  ///   - row: the row of the delivery, joined with its event.
  ///   - db: the desk's file.
  /// - Returns: nil when nothing must be sent.
  func transfer(_ row: Row, _ db: Database) throws -> Transfer? {
    let event = Event(row: row)
    guard let subscriber = try Subscriber.find(db, row["target"]), let email = subscriber.email,
      let data = JSON.stored(String(decoding: row["body"] as Data, as: UTF8.self))?["data"]?.object
    else { return nil }
    let message: [UInt8]
    switch subscriber.state {
    case .pending where event.type == Event.confirmation: message = confirmation(event, subscriber, email)
    case .active:
      guard try event.type != Event.type(.releases, .withdrawn) || hasReceived(row, db),
        let shared = try sharedMessage(event, data, in: subscriber.language)
      else { return nil }
      message = personalized(shared, subscriber, email)
    default: return nil
    }
    let envelope = Envelope(relay: settings.relay, sender: settings.sender.address, recipient: email)
    return Transfer(message, in: envelope, timeout: settings.timeout, maximumBodyBytes: DeliveryFactory.answerLimit)
  }

  /// Whether the subscriber may have received an earlier message about the item.
  private func hasReceived(_ row: Row, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (SELECT 1 FROM deliveries WHERE way = 'mail' AND target = ? AND item = ? AND event < ?
          AND state IN ('delivered', 'failed'))
        """, arguments: [row["target"], row["item"], row["number"]]) == true
  }

  /// Adds the unsubscribe links of one subscriber (RFC 2369, RFC 8058).
  private func personalized(_ shared: EmailMessage, _ subscriber: Subscriber, _ email: String) -> [UInt8] {
    let link = subscriber.token(.ending, key).link(address, in: subscriber.language.ofPages)
    let fields = [
      MailText.field("List-Unsubscribe", "<\(link)>"),
      MailText.field("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    ]
    let (reason, end) = (
      LocalizedText.reasonOfMail(council.name[shared.language]).text(in: shared.language),
      LocalizedText.unsubscribe.text(in: shared.language)
    )
    let foot = EmailMessage.Foot(
      text: "\n-- \n\(reason)\n\(end)\(shared.language.colon) \(link)\n",
      html: "<p class=\"foot\">\(reason) <a href=\"\(link)\">\(end)</a></p>\n")
    return shared.bytes(to: email, fields, foot: foot)
  }

  private func confirmation(_ event: Event, _ subscriber: Subscriber, _ email: String) -> [UInt8] {
    let language = subscriber.language
    let link = subscriber.token(.confirmation, key).link(address, in: language.ofPages)
    let title = LocalizedText.confirmTitle(council.name[language]).text(in: language)
    let (ask, rest) = (
      LocalizedText.confirmAsk(council.name[language]).text(in: language), LocalizedText.confirmElse.text(in: language)
    )
    let head = head("\(event.id)@\(settings.sender.domain)", event, subject: title)
    let html = EmailMessage.page(
      title, in: language.ofPages,
      [
        "<h1>\(title)</h1>\n<p>\(ask)</p>",
        "<p><a href=\"\(link)\">\(LocalizedText.confirm.text(in: language))</a></p>\n<p>\(rest)</p>",
      ])
    return EmailMessage(head: head, language: language.ofPages, text: "\(ask)\n\n\(link)\n\n\(rest)\n", html: html)
      .bytes(to: email)
  }

  // MARK: Releases

  /// The message on a release, made from the public file alone. Nil when the release has changed since the event: the
  /// later event has its own message.
  private func sharedMessage(_ event: Event, _ data: JSONObject, in language: Language) throws -> EmailMessage? {
    guard let change = event.change, let id = data["id"]?.string else { return nil }
    let key = Key(event: event.number, language: language)
    return try store.readers.read { db in
      let newest = try Int64.fetchOne(
        db, sql: "SELECT number FROM changes WHERE kind = ? AND id = ? AND NOT minor ORDER BY number DESC LIMIT 1",
        arguments: [Resource.releases.kind, id])
      guard newest == change else { return nil }
      if let made = messages.withLock({ $0[key] }) { return made }
      guard let message = try make(event, data, id, language, db) else { return nil }
      messages.withLock { messages in
        if messages.count >= Self.limit { messages.removeAll() }
        messages[key] = message
      }
      return message
    }
  }

  private func make(
    _ event: Event, _ data: JSONObject, _ id: String, _ language: Language, _ db: Database
  ) throws -> EmailMessage? {
    let version = data["version"]?.text ?? ""
    switch try store.find(db, .releases, id: id, language: nil) {
    case .item(let json, _, let languages) where languages.contains(.one(language)):
      let view = ItemView(
        resource: .releases, document: try json.object(), language: language, interface: language.ofPages,
        languages: languages.languages, address: address, council: council)
      let isCorrection = event.type == Event.type(.releases, .corrected)
      let subject = isCorrection ? LocalizedText.corrected(view.name).text(in: language) : view.name
      let head = head(
        messageID(id, version, language), event, subject: subject, in: language,
        after: isCorrection ? messageID(id, "1", language) : nil)
      return EmailMessage(head: head, language: language, text: view.plainText, html: view.mailPage)
    case .withdrawn(let notice):
      let head = head(
        messageID(id, "withdrawn", language), event, subject: LocalizedText.withdrawnRelease.text(in: language),
        in: language, after: messageID(id, "1", language))
      let parts = [
        LocalizedText.withdrawnMessage(council.name[language]).text(in: language), notice.text("reason", in: language),
        "\(address)/releases/\(id)?lang=\(language)",
      ].compactMap(\.self)
      let title = LocalizedText.withdrawnRelease.text(in: language)
      let html = EmailMessage.page(
        title, in: language.ofPages,
        ["<h1>\(title)</h1>"] + parts.dropLast().map { "<p>\($0)</p>" }
          + parts.suffix(1).map {
            "<p><a href=\"\($0)\">\($0)</a></p>"
          })
      return EmailMessage(head: head, language: language, text: parts.joined(separator: "\n\n") + "\n", html: html)
    default: return nil
    }
  }

  /// The Message-ID, the same for all recipients: their messages differ only in the unsubscribe link.
  private func messageID(_ id: String, _ version: String, _ language: Language) -> String {
    "\(id).\(version).\(language)@\(settings.sender.domain)"
  }

  /// - Parameters:
  ///   - language: the language of the mailing list; nil for a message to one person.
  ///   - first: the id of the message that this one replies to (RFC 5322 section 3.6.4).
  private func head(
    _ id: String, _ event: Event, subject: String, in language: Language? = nil, after first: String? = nil
  ) -> [String] {
    let sender = settings.sender
    var fields = [
      MailText.field("From", (sender.name.map(MailText.phrase) ?? []) + ["<\(sender.address)>"]),
      MailText.field("Subject", MailText.words(subject)), MailText.field("Date", MailText.date(event.at)),
      MailText.field("Message-ID", "<\(id)>"),
      // Prevents automatic replies such as absence notices (RFC 3834 section 5).
      MailText.field("Auto-Submitted", "auto-generated"),
    ]
    if let first {
      fields += [MailText.field("In-Reply-To", "<\(first)>"), MailText.field("References", "<\(first)>")]
    }
    if let language {
      let releases = LocalizedText.collection(.releases).text(in: language)
      let name = "\(council.name[language]) \(releases) (\(language.ownName))"
      fields += [
        // List-Id is RFC 2919; older programs recognize a list by Precedence.
        MailText.field("List-Id", MailText.phrase(name) + ["<releases.\(language).\(sender.domain)>"]),
        MailText.field("Precedence", "list"),
      ]
    }
    return fields
  }
}

extension ItemView {
  /// The release as an HTML page for mail programs.
  fileprivate var mailPage: Markup {
    EmailMessage.page(
      name, in: language,
      [
        "<p class=\"sender\">\(council.name[interface]) \(LocalizedText.newsroom.text(in: interface))</p>", notices,
        "<p class=\"meta\">\(kind)\(date.map { " · \($0)" })</p>\n<h1>\(name)</h1>", dateline,
        rendered("lead", as: "lead"), rendered("body", as: "text"), notes, contactList,
        rendered("boilerplate", as: "about"),
        "<p><a href=\"\(permalink)\">\(LocalizedText.readOnSite.text(in: interface))</a></p>",
      ])
  }
}

extension Language {
  /// The language of pages for a reader of this language: itself if pages exist in it, else English.
  package var ofPages: Language { Language.spoken.contains(self) ? self : .en }
}

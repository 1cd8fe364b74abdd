// What a relay has answered to a message, and what that says of it and of who was to get it.

import Outbound
import Values

/// A reply of SMTP (RFC 5321 section 4.2), with the status code of RFC 3463 where it begins with one.
struct MailReply: Sendable {
  let status: Int
  /// That was answered; nil for the greeting.
  let command: String?
  let text: String

  init(status: Int, command: String?, text: String) {
    (self.status, self.command, self.text) = (status, command, text)
  }

  init(_ answer: TransferAnswer) {
    self.init(status: answer.status, command: answer.command, text: answer.text)
  }

  /// Whether there is no such address. A relay that refuses us, is full or does not know what we say has said nothing
  /// of that: a wrong setting is not to end every subscriber.
  var isBounce: Bool {
    guard command == "RCPT", isPermanent else { return false }
    if let (subject, detail) = enhanced { return subject == 1 || subject == 2 && detail != 2 }
    return !(500...504).contains(status) && ![530, 535, 538, 552].contains(status)
      && !text.lowercased().contains("relay")
  }

  /// Whether the same message would be refused again. What the relay has against the sender or the connection can be
  /// mended by its operator or ours, so that is tried again.
  var isFinal: Bool { isBounce || isPermanent && command == "DATA" }

  private var isPermanent: Bool { (500...599).contains(status) }

  /// Subject and detail of `5.1.1`.
  private var enhanced: (subject: Int, detail: Int)? {
    let numbers = text.prefix { $0 != " " }.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 3, let subject = numbers[1], let detail = numbers[2], numbers[0] != nil else { return nil }
    return (subject, detail)
  }

  /// The text without any address, nor the name before its `@`.
  func text(withholding address: String) -> String {
    let name = address.prefix { $0 != "@" }.lowercased()
    let words = text.split(separator: " ").map { word in
      let bare = word.trimming("<>()[]\"',.;:").lowercased()
      return word.contains("@") || bare == name || bare == name.prefix(while: { $0 != "+" }) ? "…" : String(word)
    }
    return words.joined(separator: " ")
  }
}

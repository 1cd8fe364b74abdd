// The reply of a relay to a message, and what it says about the message and its recipient.

import Outbound
import Values

/// An SMTP reply (RFC 5321 section 4.2); its text may begin with an enhanced status code (RFC 3463).
struct MailReply: Sendable {
  let status: Int
  /// The command that was answered; nil for the greeting.
  let command: String?
  let text: String

  init(status: Int, command: String?, text: String) {
    (self.status, self.command, self.text) = (status, command, text)
  }

  init(_ answer: TransferAnswer) {
    self.init(status: answer.status, command: answer.command, text: answer.text)
  }

  /// Whether the address does not exist. A relay that refuses us, is full or rejects our commands says nothing about
  /// the address: a wrong setting must not end all subscriptions.
  var isBounce: Bool {
    guard command == "RCPT", isPermanent else { return false }
    if let (subject, detail) = enhanced { return subject == 1 || subject == 2 && detail != 2 }
    return !(500...504).contains(status) && ![530, 535, 538, 552].contains(status)
      && !text.lowercased().contains("relay")
  }

  /// Whether the relay would refuse the same message again. A refusal of the sender or the connection is retried, since
  /// an operator can fix its cause.
  var isFinal: Bool { isBounce || isPermanent && command == "DATA" }

  private var isPermanent: Bool { (500...599).contains(status) }

  /// The subject and detail of an enhanced status code: 1 and 1 of `5.1.1`.
  private var enhanced: (subject: Int, detail: Int)? {
    let numbers = text.prefix { $0 != " " }.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 3, let subject = numbers[1], let detail = numbers[2], numbers[0] != nil else { return nil }
    return (subject, detail)
  }

  /// The text without mail addresses, and without the local part of the given address.
  func text(withholding address: String) -> String {
    let name = address.prefix { $0 != "@" }.lowercased()
    let words = text.split(separator: " ").map { word in
      let bare = word.trimming("<>()[]\"',.;:").lowercased()
      let isAddress = word.utf8.contains(UInt8(ascii: "@"))
      return isAddress || bare == name || bare == name.prefix(while: { $0 != "+" }) ? "…" : String(word)
    }
    return words.joined(separator: " ")
  }
}

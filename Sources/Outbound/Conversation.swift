// The SMTP conversation of a mail transfer: the last command and the server's reply.

/// Records SMTP commands and replies line by line (RFC 5321 section 4.2).
struct Conversation {
  /// The verb of the last command; nil before the first. Its arguments, such as addresses and passwords, are not kept.
  private(set) var command: String?
  private var lines: [Substring] = []
  private var hasQuit = false

  private static let verbs: Set<Substring> = ["EHLO", "HELO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA"]
  /// The largest number of lines kept of one reply.
  private static let limit = 20

  mutating func say(_ line: String) {
    let verb = line.prefix { $0 != " " }
    // QUIT follows the end of the transfer, perhaps on another connection.
    hasQuit = verb == "QUIT"
    guard !hasQuit else { return }
    // Lines of an authentication dialogue start with no verb.
    if Self.verbs.contains(verb) { command = String(verb) }
    lines = []
  }

  mutating func hear(_ line: String) {
    guard !hasQuit else { return }
    // DATA gets two replies, 354 and the final one, without a command in between.
    if reply != nil { lines = [] }
    if lines.count < Self.limit { lines.append(line[...]) }
  }

  /// The last reply; nil until it is complete.
  var reply: (status: Int, text: String)? {
    guard let last = lines.last, let status = Int(last.prefix(3)), last.dropFirst(3).first != "-" else { return nil }
    return (status, lines.map { $0.dropFirst(4) }.joined(separator: " "))
  }
}

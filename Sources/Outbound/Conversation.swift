// What was said during a transfer of mail: the last command, and the server's reply to it.

/// Commands and replies of SMTP, a line at a time (RFC 5321 section 4.2).
struct Conversation {
  /// The last command; nil before the first. What follows a verb, such as an address or a password, is not kept.
  private(set) var command: String?
  private var lines: [Substring] = []
  private var hasQuit = false

  private static let verbs: Set<Substring> = ["EHLO", "HELO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA"]
  /// Lines of a reply that are kept.
  private static let limit = 20

  mutating func say(_ line: String) {
    let verb = line.prefix { $0 != " " }
    // QUIT comes when all is over, maybe on another connection.
    hasQuit = verb == "QUIT"
    guard !hasQuit else { return }
    // Lines of an authentication are none of these.
    if Self.verbs.contains(verb) { command = String(verb) }
    lines = []
  }

  mutating func hear(_ line: String) {
    guard !hasQuit else { return }
    // To a message the first reply is 354, and nothing is said before the second.
    if reply != nil { lines = [] }
    if lines.count < Self.limit { lines.append(line[...]) }
  }

  /// Nil until the server has said all of it.
  var reply: (status: Int, text: String)? {
    guard let last = lines.last, let status = Int(last.prefix(3)), last.dropFirst(3).first != "-" else { return nil }
    return (status, lines.map { $0.dropFirst(4) }.joined(separator: " "))
  }
}

// The request that checks a link, and the verdict on its answer.

import Desk
import Foundation
import Outbound
import Values

/// A link check: by HEAD, and by GET when the answer is unclear, since some servers do not support HEAD.
struct LinkRequest: Sendable {
  let link: Link
  /// The URL as sent, in ASCII.
  let url: String
  /// Each host gets one request at a time.
  let host: String
  private(set) var method = "HEAD"

  /// The limit for the whole answer.
  private static let time = Duration.seconds(10)
  /// The most bytes of a body that are read.
  private static let bodyLimit = 4_096

  init(_ link: Link) {
    self.link = link
    let parsed = URL(string: link.url, encodingInvalidCharacters: true)
    url = parsed?.absoluteString ?? link.url
    host = parsed?.host(percentEncoded: true)?.lowercased() ?? ""
  }

  func transfer(agent: String) -> Transfer {
    Transfer(
      method: method, url: url, headers: [HeaderLine("User-Agent", agent)], timeout: Self.time,
      maximumBodyBytes: Self.bodyLimit)
  }

  /// The same request by GET, when the outcome of HEAD is unclear; else nil.
  func retry(after outcome: Transfers.Outcome) -> LinkRequest? {
    guard method == "HEAD" else { return nil }
    switch outcome {
    case .success(let answer):
      guard answer.status >= 400, ![410, 429].contains(answer.status) else { return nil }
    case .failure(.malformedAnswer), .failure(.failed): break
    case .failure: return nil
    }
    var retry = self
    retry.method = "GET"
    return retry
  }

  /// The verdict on an outcome. A redirect counts as found and is not followed.
  func answer(_ outcome: Transfers.Outcome, at now: Instant) -> LinkAnswer {
    switch outcome {
    case .success(let answer):
      let verdict: LinkAnswer.Verdict =
        switch answer.status {
        case ..<400: .found
        case 404, 410: .gone
        case 500...: .failed
        default: .unknown
        }
      return LinkAnswer(link: link, at: now, verdict: verdict, status: answer.status)
    case .failure(let error):
      let verdict: LinkAnswer.Verdict =
        switch error {
        case .unresolvable, .unreachable, .insecure, .timedOut, .malformedAnswer, .failed: .failed
        case .malformedURL, .schemeRefused, .credentialsInURL, .addressRefused, .malformedRequest: .unknown
        }
      return LinkAnswer(link: link, at: now, verdict: verdict, fault: error.description)
    }
  }
}

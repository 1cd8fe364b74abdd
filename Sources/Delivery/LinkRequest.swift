// How a page is asked for, and what is made of the answer.

import Desk
import Foundation
import Outbound
import Values

/// A page that is asked for: by HEAD, and by GET where that brings no clear answer, since some servers know no HEAD.
struct LinkRequest: Sendable {
  let link: Link
  /// As it is sent: in ASCII.
  let url: String
  /// One question at a time is asked of each.
  let host: String
  private(set) var method = "HEAD"

  /// For the whole of an answer.
  private static let time = Duration.seconds(10)
  /// Bytes of a body after which no more is read.
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

  /// The same once more by GET, if what came back asks for that.
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

  /// A redirect is not followed: whoever sends one knows the page.
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

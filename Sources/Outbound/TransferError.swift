// Why a transfer was refused or failed.

import Bytes

/// Described in one line for logs and problem documents, without the URL, which may contain a secret.
package enum TransferError: Error, Equatable, Sendable, CustomStringConvertible {
  case malformedURL
  case schemeRefused(allowsHTTP: Bool)
  case credentialsInURL
  case addressRefused(IPAddress, SpecialPurpose)
  case malformedRequest(String)
  case unresolvable(host: String)
  case unreachable(String)
  case insecure(String)
  case timedOut
  case malformedAnswer(String)
  case failed(String)

  package var description: String {
    switch self {
    case .malformedURL: "the address is not a well-formed URL in ASCII"
    case .schemeRefused(let allowsHTTP): allowsHTTP ? "only http and https are allowed" : "only https is allowed"
    case .credentialsInURL: "the address contains a user name or a password"
    case .addressRefused(let address, let purpose): "\(address) may not be reached: it is \(purpose.rawValue)"
    case .malformedRequest(let what): "\(what) cannot be sent"
    case .unresolvable(let host): "\(host) has no address"
    case .unreachable(let reason): "no connection: \(reason)"
    case .insecure(let reason): "no secure connection: \(reason)"
    case .timedOut: "no complete answer in time"
    case .malformedAnswer(let reason): "invalid answer: \(reason)"
    case .failed(let reason): "the transfer failed: \(reason)"
    }
  }
}

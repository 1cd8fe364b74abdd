// A real request and its answer for each operation, for the description of the API: recorded from a newsroom with the
// demo content, and compared with one by the tests (`ExampleTests`).

import Pages
import Values

enum Examples {
  /// What stands for the public address in recorded texts.
  static let recordedAddress = "https://press.example"

  /// By the names of routes, and the statuses of errors.
  private static let recorded: JSONObject = {
    guard case .success(.object(let examples)) = JSON.parse(PackageResources.examples_json) else { return JSONObject() }
    return examples
  }()

  /// The example of a route, `GET /releases`, or of an error, `404`; its links begin with this address.
  static func of(_ name: String, address: String) -> ReferenceExample? {
    guard let example = recorded[name]?.object, let path = example["path"]?.string,
      case .number(let status) = example["status"], let status = Int(status)
    else { return nil }
    return ReferenceExample(
      path: path, body: example["body"]?.replacing(recordedAddress, with: address), status: status,
      answer: example["answer"]?.replacing(recordedAddress, with: address))
  }
}

extension JSON {
  /// With every text in it changed that begins with `prefix`.
  fileprivate func replacing(_ prefix: String, with other: String) -> JSON {
    switch self {
    case .string(let text): text.hasPrefix(prefix) ? .string(other + text.dropFirst(prefix.count)) : self
    case .array(let values): .array(values.map { $0.replacing(prefix, with: other) })
    case .object(let object):
      .object(JSONObject(object.members.map { ($0.name, $0.value.replacing(prefix, with: other)) }))
    default: self
    }
  }
}

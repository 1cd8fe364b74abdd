// A recorded request and its response for each operation of the API description.
// `ExampleTests` compares them with the responses of a newsroom that has the demo content.

import Bytes
import Pages
import Values

enum Examples {
  /// The placeholder for the public address in recorded texts.
  static let recordedAddress = "https://press.example"

  /// The examples by the names of routes and the statuses of errors.
  private static let recorded: JSONObject = {
    let file = EmbeddedFile.bytes("examples.json", in: "Examples")
    guard case .success(.object(let examples)) = JSON.parse(file) else { return JSONObject() }
    return examples
  }()

  /// Returns the example of a route (`GET /releases`) or of an error (`404`), with links that begin with `address`.
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
  /// The value in which every text that begins with `prefix` begins with `other` instead.
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

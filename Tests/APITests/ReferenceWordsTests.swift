// The translations of the API description: every text that the reference pages show has them.

import Testing

@testable import API
@testable import Content
@testable import Pages
@testable import Values

@Suite struct ReferenceWordsTests {
  private static let document = OpenAPIDocument.make(address: "https://press.example", council: Council())

  /// The operations of all paths, with the shared parameters and problem documents.
  private static let described: [JSONObject] = {
    let paths = document["paths"]?.object?.members.compactMap(\.value.object) ?? []
    let components = document["components"]?.object
    let shared = ["parameters", "responses"].flatMap { components?[$0]?.object?.members ?? [] }
    return paths.flatMap { $0.members.compactMap(\.value.object) } + shared.compactMap(\.value.object)
  }()

  private static let parameters =
    described.flatMap { $0["parameters"]?.array ?? [] }.compactMap(\.object)
    + (document["components"]?.object?["parameters"]?.object?.members ?? []).compactMap(\.value.object)

  @Test func `every summary, parameter and response is translated`() {
    let responses = Self.described.flatMap { $0["responses"]?.object?.members ?? [] }.compactMap(\.value.object)
    let shared = Self.described.filter { $0["operationId"] == nil }
    let texts =
      Self.described.compactMap { $0["summary"]?.string }
      + (Self.parameters + responses + shared).compactMap { $0["description"]?.string }
    #expect(texts.count > 500)
    #expect(Set(texts).subtracting(ReferenceWords.translations.keys).sorted() == [])
  }

  @Test func `summaries have at most eight words`() {
    for operation in Operations.all.values {
      #expect(operation.summary.split(separator: " ").count <= 8, "\(operation.summary)")
    }
  }

  @Test func `every parameter has a description and an example`() {
    for parameter in Self.parameters where parameter["$ref"] == nil {
      let name = parameter["name"]?.string ?? ""
      #expect(parameter["description"]?.string?.isEmpty == false, "\(name)")
      #expect(parameter["example"] != nil, "\(name)")
    }
  }
}

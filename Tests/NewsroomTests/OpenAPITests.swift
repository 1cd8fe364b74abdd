// The API description is complete and correct, and a third-party validator accepts it.

import Foundation
import Routing
import RunningNewsroom
import Testing

@testable import API
@testable import Content
@testable import Values

@Suite struct OpenAPITests {
  @Test func `every route is described, and no other`() {
    let routes = Set(Routes.all.map(\.name))
    #expect(Set(Operations.all.keys) == routes)
    let ids = Operations.all.values.map(\.id)
    #expect(Set(ids).count == ids.count)
  }

  @Test func `a validator of OpenAPI accepts the description`() throws {
    let newsroom = try TestNewsroom()
    let json = try newsroom.get("/openapi.json")
    #expect(json.status == 200 && json["Content-Type"] == "application/json")
    let script = """
      import json, sys
      from openapi_spec_validator import validate
      description = json.load(open(sys.argv[1]))
      validate(description)
      print(json.dumps([{"paths": len(description["paths"])}]))
      """
    let found = try Reader.python(script, reading: [json.body])
    let paths = Set(Routes.all.map(\.pattern)).count
    #expect(found == [JSONObject([("paths", .integer(paths))])])
    #expect(try newsroom.get("/releases")["Link"]?.contains("/openapi.json>; rel=\"describedby\"") == true)
  }

  @Test func `the reference has every operation, in three languages`() throws {
    let newsroom = try TestNewsroom()
    let sections = ["releases", "advices", "sites", "contacts", "newsroom", "geo", "desk"]
    for (language, word) in [("nl", "Antwoorden"), ("fr", "Réponses"), ("en", "Answers")] {
      let pages = try sections.map { try newsroom.get("/docs/\($0)?lang=\(language)") }
      #expect(pages.allSatisfy { $0.status == 200 && $0["Content-Language"] == language && $0.text.contains(word) })
      for (name, operation) in Operations.all {
        #expect(pages.contains { $0.text.contains("id=\"\(operation.id)\"") }, "\(name)")
      }
    }
    #expect(try newsroom.get("/docs/schemas").text.contains("id=\"ReleaseSummary\""))
    #expect(try newsroom.get("/docs/nothing").status == 404)
  }

  /// A route accepts exactly the parameters that are described.
  @Test func `each collection takes the parameters that are described`() throws {
    let newsroom = try TestNewsroom()
    for resource in Resource.all + [.everything] {
      for parameter in resource.listParameters where !["after", "before", "status"].contains(parameter.name) {
        let value = parameter.example.string ?? parameter.example.text
        let encoded = value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? value
        let sort = parameter.name == "sort" ? "&q=x" : ""
        let reply = try newsroom.get("/\(resource.path)?\(parameter.name)=\(encoded)\(sort)")
        #expect(reply.status == 200, "\(resource.path) \(parameter.name)=\(value): \(reply.text)")
      }
    }
  }
}

// vCards of contacts, as address books read them.

import Foundation
import RunningNewsroom
import Testing

@testable import Formats
@testable import Values

@Suite struct VCardTests {
  private static let script = #"""
    import json, sys, vobject
    def read(path):
        cards = list(vobject.readComponents(open(path, encoding="utf-8", newline="").read()))
        def values(card, name):
            return [[line.params.get("LANGUAGE", [""])[0], str(line.value)] for line in card.contents.get(name, [])]
        names = ("version", "kind", "fn", "role", "tel", "email", "uid")
        return {"cards": [{name: values(card, name) for name in names} for card in cards]}
    print(json.dumps([read(path) for path in sys.argv[1:]]))
    """#

  @Test func `a card has name, role in each language, and how to be reached`() throws {
    let newsroom = try FormTests.filled()
    let organisation = #"""
      {"id":"raad","name":{"nl":"De Raad; samen, sterk","fr":"Le Conseil"},"email":"raad@example.org",
       "phone":"02/205.00.01","status":"published"}
      """#
    #expect(try newsroom.desk("POST", "/contacts", organisation).status == 201)
    let bodies = try [
      "/contacts/c.vcf", "/contacts/raad.vcf", "/contacts.vcf", "/contacts.vcf?lang=fr", "/releases/r.vcf",
    ].map {
      try newsroom.get($0).body
    }
    let read = try Reader.python(Self.script, reading: bodies).map {
      ($0["cards"]?.array ?? []).compactMap(\.object)
    }
    #expect(read.map(\.count) == [1, 1, 2, 2, 1])
    #expect(read[4][0]["fn"] == [["", "An VOORBEELD"]] && read[4][0]["tel"] == [["", "tel:+3222050000"]])
    let (person, council) = (read[0][0], read[1][0])
    #expect(person["version"] == [["", "4.0"]] && person["kind"] == [["", "individual"]])
    #expect(person["fn"] == [["", "An VOORBEELD"]])
    #expect(person["role"] == [["nl", "voorzitster"], ["fr", "présidente"]])
    #expect(person["tel"] == [["", "tel:+3222050000"]] && person["email"] == [["", "an@example.org"]])
    #expect(council["kind"] == [["", "org"]])
    #expect(council["fn"] == [["nl", "De Raad; samen, sterk"], ["fr", "Le Conseil"]])
    // A person's numbers are on the person's own page, and not in the collection.
    #expect(read[2].map { $0["tel"]?.array?.count } == [0, 1])
    #expect(read[3].map { $0["role"]?.array?.count } == [1, 0])
  }

  @Test func `lines are folded at 75 octets and never within a character`() throws {
    for length in 60..<90 {
      let name = String(repeating: "a", count: length) + String(repeating: "é€🏭", count: 30)
      let card = VCard(JSONObject([("name", .string(name))])).text
      let lines = card.components(separatedBy: "\r\n")
      #expect(lines.allSatisfy { $0.utf8.count <= 75 })
      #expect(card.replacing("\r\n ", with: "").contains("FN:\(name)\r\n"))
    }
  }
}

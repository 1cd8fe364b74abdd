// Lists with weights, entry by entry.

import Bytes
import Testing

@Suite struct WeightedListTests {
  @Test(
    arguments: [
      ("", ""), ("a", "a=1000"), ("a, B;q=0.5", "a=1000 b=500"), (" a ; Q=0.25 ,, c", "a=250 c=1000"),
      ("a;q=1.000", "a=1000"), ("a;q=0.", "a=0"), ("a;q=1.", "a=1000"), ("a;q=0.001", "a=1"), ("a;q=0", "a=0"),
      ("a;level=1;q=0.3", "a*=300"), ("a;q=0.3;level=1", "a=300"), ("a;x=\",;q=0\";q=0.7, b", "a*=700 b=1000"),
      ("a;", "a=1000"), (";q=1", ""), ("*;q=0.1", "*=100"), ("a;quality=7", "a*=1000"), ("nl-BE", "nl-be=1000"),
    ])
  func `Each entry has a name and a weight in thousandths`(_ field: String, _ entries: String) {
    let list = WeightedList(field).entries.map { "\($0.name)\($0.isNarrowed ? "*" : "")=\($0.weight)" }
    #expect(list.joined(separator: " ") == entries)
  }

  @Test(arguments: [
    "7", "1.001", "1.5", "0.1234", "-1", "+1", ".5", "", "0,5", "banana", "0.5x", "00", "01", " 0.5", "\"0.5\"", "1e0",
    "0.5.", "NaN", "0x1",
  ])
  func `An entry whose weight cannot be read is left out`(_ weight: String) {
    // A decimal comma begins the next entry.
    let list = WeightedList("a;q=\(weight), b")
    #expect(list.entries.filter { $0.name == "a" && $0.weight != 0 }.isEmpty, "\(weight)")
    #expect(list.entries.last?.name == "b")
  }

  @Test func `An incomplete weight is invalid`() {
    #expect(WeightedList("a;q").entries.isEmpty)
    #expect(WeightedList("a;q = 0.5").entries.isEmpty)
  }

  @Test func `An entry for the whole name precedes one for a part`() {
    let list = WeightedList("a;level=1;q=0.2, a;q=0.4, b;x=y")
    #expect(list.entry(named: "a")?.weight == 400)
    #expect(list.entry(named: "b")?.weight == 1_000)
    #expect(list.entry(named: "c")?.weight == nil)
  }
}

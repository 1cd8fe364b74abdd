// Tests printed telephone numbers and their E.164 form.

import Testing

@testable import Manuscript

@Suite("Phones")
struct PhoneTests {
  @Test(
    "become E.164",
    arguments: [
      ("02/555.01.00", "+3225550100"), ("02 555 01 00", "+3225550100"), ("(02) 555 01 00", "+3225550100"),
      ("+32 (0)2 555 01 00", "+3225550100"), ("+32(0)2/555.01.00", "+3225550100"), ("+32 2 555 01 00", "+3225550100"),
      ("0032 2 555 01 00", "+3225550100"), ("0032 (0)2 555.01.00", "+3225550100"), ("+32 02 555 01 00", "+3225550100"),
      ("0499/00.00.01", "+32499000001"), ("+32 499 00 00 01", "+32499000001"), ("+32 (0)499/00.00.01", "+32499000001"),
      ("(+32) 499 00 00 01", "+32499000001"), ("0499-00-00-01", "+32499000001"), ("04/222.33.44", "+3242223344"),
      ("071 55 01 00", "+3271550100"), ("0800 12 345", "+3280012345"), ("+33 1 23 45 67 89", "+33123456789"),
      ("0031 20 123 45 67", "+31201234567"),
    ])
  func valid(printed: String, expected: String) {
    #expect(Phone.e164(printed) == expected)
  }

  @Test(
    "with a digit too many or too few, or without a code, are not valid",
    arguments: [
      "02/555.01", "02/555.01.00.1", "0499/00.00.0", "0499/00.00.01.2", "2 555 01 00", "499 00 00 01", "112",
      "+32 2 555 01", "+32 555", "00", "+", "", "0000000000", "+0 123 456 78 90", "+1234567890123456",
    ])
  func invalid(printed: String) {
    #expect(Phone.e164(printed) == nil)
  }

  @Test(
    "are found in a line with their labels",
    arguments: [
      ("Tel.: 02/555.01.00", ["02/555.01.00"]),
      ("T +32 2 555 01 00 – M +32 499 00 00 01", ["+32 2 555 01 00", "+32 499 00 00 01"]),
      ("02/555.01.00 / 0499/00.00.01", ["02/555.01.00", "0499/00.00.01"]),
      ("GSM : 0499 00 00 01 (enkel pers)", ["0499 00 00 01"]),
      ("Voorbeeldlaan 12, 1000 Brussel", []),
      ("22/05/2025", []),
      ("2024-2025", []),
      ("Tel 555", ["555"]),
      ("0499\u{2013}00\u{2013}00\u{2013}01", ["0499–00–00–01"]),
    ])
  func found(line: String, expected: [String]) {
    #expect(ContactDetails(Line(number: 1, text: line)).phones == expected)
  }

  @Test("that are not valid are kept as printed, with a warning at their line")
  func kept() {
    let reading = read("Titel\n\nDe raad vraagt een plan.\n\nContact\nJan VOORBEELD\nTel. 02/555.01")
    #expect(reading.draft.contacts.first?.printedPhone == "02/555.01")
    #expect(reading.draft.contacts.first?.phone == nil)
    let finding = reading.finding(.invalidPhone)
    #expect(finding?.line == 7)
    #expect(finding?.place == "contacts[0].phone")
    #expect(finding?.severity == .warning)
  }
}

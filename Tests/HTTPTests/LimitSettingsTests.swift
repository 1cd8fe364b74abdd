// Limits set by name.

import HTTP
import Testing

@Suite struct LimitSettingsTests {
  @Test func `Every limit can be set by its name`() throws {
    let names = Mirror(reflecting: Limits()).children.compactMap(\.label)
    #expect(Set(Limits.settings.map(\.name)) == Set(names).subtracting(["proxies", "exemptsLoopback"]))
    for (number, setting) in Limits.settings.enumerated() {
      var limits = Limits()
      try limits.set("\(setting.name)=\(number + 7)")
      for other in Limits.settings {
        let expected = other.name == setting.name ? "\(number + 7)" : other.value(in: Limits())
        #expect(other.value(in: limits) == expected, "\(setting.name), \(other.name)")
      }
    }
  }

  @Test func `Limits are separated by commas or spaces, and the last of a name counts`() throws {
    var limits = Limits()
    try limits.set(" body=1, idleSeconds=0.5\nbody=2 ")
    #expect(limits.body == 2)
    #expect(limits.idleSeconds == 0.5)
    try limits.set("")
    #expect(limits.body == 2)
  }

  @Test(arguments: [
    "bodies=1", "body", "body=", "body=0", "body=-1", "body=1.5", "body=x", "body=1=2", "=1", "body=99999999999",
    "body=1e3", "idleSeconds=0", "idleSeconds=nan", "idleSeconds=inf", "idleSeconds=1e300", "proxies=1",
  ])
  func `An invalid limit is reported and changes nothing`(_ text: String) {
    var limits = Limits()
    let error = #expect(throws: Limits.NotALimit.self) { try limits.set("fields=3,\(text)") }
    #expect(error?.description.hasPrefix("“\(text)” ") == true)
    #expect(limits.fields == 100)
  }
}

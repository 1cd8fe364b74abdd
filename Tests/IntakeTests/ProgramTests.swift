// Another program as a function: its output, its failure and its time.

import Testing

@testable import Intake

@Suite struct ProgramTests {
  private static func run(_ script: String, _ input: String = "", seconds: Int = 20) throws -> String? {
    let result = try Program("sh", ["-c", script], seconds: seconds).run(Array(input.utf8))
    guard case .success(let output) = result else { return nil }
    return String(decoding: output, as: UTF8.self)
  }

  @Test func `a program gets all input, returns all output, and its exit status decides`() throws {
    let long = String(repeating: "0123456789", count: 100_000)
    #expect(try Self.run("cat", long) == long)
    #expect(try Self.run("echo a; exit 1") == nil)
    #expect(throws: Unreadable.noProgram("sh")) { try Self.run("exit 127") }
  }

  @Test(arguments: ["sleep 10", "exec <&- >&-; exec sleep 10", "echo a; exec <&- >&-; trap '' TERM; sleep 10"])
  func `a program that runs too long is ended, even with closed descriptors`(_ script: String) {
    let start = ContinuousClock.now
    #expect(throws: Unreadable.tooSlow(1)) { try Self.run(script, seconds: 1) }
    #expect(ContinuousClock.now - start < .seconds(9))
  }
}

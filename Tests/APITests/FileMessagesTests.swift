// Tests the answers about files that cannot be read.

import Intake
import Testing

@testable import API
@testable import Values

@Suite struct FileMessagesTests {
  @Test(arguments: [
    (Unreadable.otherType, 415), (.broken, 400), (.encrypted, 400), (.noText, 400), (.tooLarge(8 << 20), 400),
    (.tooSlow(10), 400), (.tooMuchMemory(512 << 20), 400), (.noProgram("pdftotext"), 501), (.unconfined, 501),
    (.busy(2), 503),
  ])
  func `each reason has a status, and a sentence in each language`(reason: Unreadable, status: Int) {
    for type in FileType.allCases {
      let problem = Problem.unreadable(reason, type)
      #expect(problem.status.code == status)
      #expect((problem.fields[.retryAfter] != nil) == (status == 503))
      let message = problem.issues.reported.first?.message ?? problem.message
      #expect(Set([message.nl, message.fr, message.en]).count == 3)
    }
  }
}

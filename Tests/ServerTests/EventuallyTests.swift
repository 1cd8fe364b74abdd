// The function that tests wait with: it checks until the condition holds, and not again.

import Foundation
import RunningNewsroom
import Testing

@Suite struct EventuallyTests {
  @Test(arguments: [1, 2, 5])
  func `what is so is asked once, and what comes to be so until it is`(needed: Int) {
    var asked = 0
    let isSo = eventually {
      asked += 1
      return asked >= needed
    }
    #expect(isSo && asked == needed)
  }

  @Test func `the first time that it is so counts, also when it is so no more afterwards`() {
    var answers = [false, true, false]
    #expect(eventually { answers.removeFirst() })
    #expect(answers == [false])
  }

  @Test func `what never is so is given up when its time is over`() {
    let begun = ContinuousClock.now
    #expect(!eventually(within: 0.2) { false })
    let waited = ContinuousClock.now - begun
    #expect(waited > .seconds(0.2) && waited < .seconds(10))
  }
}

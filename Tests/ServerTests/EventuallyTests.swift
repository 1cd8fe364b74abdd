// The function that tests wait with: it checks until the condition holds, and not again.

import Foundation
import RunningNewsroom
import Testing

@Suite struct EventuallyTests {
  @Test(arguments: [1, 2, 5])
  func `a true condition is asked once, and a later one until it is true`(needed: Int) {
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

  @Test func `a condition that never holds is given up at its deadline`() {
    let begun = ContinuousClock.now
    #expect(!eventually(within: 0.2) { false })
    let waited = ContinuousClock.now - begun
    #expect(waited > .seconds(0.2) && waited < .seconds(10))
  }
}

// The function that tests wait with: it checks until the condition holds, and not again.

import Foundation
import RunningNewsroom
import Testing

@Suite struct EventuallyTests {
  @Test(arguments: [1, 2, 5])
  func `a true condition is checked once, and another one until it is true`(needed: Int) {
    var asked = 0
    let isSo = eventually {
      asked += 1
      return asked >= needed
    }
    #expect(isSo && asked == needed)
  }

  @Test func `eventually returns at the first success, even if the condition fails later`() {
    var answers = [false, true, false]
    #expect(eventually { answers.removeFirst() })
    #expect(answers == [false])
  }

  @Test func `a condition that never holds ends at its deadline`() {
    let begun = ContinuousClock.now
    #expect(!eventually(within: 0.2) { false })
    let waited = ContinuousClock.now - begun
    #expect(waited > .seconds(0.2) && waited < .seconds(10))
  }
}

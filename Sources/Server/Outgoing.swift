// The output of a connection: copied bytes, and shared contents of answers between them.

import Foundation
import HTTP

/// Contents that are sent in one call with the loop's buffer, each after a given offset of that buffer and without a
/// copy. It retains its answers until they are sent, and allocates nothing.
struct SharedContents: ~Copyable {
  /// The largest number of contents in one call.
  static let most = 64
  /// Shorter contents are copied, which costs less than another part of a call.
  static let least = 2_048

  private var answers: UnsafeMutablePointer<Answer>
  private var places: UnsafeMutablePointer<Int>
  private var parts: UnsafeMutablePointer<iovec>
  private var count = 0
  /// The total length of the contents.
  private(set) var bytes = 0

  init() {
    answers = .allocate(capacity: Self.most)
    places = .allocate(capacity: Self.most)
    parts = .allocate(capacity: 2 * Self.most + 1)
  }

  deinit {
    answers.deinitialize(count: count)
    answers.deallocate()
    places.deallocate()
    parts.deallocate()
  }

  var isEmpty: Bool { count == 0 }
  var isFull: Bool { count == Self.most }

  mutating func append(_ answer: Answer, at place: Int) {
    precondition(!isFull)
    (answers + count).initialize(to: answer)
    places[count] = place
    count += 1
    bytes += answer.content.count
  }

  mutating func removeAll() {
    answers.deinitialize(count: count)
    count = 0
    bytes = 0
  }

  /// Sends `output` with the contents between its bytes. Returns the result of the system call.
  func send(_ output: UnsafeRawBufferPointer, to descriptor: Int32) -> Int {
    var end = 0
    forEachPart(of: output) { part, _ in
      parts[end] = iovec(iov_base: UnsafeMutableRawPointer(mutating: part.baseAddress), iov_len: part.count)
      end += 1
    }
    var message = msghdr()
    message.msg_iov = parts
    message.msg_iovlen = end
    return sendmsg(descriptor, &message, Int32(MSG_NOSIGNAL))
  }

  /// Adds the rest after `sent` bytes to `unsent`: copies of the loop's bytes, and the contents themselves.
  func keepRest(of output: UnsafeRawBufferPointer, after sent: Int, in unsent: UnsentOutput) {
    var offset = -sent
    forEachPart(of: output) { part, content in
      let gone = min(part.count, max(0, -offset))
      offset += part.count
      unsent.append(content?[gone...] ?? ArraySlice(part[gone...]))
    }
  }

  @inline(__always)
  private func forEachPart(
    of output: UnsafeRawBufferPointer, _ visit: (UnsafeRawBufferPointer, [UInt8]?) -> Void
  ) {
    var start = 0
    for index in 0..<count {
      let place = places[index]
      visit(UnsafeRawBufferPointer(rebasing: output[start..<place]), nil)
      answers[index].content.withUnsafeBytes { visit($0, answers[index].content) }
      start = place
    }
    if start < output.count { visit(UnsafeRawBufferPointer(rebasing: output[start...]), nil) }
  }
}

/// Bytes that the client has not accepted yet, in order.
final class UnsentOutput {
  private var parts: [ArraySlice<UInt8>] = []
  private(set) var count = 0
  private var sent = 0
  /// When the current period began, by the loop's clock, and how much the client had taken by then.
  private(set) var periodStart: Int64 = 0
  private(set) var takenBefore = 0

  init(to descriptor: Int32, at now: Int64) { startPeriod(at: now, taken: taken(by: descriptor)) }

  /// Starts to measure the rate at which the client takes the output.
  func startPeriod(at now: Int64, taken: Int) { (periodStart, takenBefore) = (now, taken) }

  /// The bytes that the client's machine has confirmed. Our kernel's buffer may be large, and while a client takes its
  /// content at a fair rate, no further bytes are sent.
  func taken(by descriptor: Int32) -> Int {
    var unconfirmed: Int32 = 0
    return ioctl(descriptor, UInt(TIOCOUTQ), &unconfirmed) == 0 ? sent - Int(unconfirmed) : sent
  }

  func append(_ part: ArraySlice<UInt8>) {
    guard !part.isEmpty else { return }
    parts.append(part)
    count += part.count
  }

  /// Sends at most `limit` bytes of the first part. Returns the result of the system call.
  func send(to descriptor: Int32, limit: Int) -> Int {
    guard let part = parts.first else { return 0 }
    let sent = part.withUnsafeBytes {
      Foundation.send(descriptor, $0.baseAddress, min($0.count, limit), Int32(MSG_NOSIGNAL))
    }
    guard sent > 0 else { return sent }
    count -= sent
    self.sent += sent
    if sent == part.count { parts.removeFirst() } else { parts[0] = part.dropFirst(sent) }
    return sent
  }
}

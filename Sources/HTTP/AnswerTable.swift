// A hash table of answers by their keys, for a cache.

/// A hash table with open addressing and linear probing. A dictionary would hash the digest of a key again, which
/// costs a tenth of a cached answer.
package struct AnswerTable: ~Copyable {
  private struct Entry {
    let key: AnswerKey
    let answer: Answer
  }

  private var entries: UnsafeMutablePointer<Entry?>
  /// The digest of each entry's key; 0 for no entry.
  private var digests: UnsafeMutablePointer<UInt64>
  /// A power of two, at least twice the count.
  private var capacity: Int
  package private(set) var count = 0

  package init() {
    (entries, digests) = Self.allocate(Self.least)
    capacity = Self.least
  }

  deinit { Self.free(entries, digests, capacity) }

  private static let least = 64

  private static func allocate(_ capacity: Int) -> (UnsafeMutablePointer<Entry?>, UnsafeMutablePointer<UInt64>) {
    let entries = UnsafeMutablePointer<Entry?>.allocate(capacity: capacity)
    entries.initialize(repeating: nil, count: capacity)
    let digests = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity)
    digests.initialize(repeating: 0, count: capacity)
    return (entries, digests)
  }

  private static func free(
    _ entries: UnsafeMutablePointer<Entry?>, _ digests: UnsafeMutablePointer<UInt64>, _ capacity: Int
  ) {
    entries.deinitialize(count: capacity)
    entries.deallocate()
    digests.deallocate()
  }

  /// The index of a key's entry, or of the free place for it.
  @inline(__always)
  private func place(_ key: AnswerKey) -> Int {
    var place = Int(truncatingIfNeeded: key.digest) & (capacity - 1)
    while digests[place] != 0 {
      if digests[place] == key.digest, entries[place]?.key == key { return place }
      place = (place + 1) & (capacity - 1)
    }
    return place
  }

  /// The answer for a key, or nil. Allocates nothing.
  package func answer(for key: AnswerKey) -> Answer? {
    entries[place(key)]?.answer
  }

  /// Stores an answer and returns the answer that it replaces, if any.
  package mutating func keep(_ answer: Answer, for key: AnswerKey) -> Answer? {
    if (count + 1) * 2 > capacity { grow() }
    let place = place(key)
    let old = entries[place]?.answer
    if old == nil { count += 1 }
    digests[place] = key.digest
    entries[place] = Entry(key: key, answer: answer)
    return old
  }

  package mutating func removeAll() {
    Self.free(entries, digests, capacity)
    (entries, digests) = Self.allocate(Self.least)
    capacity = Self.least
    count = 0
  }

  private mutating func grow() {
    let (old, oldDigests, oldCapacity) = (entries, digests, capacity)
    (entries, digests) = Self.allocate(capacity * 2)
    capacity *= 2
    for index in 0..<oldCapacity {
      guard let entry = old[index] else { continue }
      let place = place(entry.key)
      digests[place] = entry.key.digest
      entries[place] = entry
    }
    Self.free(old, oldDigests, oldCapacity)
  }
}

/// A non-negative integer of any size.
struct WholeNumber: Equatable {
  /// Digits in base 2³², lowest first, without zeros at the end; empty for 0.
  private var limbs: [UInt32]

  static let zero = WholeNumber(limbs: [])
  static let one = WholeNumber(limbs: [1])

  var isZero: Bool { limbs.isEmpty }

  /// The size of the number in memory.
  var size: Int { limbs.count }

  private init(limbs: [UInt32]) {
    self.limbs = limbs
    while self.limbs.last == 0 { self.limbs.removeLast() }
  }

  /// The number with these decimal digits, 0 to 9.
  init(digits: [UInt8]) {
    self = .zero
    for digit in digits { scale(by: 10, adding: UInt64(digit)) }
  }

  static func powerOfTen(_ exponent: Int) -> WholeNumber {
    var result = one
    for _ in 0..<exponent { result.scale(by: 10, adding: 0) }
    return result
  }

  private mutating func scale(by factor: UInt64, adding carry: UInt64) {
    var carry = carry
    for index in limbs.indices {
      let sum = UInt64(limbs[index]) * factor + carry
      limbs[index] = UInt32(truncatingIfNeeded: sum)
      carry = sum >> 32
    }
    if carry > 0 { limbs.append(UInt32(carry)) }
  }

  static func + (a: WholeNumber, b: WholeNumber) -> WholeNumber {
    var sum: [UInt32] = []
    var carry: UInt64 = 0
    for index in 0..<max(a.limbs.count, b.limbs.count) {
      carry += a.limb(index) + b.limb(index)
      sum.append(UInt32(truncatingIfNeeded: carry))
      carry >>= 32
    }
    return WholeNumber(limbs: sum + [UInt32(carry)])
  }

  /// a − b, where b is not larger than a.
  static func - (a: WholeNumber, b: WholeNumber) -> WholeNumber {
    var difference: [UInt32] = []
    var borrow: UInt64 = 0
    for index in a.limbs.indices {
      let taken = b.limb(index) + borrow
      borrow = a.limb(index) < taken ? 1 : 0
      difference.append(UInt32((borrow << 32) + a.limb(index) - taken))
    }
    return WholeNumber(limbs: difference)
  }

  static func * (a: WholeNumber, b: WholeNumber) -> WholeNumber {
    var product = [UInt32](repeating: 0, count: a.limbs.count + b.limbs.count)
    for i in a.limbs.indices {
      var carry: UInt64 = 0
      for j in b.limbs.indices {
        carry += a.limb(i) * b.limb(j) + UInt64(product[i + j])
        product[i + j] = UInt32(truncatingIfNeeded: carry)
        carry >>= 32
      }
      product[i + b.limbs.count] = UInt32(carry)
    }
    return WholeNumber(limbs: product)
  }

  static func < (a: WholeNumber, b: WholeNumber) -> Bool {
    if a.limbs.count != b.limbs.count { return a.limbs.count < b.limbs.count }
    for index in a.limbs.indices.reversed() where a.limbs[index] != b.limbs[index] {
      return a.limbs[index] < b.limbs[index]
    }
    return false
  }

  private func limb(_ index: Int) -> UInt64 { index < limbs.count ? UInt64(limbs[index]) : 0 }
}

import Autodiff

extension Generated {
  /// y = 2 · x + 1 plus normal noise, x evenly spaced in −1 … 1.
  package static func line(count: Int = 100, noise: Double = 0.1, seed: UInt64 = 0) -> DataSet {
    var random = RandomSource.derive(seed, for: .line)
    var (xs, ys): ([Double], [Double]) = ([], [])
    for position in 0..<count {
      let x = -1 + 2 * Double(position) / Double(max(count - 1, 1))
      xs.append(x)
      ys.append(2 * x + 1 + noise * random.normal())
    }
    let ordered = DataSet(
      name: "line", source: source, sampleShape: Shape([1]), features: xs, columns: .numbers(["x"]),
      targets: .numbers(ys, names: ["y"]), targetName: "y")
    return ordered.rows(random.shuffledIndices(count))
  }

  /// price = 40 + 3 · area + 12 · rooms − 0.8 · age − 6 · distance + 0.02 · area · rooms, in thousands, plus normal noise.
  ///
  /// Area 30 … 200 m², rounded to integers; rooms = area / 30 + an integer from −1 to 1, at least 1; age 0 … 80 years; distance
  /// to the centre 0 … 25 km, in tenths; all uniform. No price is below 10. The numbers are made up to have features of very
  /// different ranges and a product of two.
  package static func homes(count: Int = 500, noise: Double = 20, seed: UInt64 = 0) -> DataSet {
    var random = RandomSource.derive(seed, for: .homes)
    var (features, prices): ([Double], [Double]) = ([], [])
    for _ in 0..<count {
      let area = random.uniform(in: 30...200).rounded(.toNearestOrEven)
      let rooms = max(1, (area / 30).rounded(.down) + Double(random.below(3) - 1))
      let age = Double(random.below(81))
      let distance = Double(random.below(251)) / 10
      let price = 40 + 3 * area + 12 * rooms - 0.8 * age - 6 * distance + 0.02 * area * rooms
      features += [area, rooms, age, distance]
      let noisy = price + noise * random.normal()
      prices.append(max(10, (noisy * 10).rounded(.toNearestOrEven) / 10))
    }
    return DataSet(
      name: "homes", source: source, sampleShape: Shape([4]), features: features,
      columns: .numbers(["area", "rooms", "age", "distance"]),
      targets: .numbers(prices, names: ["price"]), targetName: "price")
  }
}

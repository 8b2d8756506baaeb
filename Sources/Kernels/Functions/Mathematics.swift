// This is the only file that names the C mathematics library.

#if hasFeature(Embedded)
  @_extern(c, "exp") private func cExp(_ x: Double) -> Double
  @_extern(c, "log") private func cLog(_ x: Double) -> Double
  @_extern(c, "log1p") private func cLog1p(_ x: Double) -> Double
  @_extern(c, "sin") private func cSin(_ x: Double) -> Double
  @_extern(c, "cos") private func cCos(_ x: Double) -> Double
  @_extern(c, "tanh") private func cTanh(_ x: Double) -> Double
  @_extern(c, "pow") private func cPow(_ x: Double, _ y: Double) -> Double
#elseif canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The elementary functions of the platform's C library, in Double.
public enum Mathematics {
  #if hasFeature(Embedded)
    public static func exp(_ x: Double) -> Double { cExp(x) }
    public static func log(_ x: Double) -> Double { cLog(x) }
    public static func log1p(_ x: Double) -> Double { cLog1p(x) }
    public static func sin(_ x: Double) -> Double { cSin(x) }
    public static func cos(_ x: Double) -> Double { cCos(x) }
    public static func tanh(_ x: Double) -> Double { cTanh(x) }
    public static func pow(_ x: Double, _ y: Double) -> Double { cPow(x, y) }
  #elseif canImport(Darwin)
    public static func exp(_ x: Double) -> Double { Darwin.exp(x) }
    public static func log(_ x: Double) -> Double { Darwin.log(x) }
    public static func log1p(_ x: Double) -> Double { Darwin.log1p(x) }
    public static func sin(_ x: Double) -> Double { Darwin.sin(x) }
    public static func cos(_ x: Double) -> Double { Darwin.cos(x) }
    public static func tanh(_ x: Double) -> Double { Darwin.tanh(x) }
    public static func pow(_ x: Double, _ y: Double) -> Double { Darwin.pow(x, y) }
  #else
    public static func exp(_ x: Double) -> Double { Glibc.exp(x) }
    public static func log(_ x: Double) -> Double { Glibc.log(x) }
    public static func log1p(_ x: Double) -> Double { Glibc.log1p(x) }
    public static func sin(_ x: Double) -> Double { Glibc.sin(x) }
    public static func cos(_ x: Double) -> Double { Glibc.cos(x) }
    public static func tanh(_ x: Double) -> Double { Glibc.tanh(x) }
    public static func pow(_ x: Double, _ y: Double) -> Double { Glibc.pow(x, y) }
  #endif
}

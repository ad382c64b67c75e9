/// The notices and licenses of the software that is linked into Ringside.
public enum Licenses {
  /// The option that prints them.
  public static let option = "--licenses"

  public static var text: String { String(decoding: PackageResources.notices_txt, as: UTF8.self) }
}

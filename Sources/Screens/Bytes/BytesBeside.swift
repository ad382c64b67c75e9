import Grid
import Lessons
import Model

// The memory beside the other panes: on a vast screen it is always visible.

extension State {
  /// Whether the memory is beside the other panes, unless something covers them.
  var showsBytesBeside: Bool { bytes == nil && size?.isVast == true && player?.options.presents != true }

  /// The view of the memory on the screen; nil if there is none.
  var byteView: ByteView? {
    get { bytes ?? (byteRoom == nil ? nil : besideBytes) }
    set {
      if bytes != nil { bytes = newValue } else if let newValue { besideBytes = newValue }
    }
  }

  /// The room for the memory; nil if it is not on the screen.
  var byteRoom: Size? {
    guard let size else { return nil }
    if bytes != nil {
      return Size(width: size.width, height: max(0, size.height - 1 - footLines(self, size.width)))
    }
    guard showsBytesBeside, help == nil, !comparison.isOpen, !explorer.isOpen, let scene = Scene(self) else {
      return nil
    }
    guard let player, player.activity != .freePlay else { return Layout(scene, size).bytes }
    return scene.showsTable ? nil : Layout(scene, LessonLayout(self, player, size).stage).bytes
  }
}

extension Layout {
  /// The size of the pane of the memory.
  fileprivate var bytes: Size? { panes.first { $0.pane == .bytes }?.size }
}

import Foundation
import Support
import Testing

/// In namespaces of their own: what is tried here would disturb everybody.
@Suite(
  "What is not Ringside's, and what only other namespaces see", .serialized, .enabled(if: PrivateMemory.isAvailable))
struct StrangersTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Runs a script with an own /dev/shm, own System V objects and an own folder for temporary files. `$0` is Ringside.
  private func script(_ lines: String, _ words: [String] = []) throws -> Finished {
    try run(
      ["timeout", "120"] + PrivateMemory().prefix + ["unshare", "-i", "sh", "-c", lines, ringside] + words,
      environment: ["TMPDIR": folder.path])
  }

  @Test("whatever lies in /dev/shm under such a name is passed over, stays, and keeps nobody waiting")
  func names() throws {
    let finished = try script(
      """
      cd /dev/shm
      echo precious > ringside-2025-backup; : > ringside-4242; head -c 200000 /dev/zero > ringside-4243
      chmod 600 ringside-*; mkfifo -m 644 ringside-x; mkfifo -m 600 ringside-77; mkdir ringside-d
      ln -s /dev/zero ringside-l; ln -s nowhere ringside-n; mknod ringside-c c 1 5; echo x > ringside-u; chmod 0 ringside-u
      cp ringside-2025-backup "$TMPDIR"/ringside-5; mkfifo "$TMPDIR"/ringside-6
      ls -l . "$TMPDIR" > /tmp/before.$$
      for words in "run --items 5 --headless" "compare --sizes 4 --seconds 0.01 --csv" "segments" "segments --remove"; do
        timeout 20 "$0" $words > /dev/null 2> "$TMPDIR/errors" || echo "failed: $words: $(cat "$TMPDIR/errors")"
        rm "$TMPDIR/errors"
      done
      ls -l . "$TMPDIR" | diff /tmp/before.$$ - && echo same; rm /tmp/before.$$
      "$0" segments
      """)
    #expect(finished.output.hasPrefix("same\n"), "\(finished.output) \(finished.errors)")
    #expect(finished.output.contains("ringside-2025-backup") && !finished.output.contains("rm "), "\(finished.output)")
  }

  @Test("a copy and a second name of what a dead Ringside left stay; the original goes")
  func copies() throws {
    let finished = try script(
      """
      "$0" --headless --seconds 600 --segment /ringside-a & pid=$!
      until [ -e /dev/shm/ringside-a ]; do sleep 0.05; done
      cp -p /dev/shm/ringside-a /dev/shm/ringside-copy
      kill -KILL $pid; wait $pid
      "$0" segments --remove > "$TMPDIR/list"; ls /dev/shm
      """)
    #expect(finished.output == "ringside-copy\n", "\(finished.errors)")
  }

  @Test(
    "a Ringside in another pid namespace is alive to everybody who shares its objects, until it is dead",
    arguments: ["--backend sysv --discipline sysv-semaphores", "--backend posix", "--backend file"])
  func namespaces(options: String) throws {
    let finished = try script(
      """
      inside() { unshare --pid --fork --mount-proc "$@"; }
      unshare --pid --fork --kill-child --mount-proc "$0" --headless --seconds 600 \(options) & pid=$!
      until "$0" segments --json 2> "$TMPDIR/e" | grep -q '"state":"alive"'; do sleep 0.05; done
      count() { { ls /dev/shm "$TMPDIR" | grep ^ringside; ipcs -ms | grep ^0x; } | wc -l; }
      before=$(count)
      "$0" segments --remove > "$TMPDIR/list"; inside "$0" segments --remove > "$TMPDIR/list"
      "$0" --headless --items 5 > "$TMPDIR/list"; inside "$0" --headless --items 5 > "$TMPDIR/list"
      [ $(count) = $before ] && echo kept; kill -0 $pid && echo runs
      kill -KILL $pid; wait $pid
      until "$0" segments --json 2> "$TMPDIR/e" | grep -q '"state":"dead"'; do sleep 0.05; done
      inside "$0" segments --remove > "$TMPDIR/list"; count
      """)
    #expect(finished.output == "kept\nruns\n0\n", "\(finished.output) \(finished.errors)")
  }

  @Test("so are the queues of a comparison")
  func queues() throws {
    let finished = try script(
      """
      inside() { unshare --pid --fork --mount-proc "$@"; }
      unshare --pid --fork --kill-child --mount-proc "$0" compare --transports sysv-queue --seconds 60 > "$TMPDIR/rows" & pid=$!
      until ipcs -q | grep -q ^0x; do sleep 0.05; done
      "$0" segments --remove; inside "$0" segments --remove > "$TMPDIR/list"
      ipcs -q | grep -c ^0x
      kill -KILL $pid; wait $pid
      until "$0" segments --json 2> "$TMPDIR/e" | grep -q '"state":"dead"'; do sleep 0.05; done
      inside "$0" segments --remove > "$TMPDIR/list"; ipcs -qs | grep -c ^0x
      """)
    #expect(finished.output.contains("System V message queue"), "\(finished.output) \(finished.errors)")
    #expect(!finished.output.contains("removed") && finished.output.hasSuffix("\n1\n0\n"), "\(finished.output)")
  }

  @Test(
    "killed at any system call while it makes its memory, it leaves nothing that is not found and removed",
    .enabled(if: (try? run(["strace", "-V"]).status) == 0), arguments: ["posix", "sysv", "file"])
  func killed(backend: String) throws {
    let finished = try script(
      """
      count() { { ls -A /dev/shm "$TMPDIR" | grep ^ringside-; ipcs -ms | grep ^0x; } | wc -l; }
      for call in openat fchmod flock fallocate mmap linkat semget semtimedop semop shmget shmat shmctl semctl; do
        for number in 1 2 3; do
          strace -qq -o /dev/null -e trace=$call -e inject=$call:signal=SIGKILL:when=$number \\
            "$0" --headless --items 1 --backend $1 --discipline sysv-semaphores > /dev/null 2>&1
          [ $? = 137 ] || continue
          killed=$((killed + 1)); left=$((left + $(count)))
          # Its workers end a moment after it.
          for try in 1 2 3 4 5 6 7 8 9 10; do
            "$0" segments --remove > /dev/null 2>&1
            [ $(count) = 0 ] && break
          done
          [ $(count) = 0 ] || { echo "$call $number leaves"; "$0" segments; ipcs -ms; }
        done
      done
      [ $killed -ge 15 ] && [ $left -ge 1 ] && echo "all is gone"
      """, [backend])
    #expect(finished.output == "all is gone\n", "\(finished.output) \(finished.errors)")
  }

  @Test("a semaphore set that somebody removes ends it with a sentence, on the screen and without one")
  func semaphores() throws {
    let finished = try script(
      """
      "$0" --headless --seconds 600 --discipline sysv-semaphores & pid=$!
      until ipcs -s | grep -q ^0x; do sleep 0.05; done
      ipcrm -a; wait $pid; echo $?
      """)
    #expect(finished.output == "1\n")
    #expect(finished.errors.hasPrefix("ringside: somebody removed the System V semaphore set "), "\(finished.errors)")
    #expect(finished.errors.filter { $0 == "\n" }.count == 1)
    let terminal = try Terminal(
      columns: 120,
      script: """
        unshare -i sh -c 'ringside --discipline sysv-semaphores --pace step < /dev/tty & \
        pid=$!; until ipcs -s | grep -q ^0x; do sleep 0.05; done; ipcrm -a; wait $pid; echo status=$?'
        """)
    try terminal.shows("somebody removed the System V semaphore set", "status=1")
  }
}

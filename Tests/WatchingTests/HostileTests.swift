import Foundation
import Support
import Testing

/// Programs that do what the runtime must not expect, as short as they can be.
@Suite("Hostile programs", .serialized)
struct HostileTests {
  private static let head = """
    #define _GNU_SOURCE
    #include <fcntl.h>
    #include <pthread.h>
    #include <semaphore.h>
    #include <setjmp.h>
    #include <signal.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    #include <sys/mman.h>
    #include <sys/stat.h>
    #include <sys/wait.h>
    #include <unistd.h>
    struct big { int first; char rest[5000]; sem_t s; };
    static void *share(size_t size) { return mmap(0, size, 3, MAP_SHARED | MAP_ANONYMOUS, -1, 0); }

    """

  private func watch(_ body: String, _ options: [String] = []) throws -> Finished {
    let folder = try TemporaryFolder()
    let path = folder.path + "/hostile.c"
    try (Self.head + body).write(toFile: path, atomically: true, encoding: .utf8)
    return try run([ringside, "watch", "--headless", "--seconds", "4", path] + options)
  }

  @Test(
    "ends as it does natively",
    arguments: [
      // Its memory is smaller than its struct.
      ("int main(void) { struct big *b = share(sizeof b); b->first = 1; printf(\"first %d\", b->first); }", "first 1"),
      // It prints more than a pipe holds.
      (
        "int main(void) { int *n = share(4); for (int i = 0; i < 30000; i++) puts(\"0123456789\"); *n = 1; puts(\"end\"); }",
        "end"
      ),
      // It is cancelled while it waits.
      (
        """
        static struct big *b;
        static void *sleeps(void *x) { sem_wait(&b->s); return x; }
        int main(void) {
          void *result;
          pthread_t t;
          b = share(sizeof *b);
          sem_init(&b->s, 1, 0);
          pthread_create(&t, 0, sleeps, 0);
          usleep(1000);
          pthread_cancel(t);
          pthread_join(t, &result);
          puts(result == PTHREAD_CANCELED ? "cancelled" : "not");
        }
        """, "cancelled"
      ),
      // It jumps out of a wait.
      (
        """
        static sigjmp_buf place;
        static void jump(int n) { siglongjmp(place, n); }
        int main(void) {
          int *n = share(4);
          signal(SIGALRM, jump);
          if (sigsetjmp(place, 1) == 0) { alarm(1); pause(); }
          *n = 5;
          if (fork() == 0) { *n += 1; _exit(0); }
          wait(0);
          printf("n %d", *n);
        }
        """, "n 6"
      ),
      ("int main(void) { int *n = share(4); for (int i = 0; i < 1024; i++) close(i); *n = 1; return 0; }", ""),
    ])
  func native(body: String, printed: String) throws {
    let watched = try watch(body)
    #expect(
      watched.status == 0 && (printed.isEmpty || watched.errors.contains(printed)),
      "\(watched.output) \(watched.errors.suffix(300))")
  }

  @Test(
    "is told in words, and everything of it is gone",
    arguments: [
      (
        "memset over the control region",
        """
        int main(void) {
          int *n = share(4), f = open(getenv("RINGSIDE_WATCH"), O_RDWR);
          struct stat s;
          fstat(f, &s);
          void *all = mmap(0, s.st_size, 3, MAP_SHARED, f, 0);
          *n = 1;
          memset(all, 0xff, s.st_size);
          *n = 2;
        }
        """, 1 as Int32, "has written over Ringside's own memory"
      ),
      (
        "mapped beyond its end",
        """
        int main(void) {
          int f = shm_open("/short", O_CREAT | O_RDWR, 0600);
          int *n = mmap(0, 4, 3, MAP_SHARED, f, 0);
          *n = 1;
        }
        """, 1, "call ftruncate first"
      ),
      ("never ends", "int main(void) { int *n = share(4); *n = 1; for (;;); }", 5, "P1 computes, and passes no gate"),
      (
        "waits outside", "int main(void) { int *n = share(4); *n = 1; int f[2]; pipe(f); dup2(f[0], 0); getchar(); }",
        1, "P1 waits"
      ),
      (
        "ignores SIGTERM and forks 100 times",
        """
        int main(void) {
          int *n = share(4);
          signal(SIGTERM, SIG_IGN);
          signal(SIGINT, SIG_IGN);
          for (int i = 0; i < 100; i++) if (fork() == 0) { (*n)++; _exit(0); }
          while (wait(0) > 0) continue;
          return 42;
        }
        """, 1, "the program ended with status 42"
      ),
    ])
  func told(name: String, body: String, status: Int32, words: String) throws {
    let watched = try watch(body, status == 5 ? ["--seed", "2"] : [])
    #expect(watched.status == status && watched.output.contains(words), "\(name): \(watched.status) \(watched.output)")
    let names = try FileManager.default.contentsOfDirectory(atPath: "/dev/shm")
    #expect(!names.contains { $0.hasSuffix("-short") })
  }

  @Test("what a program has made is removed even if it has written over the records of it")
  func unrecorded() throws {
    let watched = try watch(
      """
      #include <sys/sem.h>
      #include <sys/shm.h>
      int main(void) {
        int *n = share(4), f = open(getenv("RINGSIDE_WATCH"), O_RDWR);
        struct stat s;
        fstat(f, &s);
        printf("set %d\\n", semget(IPC_PRIVATE, 2, IPC_CREAT | 0600));
        printf("segment %d\\n", shmget(77, 64, IPC_CREAT | 0600));
        void *all = mmap(0, s.st_size, 3, MAP_SHARED, f, 0);
        memset(all, 0, s.st_size);
        *n = 2;
      }
      """)
    let ids = watched.errors.matches(of: /(?:set|segment) (\d+)/).compactMap { Int32($0.1) }
    try #require(ids.count == 2, "\(watched)")
    var status = shmid_ds()
    #expect(shmctl(ids[1], IPC_STAT, &status) == -1)
    let sets = try String(contentsOfFile: "/proc/sysvipc/sem", encoding: .utf8).split(separator: "\n")
    #expect(!sets.contains { $0.split(separator: " ").dropFirst().first == "\(ids[0])" })
  }
}

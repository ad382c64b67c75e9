// Shared memory, and processes that start together and never outlive their parent.
#include "baseline.h"
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

void fail(const char *what) {
  fprintf(stderr, "baseline: %s: %m\n", what);
  _exit(1);
}

void *share_memory(size_t size) {
  char name[64];
  snprintf(name, sizeof name, "/ringside-baseline-%d", getpid());
  int object = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
  check(object, "shm_open");
  check(shm_unlink(name), "shm_unlink");  // The children inherit the mapping. Nobody needs the name.
  check(ftruncate(object, (off_t)size), "ftruncate");
  errno = posix_fallocate(object, 0, (off_t)size);  // A full /dev/shm is an error here, and not a SIGBUS later.
  if (errno != 0) fail("posix_fallocate");
  void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, object, 0);
  if (memory == MAP_FAILED) fail("mmap");
  check(close(object), "close");
  return memory;
}

void pin(long cpu) {
  if (cpu < 0) return;
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(cpu, &set);
  check(sched_setaffinity(0, sizeof set, &set), "sched_setaffinity");
}

static double now(void) {
  struct timespec time;
  check(clock_gettime(CLOCK_MONOTONIC, &time), "clock_gettime");
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

// A child stops itself when it is ready and again when it is done: its parent learns of both by waitpid(2), and of a
// child that died instead.
static _Noreturn void run_child(pid_t parent, int number, void (*body)(int, void *), void *memory) {
  check(prctl(PR_SET_PDEATHSIG, SIGKILL), "prctl");
  if (getppid() != parent) _exit(1);  // It was gone before prctl could tell us.
  check(raise(SIGSTOP), "raise");
  body(number, memory);
  check(raise(SIGSTOP), "raise");
  _exit(0);
}

static void await_stops(int count) {
  for (int i = 0; i < count; i++) {
    int status;
    check(waitpid(-1, &status, WUNTRACED), "waitpid");
    if (!WIFSTOPPED(status)) {
      fputs("baseline: a process ended early\n", stderr);
      _exit(1);  // The kernel ends the others.
    }
  }
}

static void continue_all(const pid_t *children, int count) {
  for (int i = 0; i < count; i++) check(kill(children[i], SIGCONT), "kill");
}

double run_processes(int count, void (*body)(int number, void *memory), void *memory) {
  pid_t parent = getpid(), children[count];
  for (int i = 0; i < count; i++) {
    children[i] = fork();
    check(children[i], "fork");
    if (children[i] == 0) run_child(parent, i, body, memory);
  }
  await_stops(count);
  double start = now();
  continue_all(children, count);
  await_stops(count);
  double end = now();
  continue_all(children, count);
  for (int i = 0; i < count; i++) check(waitpid(children[i], NULL, 0), "waitpid");
  return end - start;
}

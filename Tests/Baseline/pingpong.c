// Stepping on bare futexes: a controller grants one step at a time, to two gated workers in turn: futex(2).
#include "baseline.h"
#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

static long steps = 100000, cpu = -1;

// Steps are counted from 1. Each word holds the number of a step, and has a cache line of its own.
struct board {
  struct {
    _Alignas(64) uint32_t word;
  } granted[2], reported;
  uint64_t sum;  // what the workers work on
};

// FUTEX_WAIT and FUTEX_WAKE, and never their PRIVATE kind: that one does not reach another process.
static long futex(uint32_t *word, int operation, uint32_t value) {
  return syscall(SYS_futex, word, operation, value, NULL, NULL, 0);
}

static void announce(uint32_t *word, uint32_t step) {
  __atomic_store_n(word, step, __ATOMIC_RELEASE);
  if (futex(word, FUTEX_WAKE, 1) == -1) fail("futex");
}

static void await(uint32_t *word, uint32_t step) {
  uint32_t seen;
  while ((seen = __atomic_load_n(word, __ATOMIC_ACQUIRE)) != step) {
    // EAGAIN: the word changed before we slept. EINTR: a signal. Either way we look again.
    if (futex(word, FUTEX_WAIT, seen) == -1 && errno != EAGAIN && errno != EINTR) fail("futex");
  }
}

static void control(struct board *b) {
  for (uint32_t step = 1; step <= steps; step++) {
    announce(&b->granted[step % 2].word, step);
    await(&b->reported.word, step);
  }
}

static void be_stepped(struct board *b, uint32_t number) {
  for (uint32_t step = number == 1 ? 1 : 2; step <= steps; step += 2) {
    await(&b->granted[number].word, step);
    b->sum += step;
    announce(&b->reported.word, step);
  }
}

static void work(int number, void *memory) {
  if (number < 2) {
    be_stepped(memory, (uint32_t)number);
  } else {
    control(memory);
  }
}

int pingpong(int argc, char **argv) {
  read_options(argc, argv,
               (struct option_row[]){{"--steps", &steps, 1, INT_MAX, NULL}, {"--cpu", &cpu, -1, 1023, NULL}, {0}});
  struct board *b = share_memory(sizeof *b);
  pin(cpu);
  double seconds = run_processes(3, work, b);
  if (b->sum != (uint64_t)steps * (uint64_t)(steps + 1) / 2) {
    fputs("baseline: steps went missing\n", stderr);
    return 1;
  }
  printf("{\"steps\": %ld, \"seconds\": %.6f, \"steps_per_second\": %.0f}\n", steps, seconds, (double)steps / seconds);
  return 0;
}

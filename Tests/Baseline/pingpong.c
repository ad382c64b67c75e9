// Stepping on bare futexes: a controller grants steps, one or several in a row, to two gated workers in turn: futex(2).
#include "baseline.h"
#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

static long steps = 100000, run = 1, cpu = -1;

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

// Waits until a word has come to a step.
static void await(uint32_t *word, uint32_t step) {
  uint32_t seen;
  while ((seen = __atomic_load_n(word, __ATOMIC_ACQUIRE)) < step) {
    // EAGAIN: the word changed before we slept. EINTR: a signal. Either way we look again.
    if (futex(word, FUTEX_WAIT, seen) == -1 && errno != EAGAIN && errno != EINTR) fail("futex");
  }
}

// The last step of the run that begins with this one.
static uint32_t end_of_run(uint32_t first) { return (uint32_t)(first + run - 1 < steps ? first + run - 1 : steps); }

static void control(struct board *b) {
  uint32_t number = 0;
  for (uint32_t first = 1; first <= steps; first += run, number = 1 - number) {
    uint32_t last = end_of_run(first);
    announce(&b->granted[number].word, last);
    await(&b->reported.word, last);
  }
}

static void be_stepped(struct board *b, uint32_t number) {
  for (uint32_t first = 1 + number * (uint32_t)run; first <= steps; first += 2 * run) {
    uint32_t last = end_of_run(first);
    for (uint32_t step = first; step <= last; step++) {
      // The gate: each step looks whether it is granted.
      await(&b->granted[number].word, step);
      b->sum += step;
    }
    announce(&b->reported.word, last);
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
               (struct option_row[]){{"--steps", &steps, 1, INT_MAX / 2, NULL},
                                     {"--run", &run, 1, 1000, NULL},
                                     {"--cpu", &cpu, -1, 1023, NULL},
                                     {0}});
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

// Schedules replayed on two gated workers, as an explorer does it: a reset, then runs of steps granted at once, each run
// to the other worker than the one before: futex(2).
#include "baseline.h"
#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

static long schedules = 20000, length = 16, switches = 0, cpu = -1;

enum { SLOTS = 10 };

// Each word that one process writes and another waits for has a cache line of its own.
struct board {
  struct {
    _Alignas(64) uint32_t word;
  } granted[2], passed[2], reported, generation;
  _Alignas(64) uint64_t in, out, slot[SLOTS], index[2], moves;
};

// FUTEX_WAIT and FUTEX_WAKE, and never their PRIVATE kind: that one does not reach another process.
static long futex(uint32_t *word, int operation, uint32_t value) {
  return syscall(SYS_futex, word, operation, value, NULL, NULL, 0);
}

static uint32_t load(uint32_t *word) { return __atomic_load_n(word, __ATOMIC_ACQUIRE); }

static void announce(uint32_t *word, uint32_t value) {
  __atomic_store_n(word, value, __ATOMIC_RELEASE);
  if (futex(word, FUTEX_WAKE, 1) == -1) fail("futex");
}

static void sleep_while(uint32_t *word, uint32_t value) {
  // EAGAIN: the word changed before we slept. EINTR: a signal. Either way the caller looks again.
  if (futex(word, FUTEX_WAIT, value) == -1 && errno != EAGAIN && errno != EINTR) fail("futex");
}

// One operation: producer and consumer without synchronization, three operations for each item.
static void operate(struct board *b, int number, uint32_t step) {
  uint64_t *index = number == 0 ? &b->in : &b->out;
  switch (step % 3) {
  case 0: b->index[number] = *index; break;
  case 1:
    if (number == 0) {
      b->slot[b->index[0] % SLOTS] = step;
    } else {
      b->moves += b->slot[b->index[1] % SLOTS];
    }
    break;
  case 2: *index = (b->index[number] + 1) % SLOTS; break;
  }
}

static void be_stepped(struct board *b, int number) {
  uint32_t done = 0, generation = 0, step = 0;
  for (;;) {
    uint32_t granted = load(&b->granted[number].word);
    if (granted == done) {
      sleep_while(&b->granted[number].word, granted);
      continue;
    }
    if (granted == UINT_MAX) return;
    uint32_t now = load(&b->generation.word);
    if (now != generation) generation = now, step = 0;  // A reset sends it back to its start.
    for (; done != granted; done++) {
      // The gate: before each step it looks whether it is granted.
      if (load(&b->granted[number].word) == done) break;
      operate(b, number, step++);
    }
    __atomic_store_n(&b->passed[number].word, done, __ATOMIC_RELEASE);
    announce(&b->reported.word, load(&b->reported.word) + 1);
  }
}

static void reset(struct board *b) {
  b->in = b->out = b->moves = b->index[0] = b->index[1] = 0;
  for (int i = 0; i < SLOTS; i++) b->slot[i] = 0;
  __atomic_add_fetch(&b->generation.word, 1, __ATOMIC_RELEASE);
}

static void grant(struct board *b, int number, uint32_t count) {
  uint32_t last = load(&b->granted[number].word) + count;
  announce(&b->granted[number].word, last);
  for (;;) {
    uint32_t reports = load(&b->reported.word);
    if (load(&b->passed[number].word) == last) return;
    sleep_while(&b->reported.word, reports);
  }
}

static void control(struct board *b) {
  for (long i = 0; i < schedules; i++) {
    reset(b);
    long left = length;
    for (long run = 0; run <= switches; run++) {
      long count = left / (switches + 1 - run);
      grant(b, (int)(run % 2), (uint32_t)count);
      left -= count;
    }
  }
  for (int number = 0; number < 2; number++) announce(&b->granted[number].word, UINT_MAX);
}

static void work(int number, void *memory) {
  if (number < 2) {
    be_stepped(memory, number);
  } else {
    control(memory);
  }
}

int replay(int argc, char **argv) {
  read_options(argc, argv,
               (struct option_row[]){{"--schedules", &schedules, 1, INT_MAX / 2, NULL},
                                     {"--length", &length, 1, 1000, NULL},
                                     {"--switches", &switches, 0, 999, NULL},
                                     {"--cpu", &cpu, -1, 1023, NULL},
                                     {0}});
  struct board *b = share_memory(sizeof *b);
  pin(cpu);
  double seconds = run_processes(3, work, b);
  printf("{\"schedules\": %ld, \"seconds\": %.6f, \"schedules_per_second\": %.0f}\n", schedules, seconds,
         (double)schedules / seconds);
  return 0;
}

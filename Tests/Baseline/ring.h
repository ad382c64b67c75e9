// The bounded buffer that every discipline works on, and what they have in common.
#pragma once
#include "baseline.h"
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>

enum { MAX_WORDS = 512, CACHE_LINE = 64 };

// How large the ring is, and each of its items. Set before the processes start.
extern long slots, words;

// Words that different processes write in a hurry have cache lines of their own, where no lock keeps them apart.
struct ring {
  sem_t empty;  // counts free slots
  sem_t full;   // counts occupied slots
  sem_t one;    // lets one process at a time into the critical section
  int set;      // the same three, as a System V semaphore set
  _Alignas(CACHE_LINE) pthread_mutex_t mutex;
  pthread_cond_t not_full, not_empty;
  _Alignas(CACHE_LINE) uint32_t lock;  // a spinlock: 0, or the pid of whoever is inside
  _Alignas(CACHE_LINE) long count;     // occupied slots, where no semaphore counts them
  _Alignas(CACHE_LINE) long in;
  _Alignas(CACHE_LINE) long out;
  _Alignas(CACHE_LINE) uint64_t sum;  // of all words that were taken
  bool in_order;
  _Alignas(CACHE_LINE) uint64_t buffer[];
};

// A synchronization of the ring. The items are numbered, and a worker handles those from `first` to before `last`.
struct discipline {
  const char *name;
  void (*set_up)(struct ring *r);
  void (*produce)(struct ring *r, long first, long last);
  void (*consume)(struct ring *r, long first, long last);
  void (*tear_down)(struct ring *r);  // NULL where nothing outlives the memory
};

extern const struct discipline semaphores, mutex_condition, robust_mutex, sysv_semaphores, spinlock, lock_free;

// Makes the mutex and its conditions, shared between processes. `robustness` as pthread_mutexattr_setrobust(3) has it.
void make_mutex(struct ring *r, int robustness);

// Fails if a call of pthreads returned an error.
static inline void check_error(int error, const char *what) {
  if (error == 0) return;
  errno = error;
  fail(what);
}

// Volatile makes it word by word, as it says here, where the optimizer would call memcpy.
static inline void copy(volatile uint64_t *to, const volatile uint64_t *from, long count) {
  for (long w = 0; w < count; w++) to[w] = from[w];
}

static inline void write_slot(struct ring *r, long slot, const uint64_t *item) {
  copy(&r->buffer[slot * words], item, words);
}

static inline void read_slot(const struct ring *r, long slot, uint64_t *item) {
  copy(item, &r->buffer[slot * words], words);
}

// The loops around every discipline. Always inline, so that each has a copy with its own `put` and `take` within.
__attribute__((always_inline)) static inline void produce_items(
    struct ring *r, long first, long last, void (*put)(struct ring *, const uint64_t *item)) {
  uint64_t item[MAX_WORDS];
  for (long number = first; number < last; number++) {
    for (long w = 0; w < words; w++) item[w] = (uint64_t)(number * words + w);
    put(r, item);
  }
}

__attribute__((always_inline)) static inline void consume_items(
    struct ring *r, long first, long last, void (*take)(struct ring *, uint64_t *item)) {
  uint64_t item[MAX_WORDS], sum = 0;
  bool in_order = true;
  for (long number = first; number < last; number++) {
    take(r, item);
    for (long w = 0; w < words; w++) sum += item[w];
    in_order = in_order && item[0] == (uint64_t)(number * words);
  }
  __atomic_fetch_add(&r->sum, sum, __ATOMIC_RELAXED);
  if (!in_order) __atomic_store_n(&r->in_order, false, __ATOMIC_RELAXED);
}

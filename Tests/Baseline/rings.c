// Two rings in shared memory, there and back, under some of the disciplines: what a C program does for the same.
#include "channels.h"
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

enum { LINE = 64 };

// Words that different processes write in a hurry never share a cache line.
struct shared_ring {
  _Alignas(LINE) sem_t empty;
  _Alignas(LINE) sem_t full;
  _Alignas(LINE) sem_t mutex;
  _Alignas(LINE) _Atomic uint64_t in;
  _Alignas(LINE) _Atomic uint64_t out;
  _Alignas(LINE) pthread_mutex_t pthread_mutex;
  _Alignas(LINE) pthread_cond_t not_full;
  _Alignas(LINE) pthread_cond_t not_empty;
  _Alignas(LINE) _Atomic uint64_t lock;
  _Alignas(LINE) _Atomic uint64_t count;
  _Alignas(LINE) char slots[];
};

// The one from process 0 to process 1, and the one back.
static struct shared_ring *rings[2];
static uint64_t slot_count;
static size_t slot_size;

static void open_rings(size_t size, uint64_t slots) {
  slot_count = slots;
  slot_size = (size + 7) / 8 * 8;
  pthread_mutexattr_t mutex;
  pthread_condattr_t condition;
  errno = pthread_mutexattr_init(&mutex);
  if (errno == 0) errno = pthread_mutexattr_setpshared(&mutex, PTHREAD_PROCESS_SHARED);
  if (errno == 0) errno = pthread_condattr_init(&condition);
  if (errno == 0) errno = pthread_condattr_setpshared(&condition, PTHREAD_PROCESS_SHARED);
  if (errno != 0) fail("pthread attributes");
  for (int way = 0; way < 2; way++) {
    struct shared_ring *r = rings[way] = share_memory(sizeof *r + slot_count * slot_size);
    check(sem_init(&r->empty, 1, (unsigned)slots), "sem_init");
    check(sem_init(&r->full, 1, 0), "sem_init");
    check(sem_init(&r->mutex, 1, 1), "sem_init");
    errno = pthread_mutex_init(&r->pthread_mutex, &mutex);
    if (errno == 0) errno = pthread_cond_init(&r->not_full, &condition);
    if (errno == 0) errno = pthread_cond_init(&r->not_empty, &condition);
    if (errno != 0) fail("pthread objects");
  }
}

static void open_10(size_t size) { open_rings(size, 10); }

static void open_256(size_t size) { open_rings(size, 256); }

static void keep_nothing(void) {}

// Indices under a lock are plain words: relaxed, as they are in Swift.
static uint64_t load(const _Atomic uint64_t *word) { return atomic_load_explicit(word, memory_order_relaxed); }

static void store(_Atomic uint64_t *word, uint64_t value) { atomic_store_explicit(word, value, memory_order_relaxed); }

static uint64_t next(uint64_t index) { return index + 1 < slot_count ? index + 1 : 0; }

static char *slot(struct shared_ring *r, uint64_t index) { return r->slots + index * slot_size; }

static void put_message(struct shared_ring *r, const char *message) {
  uint64_t i = load(&r->in);
  memcpy(slot(r, i), message, slot_size);
  store(&r->in, next(i));
}

static void take_message(struct shared_ring *r, char *message) {
  uint64_t o = load(&r->out);
  memcpy(message, slot(r, o), slot_size);
  store(&r->out, next(o));
}

// Semaphores. A sleep is a call to fall asleep, and one by the other process to wake it.

static void wait_for(sem_t *semaphore, uint64_t *calls) {
  if (sem_trywait(semaphore) == 0) return;
  *calls += 2;
  int result;
  do {
    result = sem_wait(semaphore);
  } while (result == -1 && errno == EINTR);
  check(result, "sem_wait");
}

static void send_by_semaphores(int process, const char *message, size_t size, uint64_t *calls) {
  (void)size;
  struct shared_ring *r = rings[process];
  wait_for(&r->empty, calls);
  wait_for(&r->mutex, calls);
  put_message(r, message);
  check(sem_post(&r->mutex), "sem_post");
  check(sem_post(&r->full), "sem_post");
}

static void receive_by_semaphores(int process, char *message, size_t size, uint64_t *calls) {
  (void)size;
  struct shared_ring *r = rings[1 - process];
  wait_for(&r->full, calls);
  wait_for(&r->mutex, calls);
  take_message(r, message);
  check(sem_post(&r->mutex), "sem_post");
  check(sem_post(&r->empty), "sem_post");
}

// A mutex and two conditions. A count of its own says whether the ring is full or empty.

static void lock_mutex(struct shared_ring *r, uint64_t *calls) {
  if (pthread_mutex_trylock(&r->pthread_mutex) == 0) return;
  *calls += 2;
  errno = pthread_mutex_lock(&r->pthread_mutex);
  if (errno != 0) fail("pthread_mutex_lock");
}

static void sleep_on(pthread_cond_t *condition, struct shared_ring *r, uint64_t *calls) {
  *calls += 2;
  errno = pthread_cond_wait(condition, &r->pthread_mutex);
  if (errno != 0) fail("pthread_cond_wait");
}

static void send_by_conditions(int process, const char *message, size_t size, uint64_t *calls) {
  (void)size;
  struct shared_ring *r = rings[process];
  lock_mutex(r, calls);
  while (load(&r->count) == slot_count) sleep_on(&r->not_full, r, calls);
  put_message(r, message);
  store(&r->count, load(&r->count) + 1);
  pthread_cond_signal(&r->not_empty);
  pthread_mutex_unlock(&r->pthread_mutex);
}

static void receive_by_conditions(int process, char *message, size_t size, uint64_t *calls) {
  (void)size;
  struct shared_ring *r = rings[1 - process];
  lock_mutex(r, calls);
  while (load(&r->count) == 0) sleep_on(&r->not_empty, r, calls);
  take_message(r, message);
  store(&r->count, load(&r->count) - 1);
  pthread_cond_signal(&r->not_full);
  pthread_mutex_unlock(&r->pthread_mutex);
}

// Spinning: a pause, and after a hundred vain looks the processor for whoever else wants it.

enum { PATIENCE = 100 };

static void look_again(int *looks, uint64_t *calls) {
  if (++*looks <= PATIENCE) {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
    return;
  }
  ++*calls;
  sched_yield();
}

static void acquire(struct shared_ring *r, int *looks, uint64_t *calls) {
  while (true) {
    uint64_t nobody = 0;
    if (load(&r->lock) == 0 && atomic_compare_exchange_strong_explicit(
                                   &r->lock, &nobody, 1, memory_order_acq_rel, memory_order_relaxed))
      return;
    look_again(looks, calls);
  }
}

static void release(struct shared_ring *r) { atomic_store_explicit(&r->lock, 0, memory_order_release); }

// Comes back with the lock once `count` is not this value any more.
static void acquire_unless(struct shared_ring *r, uint64_t count, uint64_t *calls) {
  int looks = 0;
  acquire(r, &looks, calls);
  while (load(&r->count) == count) {
    release(r);
    look_again(&looks, calls);
    acquire(r, &looks, calls);
  }
}

static void send_by_spinlock(int process, const char *message, size_t size, uint64_t *calls) {
  (void)size;
  struct shared_ring *r = rings[process];
  acquire_unless(r, slot_count, calls);
  put_message(r, message);
  store(&r->count, load(&r->count) + 1);
  release(r);
}

static void receive_by_spinlock(int process, char *message, size_t size, uint64_t *calls) {
  (void)size;
  struct shared_ring *r = rings[1 - process];
  acquire_unless(r, 0, calls);
  take_message(r, message);
  store(&r->count, load(&r->count) - 1);
  release(r);
}

// No lock at all: one process writes `in`, the other one `out`, and neither ever wraps.

static uint64_t observe(const _Atomic uint64_t *word) { return atomic_load_explicit(word, memory_order_acquire); }

static void publish(_Atomic uint64_t *word, uint64_t value) { atomic_store_explicit(word, value, memory_order_release); }

static void send_lock_free(int process, const char *message, size_t size, uint64_t *calls) {
  (void)size;
  struct shared_ring *r = rings[process];
  uint64_t i = load(&r->in);
  for (int looks = 0; i - observe(&r->out) == slot_count;) look_again(&looks, calls);
  memcpy(slot(r, i % slot_count), message, slot_size);
  publish(&r->in, i + 1);
}

static void receive_lock_free(int process, char *message, size_t size, uint64_t *calls) {
  (void)size;
  struct shared_ring *r = rings[1 - process];
  uint64_t o = load(&r->out);
  for (int looks = 0; observe(&r->in) == o;) look_again(&looks, calls);
  memcpy(message, slot(r, o % slot_count), slot_size);
  publish(&r->out, o + 1);
}

static const struct channel channels[] = {
    {"ring-semaphores", open_10, keep_nothing, send_by_semaphores, receive_by_semaphores},
    {"ring-semaphores-256", open_256, keep_nothing, send_by_semaphores, receive_by_semaphores},
    {"ring-mutex-condition", open_10, keep_nothing, send_by_conditions, receive_by_conditions},
    {"ring-spinlock", open_10, keep_nothing, send_by_spinlock, receive_by_spinlock},
    {"ring-lock-free", open_10, keep_nothing, send_lock_free, receive_lock_free},
};

const struct channel *find_ring(const char *name) {
  for (size_t i = 0; i < sizeof channels / sizeof *channels; i++) {
    if (strcmp(channels[i].name, name) == 0) return &channels[i];
  }
  return NULL;
}

// A robust mutex, whose holder may die: pthread_mutexattr_setrobust(3). The indices are never brought back to zero, so
// that each moves by one store and the next holder can tell how far the dead one came.
#include "../ring.h"

// Nobody dies in a measurement. What is there to be repaired would be told by the items.
static void acquire(struct ring *r) {
  int error = pthread_mutex_lock(&r->mutex);
  if (error == EOWNERDEAD) error = pthread_mutex_consistent(&r->mutex);
  check_error(error, "pthread_mutex_lock");
}

static void sleep_on(pthread_cond_t *condition, struct ring *r) {
  int error = pthread_cond_wait(condition, &r->mutex);
  if (error == EOWNERDEAD) error = pthread_mutex_consistent(&r->mutex);
  check_error(error, "pthread_cond_wait");
}

static void put(struct ring *r, const uint64_t *item) {
  acquire(r);
  while (r->in - r->out == slots) sleep_on(&r->not_full, r);
  write_slot(r, r->in % slots, item);
  r->in++;
  check_error(pthread_cond_signal(&r->not_empty), "pthread_cond_signal");
  check_error(pthread_mutex_unlock(&r->mutex), "pthread_mutex_unlock");
}

static void take(struct ring *r, uint64_t *item) {
  acquire(r);
  while (r->in == r->out) sleep_on(&r->not_empty, r);
  read_slot(r, r->out % slots, item);
  r->out++;
  check_error(pthread_cond_signal(&r->not_full), "pthread_cond_signal");
  check_error(pthread_mutex_unlock(&r->mutex), "pthread_mutex_unlock");
}

static void set_up(struct ring *r) { make_mutex(r, PTHREAD_MUTEX_ROBUST); }

static void produce(struct ring *r, long first, long last) { produce_items(r, first, last, put); }
static void consume(struct ring *r, long first, long last) { consume_items(r, first, last, take); }

const struct discipline robust_mutex = {"robust-mutex", set_up, produce, consume, NULL};

// One process-shared mutex, and two conditions to sleep on: pthread_cond_wait(3).
#include "../ring.h"

static void put(struct ring *r, const uint64_t *item) {
  check_error(pthread_mutex_lock(&r->mutex), "pthread_mutex_lock");
  while (r->count == slots) check_error(pthread_cond_wait(&r->not_full, &r->mutex), "pthread_cond_wait");
  write_slot(r, r->in, item);
  r->in = (r->in + 1) % slots;
  r->count++;
  check_error(pthread_cond_signal(&r->not_empty), "pthread_cond_signal");
  check_error(pthread_mutex_unlock(&r->mutex), "pthread_mutex_unlock");
}

static void take(struct ring *r, uint64_t *item) {
  check_error(pthread_mutex_lock(&r->mutex), "pthread_mutex_lock");
  while (r->count == 0) check_error(pthread_cond_wait(&r->not_empty, &r->mutex), "pthread_cond_wait");
  read_slot(r, r->out, item);
  r->out = (r->out + 1) % slots;
  r->count--;
  check_error(pthread_cond_signal(&r->not_full), "pthread_cond_signal");
  check_error(pthread_mutex_unlock(&r->mutex), "pthread_mutex_unlock");
}

static void set_up(struct ring *r) { make_mutex(r, PTHREAD_MUTEX_STALLED); }

static void produce(struct ring *r, long first, long last) { produce_items(r, first, last, put); }
static void consume(struct ring *r, long first, long last) { consume_items(r, first, last, take); }

const struct discipline mutex_condition = {"mutex-condition", set_up, produce, consume, NULL};

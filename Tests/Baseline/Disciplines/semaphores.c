// The textbook's three semaphores: sem_overview(7).
#include "../ring.h"

static void put(struct ring *r, const uint64_t *item) {
  check(sem_wait(&r->empty), "sem_wait");
  check(sem_wait(&r->one), "sem_wait");
  write_slot(r, r->in, item);
  r->in = (r->in + 1) % slots;
  check(sem_post(&r->one), "sem_post");
  check(sem_post(&r->full), "sem_post");
}

static void take(struct ring *r, uint64_t *item) {
  check(sem_wait(&r->full), "sem_wait");
  check(sem_wait(&r->one), "sem_wait");
  read_slot(r, r->out, item);
  r->out = (r->out + 1) % slots;
  check(sem_post(&r->one), "sem_post");
  check(sem_post(&r->empty), "sem_post");
}

static void set_up(struct ring *r) {
  check(sem_init(&r->empty, 1, (unsigned)slots), "sem_init");
  check(sem_init(&r->full, 1, 0), "sem_init");
  check(sem_init(&r->one, 1, 1), "sem_init");
}

static void produce(struct ring *r, long first, long last) { produce_items(r, first, last, put); }
static void consume(struct ring *r, long first, long last) { consume_items(r, first, last, take); }

const struct discipline semaphores = {"semaphores", set_up, produce, consume, NULL};

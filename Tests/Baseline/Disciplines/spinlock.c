// One word, looked at until it is 0 and then taken: test, and test-and-set.
#include "../ring.h"
#include "spinning.h"
#include <unistd.h>

static uint32_t own_pid;

static void acquire(struct ring *r, int *looks) {
  while (true) {
    uint32_t nobody = 0;
    if (__atomic_load_n(&r->lock, __ATOMIC_RELAXED) == 0 &&
        __atomic_compare_exchange_n(&r->lock, &nobody, own_pid, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
      return;
    }
    look_again(looks);
  }
}

static void release(struct ring *r) { __atomic_store_n(&r->lock, 0, __ATOMIC_RELEASE); }

// Goes in once the ring holds another number of items than this.
static void acquire_unless(struct ring *r, long count) {
  int looks = 0;
  acquire(r, &looks);
  while (r->count == count) {
    release(r);
    look_again(&looks);
    acquire(r, &looks);
  }
}

static void put(struct ring *r, const uint64_t *item) {
  acquire_unless(r, slots);
  write_slot(r, r->in, item);
  r->in = (r->in + 1) % slots;
  r->count++;
  release(r);
}

static void take(struct ring *r, uint64_t *item) {
  acquire_unless(r, 0);
  read_slot(r, r->out, item);
  r->out = (r->out + 1) % slots;
  r->count--;
  release(r);
}

static void set_up(struct ring *r) { r->lock = 0; }

static void produce(struct ring *r, long first, long last) {
  own_pid = (uint32_t)getpid();
  produce_items(r, first, last, put);
}

static void consume(struct ring *r, long first, long last) {
  own_pid = (uint32_t)getpid();
  consume_items(r, first, last, take);
}

const struct discipline spinlock = {"spinlock", set_up, produce, consume, NULL};

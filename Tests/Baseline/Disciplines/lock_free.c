// One producer and one consumer, each with an index that it alone stores (Lamport 1983). The indices are never brought
// back to zero. Each keeps what it last saw of the other's index, and fetches its cache line only when that leaves nothing
// to do.
#include "../ring.h"
#include "spinning.h"

static long seen;

static void put(struct ring *r, const uint64_t *item) {
  long i = r->in;
  int looks = 0;
  while (i - seen == slots) {
    seen = __atomic_load_n(&r->out, __ATOMIC_ACQUIRE);
    if (i - seen == slots) look_again(&looks);
  }
  write_slot(r, i % slots, item);
  __atomic_store_n(&r->in, i + 1, __ATOMIC_RELEASE);
}

static void take(struct ring *r, uint64_t *item) {
  long o = r->out;
  int looks = 0;
  while (seen == o) {
    seen = __atomic_load_n(&r->in, __ATOMIC_ACQUIRE);
    if (seen == o) look_again(&looks);
  }
  read_slot(r, o % slots, item);
  __atomic_store_n(&r->out, o + 1, __ATOMIC_RELEASE);
}

static void set_up(struct ring *r) { r->in = r->out = 0; }

static void produce(struct ring *r, long first, long last) { produce_items(r, first, last, put); }
static void consume(struct ring *r, long first, long last) { consume_items(r, first, last, take); }

const struct discipline lock_free = {"lock-free", set_up, produce, consume, NULL};

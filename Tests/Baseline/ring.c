// The bounded buffer, as an operating systems textbook has it.
#include "baseline.h"
#include <semaphore.h>

enum { MAX_WORDS = 512 };

static long items = 1000000, slots = 10, words = 1, producers = 1, consumers = 1, cpu = -1;

struct ring {
  sem_t empty;  // counts free slots
  sem_t full;   // counts occupied slots
  sem_t mutex;  // guards in, out, and what the consumers found
  long in, out;
  uint64_t sum;  // of all words that were taken
  bool in_order;
  uint64_t buffer[];
};

// Volatile makes it word by word, as it says here, where the optimizer would call memcpy.
static inline void copy(volatile uint64_t *to, const volatile uint64_t *from, long count) {
  for (long w = 0; w < count; w++) to[w] = from[w];
}

// The items are numbered from 0, and worker `part` of `parts` handles those from here to where the next one begins.
static long first_item(long part, long parts) { return items / parts * part + items % parts * part / parts; }

static void produce_items(struct ring *r, long first, long last) {
  uint64_t item[MAX_WORDS];
  for (long number = first; number < last; number++) {
    for (long w = 0; w < words; w++) item[w] = (uint64_t)(number * words + w);

    check(sem_wait(&r->empty), "sem_wait");
    check(sem_wait(&r->mutex), "sem_wait");
    copy(&r->buffer[r->in * words], item, words);
    r->in = (r->in + 1) % slots;
    check(sem_post(&r->mutex), "sem_post");
    check(sem_post(&r->full), "sem_post");
  }
}

static void consume_items(struct ring *r, long first, long last) {
  uint64_t item[MAX_WORDS], sum = 0;
  bool in_order = true;
  for (long number = first; number < last; number++) {
    check(sem_wait(&r->full), "sem_wait");
    check(sem_wait(&r->mutex), "sem_wait");
    copy(item, &r->buffer[r->out * words], words);
    r->out = (r->out + 1) % slots;
    check(sem_post(&r->mutex), "sem_post");
    check(sem_post(&r->empty), "sem_post");

    for (long w = 0; w < words; w++) sum += item[w];
    in_order = in_order && item[0] == (uint64_t)(number * words);
  }
  check(sem_wait(&r->mutex), "sem_wait");
  r->sum += sum;
  r->in_order = r->in_order && in_order;
  check(sem_post(&r->mutex), "sem_post");
}

static void work(int number, void *memory) {
  if (number < producers) {
    produce_items(memory, first_item(number, producers), first_item(number + 1, producers));
  } else {
    long consumer = number - producers;
    consume_items(memory, first_item(consumer, consumers), first_item(consumer + 1, consumers));
  }
}

// Every word that was produced is a number of its own, from 0. With one of each role the order must be right, too.
static bool is_correct(const struct ring *r) {
  uint64_t n = (uint64_t)(items * words);
  uint64_t expected = n % 2 == 0 ? n / 2 * (n - 1) : (n - 1) / 2 * n;
  return r->sum == expected && (r->in_order || producers > 1 || consumers > 1);
}

int ring(int argc, char **argv) {
  read_options(argc, argv, (struct option_row[]){{"--items", &items, 1, 1000000000000},
                                                 {"--slots", &slots, 1, 4096},
                                                 {"--words", &words, 1, MAX_WORDS},
                                                 {"--producers", &producers, 1, 32},
                                                 {"--consumers", &consumers, 1, 32},
                                                 {"--cpu", &cpu, -1, 1023},
                                                 {0}});
  struct ring *r = share_memory(sizeof *r + (size_t)(slots * words) * sizeof *r->buffer);
  check(sem_init(&r->empty, 1, (unsigned)slots), "sem_init");
  check(sem_init(&r->full, 1, 0), "sem_init");
  check(sem_init(&r->mutex, 1, 1), "sem_init");
  r->in_order = true;

  pin(cpu);
  double seconds = run_processes((int)(producers + consumers), work, r);
  bool correct = is_correct(r);
  printf("{\"items\": %ld, \"seconds\": %.6f, \"items_per_second\": %.0f, \"checksum_ok\": %s}\n", items, seconds,
         (double)items / seconds, correct ? "true" : "false");
  return correct ? 0 : 1;
}

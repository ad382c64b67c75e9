// The bounded buffer under one of the disciplines, as an operating systems textbook has them.
#include "ring.h"

long slots = 10, words = 1;
static long items = 1000000, producers = 1, consumers = 1, cpu = -1, chosen = 0;

static const struct discipline *const disciplines[] = {&semaphores,      &mutex_condition, &robust_mutex,
                                                       &sysv_semaphores, &spinlock,        &lock_free};
enum { DISCIPLINES = sizeof disciplines / sizeof *disciplines };

// The items are numbered from 0, and worker `part` of `parts` handles those from here to where the next one begins.
static long first_item(long part, long parts) { return items / parts * part + items % parts * part / parts; }

static void work(int number, void *memory) {
  const struct discipline *discipline = disciplines[chosen];
  if (number < producers) {
    discipline->produce(memory, first_item(number, producers), first_item(number + 1, producers));
  } else {
    long consumer = number - producers;
    discipline->consume(memory, first_item(consumer, consumers), first_item(consumer + 1, consumers));
  }
}

// Every word that was produced is a number of its own, from 0. With one of each role the order must be right, too.
static bool is_correct(const struct ring *r) {
  uint64_t n = (uint64_t)(items * words);
  uint64_t expected = n % 2 == 0 ? n / 2 * (n - 1) : (n - 1) / 2 * n;
  return r->sum == expected && (r->in_order || producers > 1 || consumers > 1);
}

int ring(int argc, char **argv) {
  const char *names[DISCIPLINES + 1] = {0};
  for (int i = 0; i < DISCIPLINES; i++) names[i] = disciplines[i]->name;
  read_options(argc, argv, (struct option_row[]){{"--discipline", &chosen, 0, 0, names},
                                                 {"--items", &items, 1, 1000000000000, NULL},
                                                 {"--slots", &slots, 1, 4096, NULL},
                                                 {"--words", &words, 1, MAX_WORDS, NULL},
                                                 {"--producers", &producers, 1, 32, NULL},
                                                 {"--consumers", &consumers, 1, 32, NULL},
                                                 {"--cpu", &cpu, -1, 1023, NULL},
                                                 {0}});
  const struct discipline *discipline = disciplines[chosen];
  if (discipline == &lock_free && producers + consumers > 2) {
    fputs("baseline: lock-free is for one producer and one consumer\n", stderr);
    return 64;
  }
  struct ring *r = share_memory(sizeof *r + (size_t)(slots * words) * sizeof *r->buffer);
  discipline->set_up(r);
  r->in_order = true;

  pin(cpu);
  double seconds = run_processes((int)(producers + consumers), work, r);
  if (discipline->tear_down != NULL) discipline->tear_down(r);
  bool correct = is_correct(r);
  printf(
      "{\"discipline\": \"%s\", \"items\": %ld, \"seconds\": %.6f, \"items_per_second\": %.0f, \"checksum_ok\": %s}\n",
      discipline->name, items, seconds, (double)items / seconds, correct ? "true" : "false");
  return correct ? 0 : 1;
}

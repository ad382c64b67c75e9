// The same transfer as `ringside compare`: round trips to begin with, messages one way for so long, then round trips for
// as long. Every message carries its number and words that follow from it, and every byte of it is checked.
#include "channels.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>

static long size = 64, milliseconds = 100, cpu = -1;
static const struct channel *channel;

enum { PAGE = 4096, MAX_SAMPLES = 1 << 20 };
static const uint64_t factor = 0x9e3779b97f4a7c15, last = 1ull << 31;
static const uint64_t warm_up = 5000000;

// What the two processes tell their parent.
struct findings {
  struct {
    uint64_t messages, calls, moment;
  } of[2];
  uint64_t median, percentile_99;
};

static uint64_t now(void) {
  struct timespec time;
  check(clock_gettime(CLOCK_MONOTONIC, &time), "clock_gettime");
  return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

// On a page of its own, behind one for the headroom.
static char *new_message(void) {
  char *memory = aligned_alloc(PAGE, (size_t)(PAGE + (size + PAGE - 1) / PAGE * PAGE));
  if (memory == NULL) fail("aligned_alloc");
  return memory + PAGE;
}

static uint64_t load(const char *from) {
  uint64_t word;
  memcpy(&word, from, sizeof word);
  return word;
}

static void store(char *to, uint64_t word) { memcpy(to, &word, sizeof word); }

static uint64_t first_word(uint64_t number) { return (number * factor & ~0xffffffffull) | (number & (last - 1)); }

static void fill(char *message, uint64_t number, bool is_last) {
  store(message, first_word(number) | (is_last ? last : 0));
  uint64_t word = number * factor;
  for (long i = 8; i < size; i += 8) {
    word += factor;
    store(message + i, word);
  }
}

static bool is_last(const char *message) { return (load(message) & last) != 0; }

static uint64_t mask(long bytes) { return (1ull << (bytes * 8)) - 1; }

static void check_message(const char *message, uint64_t number) {
  long end = size & ~7l;
  uint64_t difference = (load(message) & ~last) ^ first_word(number);
  if (size < 8) {
    difference &= mask(size);
  } else {
    uint64_t word = number * factor;
    for (long i = 8; i < end; i += 8) {
      word += factor;
      difference |= load(message + i) ^ word;
    }
    if (end < size) {
      word = (number + (uint64_t)end / 8) * factor;
      difference |= (load(message + end) ^ word) & mask(size - end);
    }
  }
  if (difference != 0) {
    fprintf(stderr, "baseline: message %llu arrived with other bytes\n", (unsigned long long)number);
    _Exit(1);
  }
}

static void stream(char *message, uint64_t *number, uint64_t *calls, uint64_t deadline) {
  bool ends = false;
  while (!ends) {
    for (int i = 0; i < 15; i++) {
      fill(message, *number, false);
      channel->send(0, message, (size_t)size, calls);
      ++*number;
    }
    ends = now() >= deadline;
    fill(message, *number, ends);
    channel->send(0, message, (size_t)size, calls);
    ++*number;
  }
}

static void drain(char *message, uint64_t *number, uint64_t *calls) {
  do {
    channel->receive(1, message, (size_t)size, calls);
    check_message(message, *number);
    ++*number;
  } while (!is_last(message));
}

// How many round trips were made; how long each took goes to `samples`.
static long ask(char *message, uint64_t *number, uint64_t *calls, uint32_t *samples, uint64_t nanoseconds) {
  long count = 0;
  uint64_t time = now(), deadline = time + nanoseconds;
  bool ends = false;
  while (!ends) {
    ends = time >= deadline || count >= MAX_SAMPLES - 1;
    fill(message, *number, ends);
    uint64_t start = now();
    channel->send(0, message, (size_t)size, calls);
    channel->receive(0, message, (size_t)size, calls);
    time = now();
    samples[count++] = (uint32_t)(time - start);
    check_message(message, *number);
    ++*number;
  }
  return count;
}

static void answer(char *message, uint64_t *number, uint64_t *calls) {
  do {
    channel->receive(1, message, (size_t)size, calls);
    check_message(message, *number);
    ++*number;
    channel->send(1, message, (size_t)size, calls);
  } while (!is_last(message));
}

static int by_size(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

// The nearest rank of so many hundredths.
static uint64_t percentile(const uint32_t *sorted, long count, long hundredths) {
  return sorted[(count * hundredths + 99) / 100 - 1];
}

static void lead(struct findings *findings) {
  char *message = new_message();
  uint32_t *samples = malloc(MAX_SAMPLES * sizeof *samples);
  if (samples == NULL) fail("malloc");
  uint64_t number = 0, calls = 0, phase = (uint64_t)milliseconds * 1000000;
  ask(message, &number, &calls, samples, warm_up);

  uint64_t before = number, calls_before = calls, start = now();
  stream(message, &number, &calls, start + phase);
  findings->of[0].messages = number - before;
  findings->of[0].calls = calls - calls_before;
  findings->of[0].moment = start;

  ask(message, &number, &calls, samples, 0);
  long count = ask(message, &number, &calls, samples, phase);
  qsort(samples, (size_t)count, sizeof *samples, by_size);
  findings->median = percentile(samples, count, 50);
  findings->percentile_99 = percentile(samples, count, 99);
}

static void follow(struct findings *findings) {
  char *message = new_message();
  uint64_t number = 0, calls = 0;
  answer(message, &number, &calls);

  uint64_t before = number, calls_before = calls;
  drain(message, &number, &calls);
  findings->of[1].messages = number - before;
  findings->of[1].calls = calls - calls_before;
  findings->of[1].moment = now();

  answer(message, &number, &calls);
  answer(message, &number, &calls);
}

static void work(int number, void *memory) {
  if (number == 0) {
    lead(memory);
  } else {
    follow(memory);
  }
}

// `baseline transfer CHANNEL [--OPTION NUMBER]...`
int transfer(int argc, char **argv) {
  channel = argc > 0 ? find_channel(argv[0]) : NULL;
  if (channel == NULL) {
    fputs("baseline: transfer takes a channel first, such as pipe\n", stderr);
    return 64;
  }
  read_options(argc - 1, argv + 1, (struct option_row[]){{"--size", &size, 4, 65536, NULL},
                                                         {"--milliseconds", &milliseconds, 1, 60000, NULL},
                                                         {"--cpu", &cpu, -1, 1023, NULL},
                                                         {0}});
  struct findings *findings = share_memory(sizeof *findings);
  channel->open((size_t)size);
  pin(cpu);
  run_processes(2, work, findings);
  channel->close();
  double messages = (double)findings->of[1].messages;
  printf("{\"messages_per_second\": %.0f, \"system_calls_per_message\": %.3f, \"round_trip_median\": %llu, "
         "\"round_trip_percentile_99\": %llu}\n",
         messages / (double)(findings->of[1].moment - findings->of[0].moment) * 1e9,
         (double)(findings->of[0].calls + findings->of[1].calls) / messages, (unsigned long long)findings->median,
         (unsigned long long)findings->percentile_99);
  return 0;
}

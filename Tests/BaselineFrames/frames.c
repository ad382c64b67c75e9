#include "BaselineFrames.h"
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { SLOTS = 10, WORKERS = 8, OPERATIONS = 8, TIMELINE = 60 };
enum { RING_ROW = 2, SEMAPHORE_ROW = 8, PROCESS_ROW = 13, PROGRAM_ROW = 23, TIMELINE_ROW = 33 };

struct canvas {
  int width, height;
  void (*put)(void *context, int row, int column, const char *utf8, int role);
  void *context;
};

static const char *const operations[2][OPERATIONS] = {
  {"sem_wait(empty)", "sem_wait(mutex)", "i = in", "slot[i] = item", "in = (i + 1) % n", "sem_post(mutex)",
   "sem_post(full)", "item = produce()"},
  {"sem_wait(full)", "sem_wait(mutex)", "o = out", "item = slot[o]", "out = (o + 1) % n", "sem_post(mutex)",
   "sem_post(empty)", "consume(item)"},
};

// A number that looks random and is the same for the same two (the finalizer of MurmurHash3).
static uint32_t scatter(uint32_t a, uint32_t b) {
  uint32_t x = a * 0x9e3779b9u + b;
  x = (x ^ x >> 16) * 0x85ebca6bu;
  x = (x ^ x >> 13) * 0xc2b2ae35u;
  return x ^ x >> 16;
}

// Hands over a run, cut at the right edge.
static void run(const struct canvas *canvas, int row, int column, int role, char *utf8) {
  if (row >= canvas->height || column >= canvas->width) return;
  int columns = canvas->width - column;
  char *end = utf8;
  for (; *end != '\0'; end++) {
    int begins_character = (*end & 0xc0) != 0x80;
    if (begins_character && columns-- == 0) break;
  }
  *end = '\0';
  if (end != utf8) canvas->put(canvas->context, row, column, utf8, role);
}

__attribute__((format(printf, 5, 6)))
static void text(const struct canvas *canvas, int row, int column, int role, const char *format, ...) {
  char utf8[512];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(utf8, sizeof utf8, format, arguments);
  va_end(arguments);
  run(canvas, row, column, role, utf8);
}

static void repeat(const struct canvas *canvas, int row, int column, int role, const char *glyph, int times) {
  char utf8[BASELINE_MAX_WIDTH * 4 + 1] = "", *end = utf8;
  for (int i = 0; i < times && i < BASELINE_MAX_WIDTH; i++) end = stpcpy(end, glyph);
  run(canvas, row, column, role, utf8);
}

static void rule(const struct canvas *canvas, int row, const char *words) {
  int length = (int)strlen(words);
  repeat(canvas, row, 0, BASELINE_RULE, "─", 1);
  text(canvas, row, 1, BASELINE_HEADING, " %s ", words);
  repeat(canvas, row, length + 3, BASELINE_RULE, "─", canvas->width - length - 3);
}

static int worker_role(int worker) {
  int first = worker < WORKERS / 2 ? BASELINE_PRODUCER : BASELINE_CONSUMER;
  return first + worker % 2;
}

static void draw_worker_name(const struct canvas *canvas, int row, int worker) {
  char letter = worker < WORKERS / 2 ? 'P' : 'C';
  text(canvas, row, 3, worker_role(worker), "%c%d", letter, worker % (WORKERS / 2) + 1);
}

// What is the same in every frame, but for the rows of the processes.
static void draw_scenery(const struct canvas *canvas) {
  repeat(canvas, 0, 0, BASELINE_TITLE, " ", 1);
  text(canvas, 0, 1, BASELINE_TITLE, "ringside  bounded buffer · posix /ringside-4312 · semaphores");
  repeat(canvas, 0, 61, BASELINE_TITLE, " ", canvas->width - 61);
  for (int slot = 0; slot < SLOTS; slot++) {
    text(canvas, RING_ROW, 10 + 6 * slot, BASELINE_MUTED, "%5d", slot);
    text(canvas, RING_ROW + 1, 9 + 6 * slot, BASELINE_RULE, slot == 0 ? "┌─────" : "┬─────");
    text(canvas, RING_ROW + 2, 9 + 6 * slot, BASELINE_RULE, "│");
    text(canvas, RING_ROW + 3, 9 + 6 * slot, BASELINE_RULE, slot == 0 ? "└─────" : "┴─────");
  }
  text(canvas, RING_ROW + 1, 69, BASELINE_RULE, "┐");
  text(canvas, RING_ROW + 2, 69, BASELINE_RULE, "│");
  text(canvas, RING_ROW + 3, 69, BASELINE_RULE, "┘");
  rule(canvas, PROGRAM_ROW, "program: semaphores, the textbook's three");
  for (int line = 0; line < OPERATIONS; line++) {
    text(canvas, PROGRAM_ROW + 1 + line, 2, BASELINE_CODE, "%s", operations[0][line]);
    text(canvas, PROGRAM_ROW + 1 + line, 42, BASELINE_CODE, "%s", operations[1][line]);
  }
}

static void draw_ring(const struct canvas *canvas, uint32_t produced, uint32_t taken) {
  for (uint32_t slot = 0; slot < SLOTS; slot++) {
    uint32_t item = produced - 1 - (produced - 1 - slot) % SLOTS;  // the last one that was put here
    uint32_t producer = scatter(item, 0) % (WORKERS / 2);
    int role = item == produced - 1 ? BASELINE_CHANGED : item < taken ? BASELINE_MUTED : worker_role((int)producer);
    text(canvas, RING_ROW + 2, 10 + 6 * (int)slot, role, "P%u·%02u", producer + 1, item / 4 % 100);
  }
  int in = 12 + 6 * (int)(produced % SLOTS), out = 12 + 6 * (int)(taken % SLOTS);
  text(canvas, RING_ROW + 4, out, BASELINE_CONSUMER, in == out ? "▲ out in" : "▲ out");
  if (in != out) text(canvas, RING_ROW + 4, in, BASELINE_PRODUCER, "▲ in");
}

static void draw_semaphore(const struct canvas *canvas, int row, const char *name, int value) {
  text(canvas, row, 2, BASELINE_TEXT, "%s", name);
  text(canvas, row, 8, BASELINE_KEY, "%2d", value);
  repeat(canvas, row, 11, BASELINE_GOOD, "█", value);
  repeat(canvas, row, 11 + value, BASELINE_MUTED, "░", SLOTS - value);
}

static void draw_counts(const struct canvas *canvas, uint32_t produced, uint32_t taken) {
  int in_ring = (int)(produced - taken);
  rule(canvas, SEMAPHORE_ROW, "semaphores and ledger");
  draw_semaphore(canvas, SEMAPHORE_ROW + 1, "empty", SLOTS - in_ring);
  draw_semaphore(canvas, SEMAPHORE_ROW + 2, "full", in_ring);
  text(canvas, SEMAPHORE_ROW + 3, 2, BASELINE_TEXT, "mutex  0 P1 inside");
  text(canvas, SEMAPHORE_ROW + 1, 34, BASELINE_TEXT, "produced");
  text(canvas, SEMAPHORE_ROW + 1, 43, BASELINE_KEY, "%9u", produced);
  text(canvas, SEMAPHORE_ROW + 1, 53, BASELINE_TEXT, "taken");
  text(canvas, SEMAPHORE_ROW + 1, 59, BASELINE_KEY, "%9u", taken);
  text(canvas, SEMAPHORE_ROW + 1, 69, BASELINE_TEXT, "in ring");
  text(canvas, SEMAPHORE_ROW + 1, 77, BASELINE_KEY, "%2d", in_ring);
  text(canvas, SEMAPHORE_ROW + 2, 34, BASELINE_TEXT, "lost 0   duplicated 0   torn 0");
  text(canvas, SEMAPHORE_ROW + 3, 34, BASELINE_GOOD, "✓ every item accounted for");
}

static void draw_processes(const struct canvas *canvas, uint32_t frame, uint32_t produced, uint32_t taken) {
  rule(canvas, PROCESS_ROW, "processes");
  for (int worker = 0; worker < WORKERS; worker++) {
    int row = PROCESS_ROW + 1 + worker, is_consumer = worker >= WORKERS / 2;
    uint32_t items = (is_consumer ? taken : produced) / 4 + scatter((uint32_t)worker, 1) % 1000;
    draw_worker_name(canvas, row, worker);
    text(canvas, row, 7, BASELINE_TEXT, "%d running", 4313 + worker);
    text(canvas, row, 21, BASELINE_CODE, "%s",
         operations[is_consumer][scatter(frame, 100 + (uint32_t)worker) % OPERATIONS]);
    text(canvas, row, 66, BASELINE_TEXT, "%9u", items);
  }
}

// A worker is busy or idle for 24 ticks at a time. While busy, every third tick shows the letter of an operation.
static int is_busy(int worker, uint32_t tick) {
  uint32_t number = (uint32_t)worker;
  return scatter((tick + 7 * number) / 24, 200 + number) % 2 == 0;
}

static const char *tick_glyph(int worker, uint32_t tick) {
  static const char *const letters[2][OPERATIONS] = {{"w", "m", "i", "s", "n", "M", "F", "p"},
                                                     {"f", "m", "o", "t", "n", "M", "E", "c"}};
  if (!is_busy(worker, tick)) return "·";
  return tick % 3 != 0 ? "─" : letters[worker >= WORKERS / 2][tick / 3 % OPERATIONS];
}

// The character at a place is that of tick frame + place: each frame moves all of them one place to the left.
static void draw_timeline(const struct canvas *canvas, uint32_t frame) {
  rule(canvas, TIMELINE_ROW, "timeline");
  for (int worker = 0; worker < WORKERS; worker++) {
    int row = TIMELINE_ROW + 1 + worker, place = 0;
    draw_worker_name(canvas, row, worker);
    while (place < TIMELINE) {
      int start = place, busy = is_busy(worker, frame + (uint32_t)place);
      char utf8[TIMELINE * 3 + 1] = "", *end = utf8;
      for (; place < TIMELINE && is_busy(worker, frame + (uint32_t)place) == busy; place++) {
        end = stpcpy(end, tick_glyph(worker, frame + (uint32_t)place));
      }
      run(canvas, row, 7 + start, busy ? worker_role(worker) : BASELINE_MUTED, utf8);
    }
  }
}

void baseline_frame(
  unsigned frame, int width, int height, void (*put)(void *context, int row, int column, const char *utf8, int role),
  void *context) {
  const struct canvas canvas = {width < BASELINE_MAX_WIDTH ? width : BASELINE_MAX_WIDTH, height, put, context};
  const struct canvas above_hints = {canvas.width, height - 1, put, context};
  uint32_t produced = 1000 + 37 * frame + scatter(frame, 2) % 29, taken = produced - scatter(frame, 3) % (SLOTS + 1);
  draw_scenery(&above_hints);
  draw_ring(&above_hints, produced, taken);
  draw_counts(&above_hints, produced, taken);
  draw_processes(&above_hints, frame, produced, taken);
  draw_timeline(&above_hints, frame);
  text(&canvas, height - 1, 1, BASELINE_HINT,
       "space run  s step  b back  r race  d discipline  +- tempo  ? help  q quit");
}

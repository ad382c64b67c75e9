// A bare ncurses program that draws the frames of BaselineFrames, one after the other, as fast as it can.
//
// It draws on a pseudo-terminal of its own, whose other end a thread empties and counts: pty(7). The processor time is
// that of the drawing thread, so the counting costs nothing here. Frame 0 is the first paint of an empty screen; run
// with `--frames 1` to learn what that alone takes, and subtract it.
#include "baseline.h"
#include "BaselineFrames.h"
#include <curses.h>
#include <errno.h>
#include <locale.h>
#include <pthread.h>
#include <pty.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

static long frames = 1000, width = 200, height = 60;

// How each role looks, in xterm's 256 colours; -1 is the terminal's own.
static const struct {
  short foreground, background;
  attr_t attributes;
} looks[BASELINE_ROLES] = {
    [BASELINE_TEXT] = {-1, -1, A_NORMAL},
    [BASELINE_TITLE] = {231, 24, A_BOLD},
    [BASELINE_ALARM] = {231, 124, A_BOLD},
    [BASELINE_RULE] = {240, -1, A_NORMAL},
    [BASELINE_HEADING] = {250, -1, A_BOLD},
    [BASELINE_MUTED] = {245, -1, A_NORMAL},
    [BASELINE_PRODUCER] = {75, -1, A_BOLD},
    [BASELINE_PRODUCER_ALTERNATE] = {44, -1, A_BOLD},
    [BASELINE_CONSUMER] = {215, -1, A_BOLD},
    [BASELINE_CONSUMER_ALTERNATE] = {176, -1, A_BOLD},
    [BASELINE_GOOD] = {114, -1, A_NORMAL},
    [BASELINE_BAD] = {203, -1, A_BOLD},
    [BASELINE_WARNING] = {221, -1, A_BOLD},
    [BASELINE_KEY] = {-1, -1, A_BOLD},
    [BASELINE_HINT] = {250, -1, A_NORMAL},
    [BASELINE_CHANGED] = {-1, -1, A_BOLD | A_REVERSE},
    [BASELINE_SELECTED] = {-1, -1, A_BOLD},
    [BASELINE_NARRATION] = {-1, -1, A_ITALIC},
    [BASELINE_CODE] = {252, -1, A_NORMAL},
};

static void check_curses(int result, const char *what) {
  if (result == ERR) {
    endwin();  // Whether it can is no matter: the terminal is our own and ends with us.
    fprintf(stderr, "baseline: %s failed\n", what);
    exit(1);
  }
}

// Pair 0 cannot be set, so role n has pair n + 1.
static void set_up_colours(void) {
  check_curses(start_color(), "start_color");
  check_curses(use_default_colors(), "use_default_colors");
  for (short role = 0; role < BASELINE_ROLES; role++) {
    check_curses(init_pair((short)(role + 1), looks[role].foreground, looks[role].background), "init_pair");
  }
}

static void put(void *context, int row, int column, const char *text, int role) {
  (void)context;
  check_curses(attr_set(looks[role].attributes, (short)(role + 1), NULL), "attr_set");
  // Writing the last cell of the screen is reported as an error, as the cursor has nowhere to go (addch(3)).
  (void)mvaddstr(row, column, text);
}

static void draw_frame(unsigned frame) {
  check_curses(erase(), "erase");
  baseline_frame(frame, (int)width, (int)height, put, NULL);
  check_curses(refresh(), "refresh");
}

struct drain {
  int master;
  uint64_t bytes;
};

// Empties the pseudo-terminal until its other end is closed, which read(2) reports as EIO.
static void *empty_terminal(void *argument) {
  struct drain *drain = argument;
  char buffer[65536];
  ssize_t count;
  while ((count = read(drain->master, buffer, sizeof buffer)) > 0) drain->bytes += (uint64_t)count;
  if (count == -1 && errno != EIO) fail("read");
  return NULL;
}

static double processor_seconds(void) {
  struct rusage usage;
  check(getrusage(RUSAGE_THREAD, &usage), "getrusage");
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

int draw(int argc, char **argv) {
  read_options(argc, argv, (struct option_row[]){{"--frames", &frames, 1, 100000000, NULL},
                                                 {"--width", &width, 1, BASELINE_MAX_WIDTH, NULL},
                                                 {"--height", &height, 1, 512, NULL},
                                                 {0}});
  if (setlocale(LC_CTYPE, "C.UTF-8") == NULL) fail("setlocale");
  check(unsetenv("LINES"), "unsetenv");  // ncurses would believe these rather than the terminal.
  check(unsetenv("COLUMNS"), "unsetenv");

  struct drain drain = {0};
  int slave;
  struct winsize size = {.ws_row = (unsigned short)height, .ws_col = (unsigned short)width};
  check(openpty(&drain.master, &slave, NULL, NULL, &size), "openpty");
  pthread_t reader;
  errno = pthread_create(&reader, NULL, empty_terminal, &drain);
  if (errno != 0) fail("pthread_create");

  FILE *terminal = fdopen(slave, "r+");
  if (terminal == NULL) fail("fdopen");
  SCREEN *screen = newterm("xterm-256color", terminal, terminal);
  if (screen == NULL) fail("newterm");
  set_up_colours();

  double start = processor_seconds();
  for (long frame = 0; frame < frames; frame++) draw_frame((unsigned)frame);
  double seconds = processor_seconds() - start;

  check_curses(endwin(), "endwin");
  delscreen(screen);
  if (fclose(terminal) != 0) fail("fclose");
  errno = pthread_join(reader, NULL);
  if (errno != 0) fail("pthread_join");
  printf("{\"frames\": %ld, \"cpu_seconds\": %.6f, \"bytes\": %llu}\n", frames, seconds,
         (unsigned long long)drain.bytes);
  return 0;
}

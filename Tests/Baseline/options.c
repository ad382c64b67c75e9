#include "baseline.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static long number(const char *text, const struct option_row *row) {
  char *end;
  errno = 0;
  long value = strtol(text, &end, 10);
  if (errno != 0 || end == text || *end != '\0' || value < row->least || value > row->most) {
    fprintf(stderr, "baseline: %s takes a number from %ld to %ld\n", row->name, row->least, row->most);
    exit(64);
  }
  return value;
}

static long place_of_name(const char *text, const struct option_row *row) {
  for (long place = 0; row->names[place] != NULL; place++) {
    if (strcmp(text, row->names[place]) == 0) return place;
  }
  fprintf(stderr, "baseline: %s takes one of", row->name);
  for (long place = 0; row->names[place] != NULL; place++) fprintf(stderr, " %s", row->names[place]);
  fputc('\n', stderr);
  exit(64);
}

void read_options(int argc, char **argv, const struct option_row *table) {
  for (int i = 0; i < argc; i += 2) {
    const struct option_row *row = table;
    while (row->name != NULL && strcmp(argv[i], row->name) != 0) row++;
    if (row->name == NULL) {
      fprintf(stderr, "baseline: there is no option %s\n", argv[i]);
      exit(64);
    }
    const char *text = i + 1 < argc ? argv[i + 1] : "";
    *row->value = row->names == NULL ? number(text, row) : place_of_name(text, row);
  }
}

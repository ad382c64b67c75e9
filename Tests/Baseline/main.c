// The yardsticks: `baseline ring`, `baseline pingpong`, `baseline draw`, `baseline transfer CHANNEL`,
// `baseline replay`.
#include "baseline.h"
#include <string.h>

static const struct {
  const char *name;
  int (*run)(int argc, char **argv);
} yardsticks[] = {{"ring", ring}, {"pingpong", pingpong}, {"draw", draw}, {"transfer", transfer}, {"replay", replay}};

int main(int argc, char **argv) {
  for (size_t i = 0; argc > 1 && i < sizeof yardsticks / sizeof *yardsticks; i++) {
    if (strcmp(argv[1], yardsticks[i].name) == 0) {
      int status = yardsticks[i].run(argc - 2, argv + 2);
      if (fflush(stdout) != 0) fail("standard output");
      return status;
    }
  }
  fputs("usage: baseline ring|pingpong|draw|transfer CHANNEL|replay [--OPTION VALUE]...\n", stderr);
  return 64;
}

// Two processes that never end.
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int main(void) {
  unsigned *rounds = mmap(NULL, sizeof *rounds, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  fork();
  for (;;) (*rounds)++;
}

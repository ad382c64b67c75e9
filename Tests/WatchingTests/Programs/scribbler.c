// Writes over everything that it has mapped in /dev/shm: also what is not its own.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int main(void) {
  int *shared = mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  *shared = 1;
  FILE *maps = fopen("/proc/self/maps", "r");
  char line[512];
  while (maps != NULL && fgets(line, sizeof line, maps) != NULL) {
    unsigned long start, end;
    char rights[8];
    if (strstr(line, "ringside-watch") == NULL) continue;
    if (sscanf(line, "%lx-%lx %7s", &start, &end, rights) == 3 && rights[1] == 'w') {
      for (unsigned long place = start; place + 4 <= end; place += 4) *(volatile unsigned *)place = 0x01010101u;
    }
  }
  *shared = 2;
  return 0;
}

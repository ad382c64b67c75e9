// A parent that gives its child a second, and the child takes half of it: natively the order is always the same.
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct notes {
  int first, second;
};

int main(void) {
  struct notes *notes = mmap(NULL, sizeof *notes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (fork() == 0) {
    usleep(500000);
    notes->first = 1;
    _exit(0);
  }
  sleep(1);
  notes->second = notes->first + 1;
  wait(NULL);
  printf("%d %d\n", notes->first, notes->second);
  return 0;
}

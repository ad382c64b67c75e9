// Writes beyond its mapping in a child, and asserts in the parent.
#include <assert.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int *numbers = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (fork() == 0) {
    numbers[0] = 1;
    int *nowhere = NULL;
    *nowhere = 1;
    exit(0);
  }
  wait(NULL);
  assert(numbers[0] == 2);
  return 0;
}

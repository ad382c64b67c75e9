// An anonymous mapping and fork, without any synchronization: updates get lost.
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>

int main(int argc, char **argv) {
  int rounds = argc > 1 ? atoi(argv[1]) : 2;
  int *counter = mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  extern int fork(void);
  for (int child = 0; child < 2; child++) {
    if (fork() == 0) {
      for (int i = 0; i < rounds; i++) (*counter)++;
      exit(0);
    }
  }
  while (wait(NULL) > 0) {
  }
  printf("counter %d of %d\n", *counter, 2 * rounds);
  return 0;
}

// Two processes that each wait for the other's flag, busily.
#include <sys/mman.h>
#include <unistd.h>

struct flags {
  volatile int mine, yours;
};

int main(void) {
  struct flags *flags = mmap(NULL, sizeof *flags, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (fork() == 0) {
    while (!flags->mine) continue;
    flags->yours = 1;
    _exit(0);
  }
  while (!flags->yours) continue;
  flags->mine = 1;
  return 0;
}

// Forks a hundred children, each of which adds one under a semaphore.
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
  sem_t lock;
  int sum;
};

int main(void) {
  struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  sem_init(&s->lock, 1, 1);
  for (int i = 0; i < 100; i++) {
    if (fork() == 0) {
      sem_wait(&s->lock);
      s->sum++;
      sem_post(&s->lock);
      exit(0);
    }
  }
  while (wait(NULL) > 0) {
  }
  printf("sum %d\n", s->sum);
  return s->sum == 100 ? 0 : 1;
}

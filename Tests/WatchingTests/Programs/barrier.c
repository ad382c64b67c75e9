// A barrier that processes share, and one that threads share.
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct phase {
  pthread_barrier_t all;
  int arrived[3];
};
static struct phase *phase;
static pthread_barrier_t inner;

static void *wait_inside(void *nothing) {
  (void)nothing;
  pthread_barrier_wait(&inner);
  pthread_exit(NULL);
}

int main(void) {
  phase = mmap(NULL, sizeof *phase, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pthread_barrierattr_t shared;
  pthread_barrierattr_init(&shared);
  pthread_barrierattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
  pthread_barrier_init(&phase->all, &shared, 3);
  pthread_barrier_init(&inner, NULL, 2);
  for (int i = 1; i < 3; i++) {
    if (fork() == 0) {
      phase->arrived[i] = 1;
      pthread_barrier_wait(&phase->all);
      _exit(phase->arrived[0] + phase->arrived[1] + phase->arrived[2]);
    }
  }
  phase->arrived[0] = 1;
  pthread_barrier_wait(&phase->all);
  int status, sum = 0;
  while (wait(&status) > 0) sum += WEXITSTATUS(status);
  pthread_t thread;
  pthread_create(&thread, NULL, wait_inside, NULL);
  pthread_barrier_wait(&inner);
  pthread_join(thread, NULL);
  printf("seen %d\n", sum);
  return 0;
}

// A process-shared mutex and condition.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct shared {
  pthread_mutex_t lock;
  pthread_cond_t ready;
  int full;
  int value;
} shared_t;

int main(void) {
  shared_t *s = mmap(NULL, sizeof(shared_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pthread_mutexattr_t ma;
  pthread_condattr_t ca;
  pthread_mutexattr_init(&ma);
  pthread_mutexattr_setpshared(&ma, PTHREAD_PROCESS_SHARED);
  pthread_condattr_init(&ca);
  pthread_condattr_setpshared(&ca, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(&s->lock, &ma);
  pthread_cond_init(&s->ready, &ca);
  if (fork() == 0) {
    pthread_mutex_lock(&s->lock);
    s->value = 42;
    s->full = 1;
    pthread_cond_signal(&s->ready);
    pthread_mutex_unlock(&s->lock);
    exit(0);
  }
  pthread_mutex_lock(&s->lock);
  while (!s->full) pthread_cond_wait(&s->ready, &s->lock);
  printf("value %d\n", s->value);
  pthread_mutex_unlock(&s->lock);
  wait(NULL);
  return 0;
}

// A wait with a time that is signalled in time, and one that is not.
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct shared {
  pthread_mutex_t lock;
  pthread_cond_t changed;
  sem_t never;
  int ready;
};

int main(void) {
  struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pthread_mutexattr_t mutexes;
  pthread_condattr_t conditions;
  pthread_mutexattr_init(&mutexes);
  pthread_mutexattr_setpshared(&mutexes, PTHREAD_PROCESS_SHARED);
  pthread_condattr_init(&conditions);
  pthread_condattr_setpshared(&conditions, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(&s->lock, &mutexes);
  pthread_cond_init(&s->changed, &conditions);
  sem_init(&s->never, 1, 0);
  if (fork() == 0) {
    usleep(100000);
    pthread_mutex_lock(&s->lock);
    s->ready = 1;
    pthread_cond_signal(&s->changed);
    pthread_mutex_unlock(&s->lock);
    _exit(0);
  }
  struct timespec end;
  clock_gettime(CLOCK_REALTIME, &end);
  end.tv_sec += 2;
  int result = 0;
  pthread_mutex_lock(&s->lock);
  while (!s->ready && result == 0) result = pthread_cond_timedwait(&s->changed, &s->lock, &end);
  pthread_mutex_unlock(&s->lock);
  wait(NULL);
  int late = sem_timedwait(&s->never, &end);
  printf("ready %d result %d, late %d %d\n", s->ready, result, late, errno == ETIMEDOUT);
  return 0;
}

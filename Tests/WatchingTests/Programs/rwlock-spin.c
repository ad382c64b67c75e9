// A read-write lock and a spinlock, process-shared, in one struct.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
  pthread_rwlock_t rw;
  pthread_spinlock_t spin;
  int a, b;
};

int main(void) {
  struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pthread_rwlockattr_t attributes;
  pthread_rwlockattr_init(&attributes);
  pthread_rwlockattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
  pthread_rwlock_init(&s->rw, &attributes);
  pthread_spin_init(&s->spin, PTHREAD_PROCESS_SHARED);
  for (int child = 0; child < 2; child++) {
    if (fork() == 0) {
      pthread_rwlock_wrlock(&s->rw);
      s->a++;
      pthread_rwlock_unlock(&s->rw);
      pthread_spin_lock(&s->spin);
      s->b++;
      pthread_spin_unlock(&s->spin);
      exit(0);
    }
  }
  while (wait(NULL) > 0) {
  }
  pthread_rwlock_rdlock(&s->rw);
  printf("a %d b %d\n", s->a, s->b);
  pthread_rwlock_unlock(&s->rw);
  return 0;
}

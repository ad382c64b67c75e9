// Named semaphores beside a shared segment; the semaphores are left behind.
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
  int data[3];
  unsigned head, tail;
} Queue;

int main(void) {
  sem_t *items = sem_open("/course_items", O_CREAT, 0600, 0);
  sem_t *lock = sem_open("/course_lock", O_CREAT, 0600, 1);
  int fd = shm_open("/course_queue", O_CREAT | O_RDWR, 0600);
  ftruncate(fd, sizeof(Queue));
  Queue *q = mmap(0, sizeof(Queue), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (fork() == 0) {
    for (int i = 0; i < 3; i++) {
      sem_wait(lock);
      q->data[q->tail++ % 3] = i + 7;
      sem_post(lock);
      sem_post(items);
    }
    return 0;
  }
  int sum = 0;
  for (int i = 0; i < 3; i++) {
    sem_wait(items);
    sem_wait(lock);
    sum += q->data[q->head++ % 3];
    sem_post(lock);
  }
  wait(NULL);
  printf("sum %d\n", sum);
  shm_unlink("/course_queue");
  return sum == 24 ? 0 : 1;
}

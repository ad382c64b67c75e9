#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#define N 4
struct SharedBuffer {
  sem_t empty, full, mutex;
  int buffer[N];
  int in, out, count;
};
static void producer(struct SharedBuffer *sb, int items) {
  for (int i = 0; i < items; i++) {
    sem_wait(&sb->empty);
    sem_wait(&sb->mutex);
    sb->buffer[sb->in] = 10 + i;
    sb->in = (sb->in + 1) % N;
    sem_post(&sb->mutex);
    sem_post(&sb->full);
    sb->count++;
  }
}
static void consumer(struct SharedBuffer *sb, int items) {
  for (int i = 0; i < items; i++) {
    sem_wait(&sb->full);
    sem_wait(&sb->mutex);
    int item = sb->buffer[sb->out];
    sb->out = (sb->out + 1) % N;
    sem_post(&sb->mutex);
    sem_post(&sb->empty);
    printf("consumed %d\n", item);
  }
}
int main(void) {
  int fd = shm_open("/prodcons", O_CREAT | O_RDWR, 0600);
  ftruncate(fd, sizeof(struct SharedBuffer));
  struct SharedBuffer *sb = mmap(NULL, sizeof *sb, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  sem_init(&sb->empty, 1, N);
  sem_init(&sb->full, 1, 0);
  sem_init(&sb->mutex, 1, 1);
  if (fork() == 0) {
    producer(sb, 3);
    return 0;
  }
  consumer(sb, 3);
  wait(NULL);
  printf("count %d\n", sb->count);
  return 0;
}

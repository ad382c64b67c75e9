// The names are removed at once, as careful programs do; two names are used again.
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

struct account {
  long balance;
};

static struct account *open_account(void) {
  int file = shm_open("/watch_account", O_CREAT | O_EXCL | O_RDWR, 0600);
  if (file == -1 || ftruncate(file, sizeof(struct account)) == -1) return NULL;
  void *memory = mmap(NULL, sizeof(struct account), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  shm_unlink("/watch_account");
  close(file);
  return memory == MAP_FAILED ? NULL : memory;
}

int main(void) {
  sem_t *door = sem_open("/watch_door", O_CREAT, 0600, 1);
  sem_unlink("/watch_door");
  struct account *mine = open_account();
  struct account *yours = open_account();
  sem_wait(door);
  mine->balance = 100;
  yours->balance = -100;
  sem_post(door);
  printf("%ld %ld\n", mine->balance, yours->balance);
  sem_close(door);
  return 0;
}

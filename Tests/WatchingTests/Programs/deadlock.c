// Two locks in opposite orders.
#include <semaphore.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct table {
  sem_t left, right;
};

int main(void) {
  struct table *t = mmap(NULL, sizeof *t, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  sem_init(&t->left, 1, 1);
  sem_init(&t->right, 1, 1);
  if (fork() == 0) {
    sem_wait(&t->right);
    sem_wait(&t->left);
    sem_post(&t->left);
    sem_post(&t->right);
    exit(0);
  }
  sem_wait(&t->left);
  sem_wait(&t->right);
  sem_post(&t->right);
  sem_post(&t->left);
  wait(NULL);
  return 0;
}

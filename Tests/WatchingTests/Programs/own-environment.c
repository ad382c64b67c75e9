// A program that starts itself again with an environment of its own, by exec and by posix_spawn.
#include <fcntl.h>
#include <semaphore.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct board {
  sem_t done;
  int marks;
};

static struct board *attach(int flags) {
  int file = shm_open("/watch_board", O_RDWR | flags, 0600);
  if (file == -1) return NULL;
  if (flags != 0 && ftruncate(file, sizeof(struct board)) == -1) return NULL;
  struct board *board = mmap(NULL, sizeof *board, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  return board == MAP_FAILED ? NULL : board;
}

int main(int argc, char **argv) {
  char *const arguments[] = {argv[0], "worker", NULL};
  char *const environment[] = {"COURSE=7", NULL};
  if (argc > 1) {
    struct board *board = attach(0);
    if (board == NULL) return 2;
    board->marks += 10;
    sem_post(&board->done);
    return 0;
  }
  struct board *board = attach(O_CREAT);
  sem_init(&board->done, 1, 0);
  pid_t child;
  if (posix_spawn(&child, argv[0], NULL, NULL, arguments, environment) != 0) return 1;
  sem_wait(&board->done);
  if (fork() == 0) {
    execve(argv[0], arguments, environment);
    _exit(1);
  }
  sem_wait(&board->done);
  while (wait(NULL) > 0) continue;
  printf("marks %d\n", board->marks);
  shm_unlink("/watch_board");
  return 0;
}

// A writer and a reader of a text; the reader spins until it is there.
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct message {
  int ready;
  char text[32];
};

int main(void) {
  int fd = shm_open("/message", O_CREAT | O_RDWR, 0600);
  ftruncate(fd, sizeof(struct message));
  struct message *m = (struct message *)mmap(NULL, sizeof *m, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (fork() == 0) {
    strcpy(m->text, "hello");
    m->ready = 1;
    return 0;
  }
  while (!m->ready) {
  }
  printf("%s\n", m->text);
  wait(NULL);
  shm_unlink("/message");
  return 0;
}

// A mapped file that two processes write.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct record {
  char name[16];
  double amount;
};

int main(int argc, char **argv) {
  const char *path = argc > 1 ? argv[1] : "record.dat";
  int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
  ftruncate(fd, 2 * sizeof(struct record));
  struct record *records = mmap(NULL, 2 * sizeof(struct record), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (fork() == 0) {
    records[0].amount = 2.5;
    exit(0);
  }
  wait(NULL);
  printf("%.1f\n", records[0].amount);
  unlink(path);
  return 0;
}

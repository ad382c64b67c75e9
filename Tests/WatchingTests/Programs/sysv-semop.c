// A System V segment with semop: a letter box for one number.
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

struct box {
  int value;
  int turn;
};

static void change(int id, int number, int by) {
  struct sembuf operation = {(unsigned short)number, (short)by, 0};
  semop(id, &operation, 1);
}

int main(void) {
  int shm = shmget(0x1234, sizeof(struct box), IPC_CREAT | 0600);
  int sem = semget(0x1234, 2, IPC_CREAT | 0600);
  struct box *box = (struct box *)shmat(shm, NULL, 0);
  semctl(sem, 0, SETVAL, 1);
  semctl(sem, 1, SETVAL, 0);
  if (fork() == 0) {
    for (int i = 1; i <= 3; i++) {
      change(sem, 0, -1);
      box->value = i * i;
      change(sem, 1, 1);
    }
    exit(0);
  }
  for (int i = 1; i <= 3; i++) {
    change(sem, 1, -1);
    printf("got %d\n", box->value);
    change(sem, 0, 1);
  }
  wait(NULL);
  shmdt(box);
  shmctl(shm, IPC_RMID, NULL);
  semctl(sem, 0, IPC_RMID);
  return 0;
}

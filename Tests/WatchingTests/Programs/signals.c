// Two processes that take turns by signals, and an alarm that ends it.
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct state {
  int turns;
  int rang;
};
static struct state *state;

static void on_turn(int number) { (void)number; }
static void on_alarm(int number) {
  (void)number;
  state->rang = 1;
}

int main(void) {
  state = mmap(NULL, sizeof *state, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  sigset_t none, turn;
  sigemptyset(&none);
  sigemptyset(&turn);
  sigaddset(&turn, SIGUSR1);
  sigprocmask(SIG_BLOCK, &turn, NULL);
  signal(SIGUSR1, on_turn);
  signal(SIGALRM, on_alarm);
  pid_t child = fork();
  if (child == 0) {
    sigsuspend(&none);
    state->turns++;
    kill(getppid(), SIGUSR1);
    _exit(0);
  }
  kill(child, SIGUSR1);
  sigsuspend(&none);
  state->turns++;
  waitpid(child, NULL, 0);
  alarm(5);
  pause();
  printf("turns %d rang %d\n", state->turns, state->rang);
  return 0;
}

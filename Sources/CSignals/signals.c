#define _GNU_SOURCE
#include "signals.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

// The signals that end a program by default: signal(7). The real-time signals are added to these; two of them are
// glibc's own.
static const int ending_signals[] = {SIGHUP,  SIGINT,    SIGQUIT, SIGPIPE, SIGALRM, SIGTERM, SIGUSR1, SIGUSR2,
                                     SIGVTALRM, SIGPROF, SIGIO,   SIGSYS,  SIGXCPU, SIGXFSZ, SIGPWR,  SIGSTKFLT};
static const int crash_signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

// Signals are numbered from 1 to 64.
static uint64_t bit(int signal) { return UINT64_C(1) << (signal - 1); }

static _Atomic uint64_t noted;
static atomic_int first_ending;
// The first one other than a Ctrl-C typed at the terminal.
static atomic_int first_sent;
static atomic_bool interrupt_typed;
static atomic_int wake_end = -1;
// The signals that were ignored when the program began.
static uint64_t ignored;

static timer_t limit_timer;
static atomic_bool limit_set;
static struct itimerspec limit;
static void (*last_resort)(int);
static void (*on_crash)(int, void *);

static void set_default(int signal) {
  struct sigaction action = {.sa_handler = SIG_DFL};
  sigaction(signal, &action, NULL);
}

void signals_end_by(int signal) {
  set_default(signal);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, signal);
  raise(signal);
  pthread_sigmask(SIG_UNBLOCK, &only, NULL);
  // The signal is ignored by default, or something blocks it.
  _exit(128 + signal);
}

// The kernel's own signal that a file would grow too large: the call fails and reports that (setrlimit(2)).
static bool is_file_limit(int signal, const siginfo_t *info) {
  return signal == SIGXFSZ && info->si_code == SI_USER && info->si_pid == getpid();
}

static void end_at_once(int signal, siginfo_t *info, void *context) {
  (void)context;
  if (!is_file_limit(signal, info)) signals_end_by(signal);
}

static int handle(int signal, void (*handler)(int, siginfo_t *, void *), int flags) {
  struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO | flags};
  return sigaction(signal, &action, NULL);
}

// MARK: - Before main

static void begin_signal(int signal) {
  struct sigaction before;
  if (sigaction(signal, NULL, &before) != 0) return;
  if (before.sa_handler == SIG_IGN)
    ignored |= bit(signal);
  else
    handle(signal, end_at_once, 0);
}

static bool is_named_ringside(const char *path) {
  const char *slash = strrchr(path, '/');
  return strcmp(slash ? slash + 1 : path, "ringside") == 0;
}

// Runs before the initializers of all libraries: Swift's runtime installs its backtracer only if there is no handler.
static void begin(int argc, char **argv, char **environment) {
  (void)environment;
  for (int signal = SIGRTMAX; signal >= SIGRTMIN; signal--) {
    struct sigaction before;
    if (sigaction(signal, NULL, &before) == 0 && before.sa_handler == SIG_IGN) ignored |= bit(signal);
  }
  // The test programs are also linked with this, and need their backtraces.
  if (argc < 1 || !is_named_ringside(argv[0])) return;
  for (size_t i = 0; i < COUNT(ending_signals); i++) begin_signal(ending_signals[i]);
  for (size_t i = 0; i < COUNT(crash_signals); i++) begin_signal(crash_signals[i]);
}

__attribute__((section(".preinit_array"), used)) static void (*const before_libraries)(int, char **, char **) = begin;

bool signals_is_ignored(int signal) { return (ignored & bit(signal)) != 0; }

// MARK: - Notes

static void wake(void) {
  char byte = 0;
  // A full pipe has already woken the reader.
  if (write(wake_end, &byte, 1) < 0) return;
}

static void note(int signal, siginfo_t *info, void *context) {
  (void)context;
  int saved = errno;
  atomic_fetch_or(&noted, bit(signal));
  wake();
  (void)info;
  errno = saved;
}

static void note_end(int signal, siginfo_t *info, void *context) {
  (void)context;
  if (is_file_limit(signal, info)) return;
  int saved = errno;
  if (info->si_code == SI_TIMER && info->si_value.sival_ptr == &limit_timer) {
    int asked = first_ending;
    if (asked != 0 && last_resort) last_resort(asked);
    errno = saved;
    return;
  }
  // SI_KERNEL: the terminal sent it for a key.
  bool is_typed = signal == SIGINT && info->si_code == SI_KERNEL;
  int none = 0;
  atomic_compare_exchange_strong(&first_ending, &none, signal);
  none = 0;
  if (is_typed)
    interrupt_typed = true;
  else if (atomic_compare_exchange_strong(&first_sent, &none, signal)) {
    // A process in the background must end, not stop because it restores the terminal.
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGTTOU, &ignore, NULL);
    sigaction(SIGTTIN, &ignore, NULL);
    sigaction(SIGTSTP, &ignore, NULL);
  }
  if (limit_set) timer_settime(limit_timer, 0, &limit, NULL);
  wake();
  errno = saved;
}

static int note_unless_ignored(int signal, void (*handler)(int, siginfo_t *, void *)) {
  return signals_is_ignored(signal) ? 0 : handle(signal, handler, 0);
}

int signals_note(int wake, bool answers_stop) {
  wake_end = wake;
  for (size_t i = 0; i < COUNT(ending_signals); i++)
    if (note_unless_ignored(ending_signals[i], note_end) != 0) return -1;
  for (int signal = SIGRTMIN; signal <= SIGRTMAX; signal++)
    if (note_unless_ignored(signal, note_end) != 0) return -1;
  if (handle(SIGCHLD, note, 0) != 0 || handle(SIGCONT, note, 0) != 0 || handle(SIGWINCH, note, 0) != 0) return -1;
  if (answers_stop && note_unless_ignored(SIGTSTP, note) != 0) return -1;
  // The parent may have blocked some of them.
  sigset_t none;
  sigemptyset(&none);
  return sigprocmask(SIG_SETMASK, &none, NULL);
}

int signals_limit(int milliseconds, void (*function)(int)) {
  last_resort = function;
  limit.it_value.tv_sec = milliseconds / 1000;
  limit.it_value.tv_nsec = (long)(milliseconds % 1000) * 1000000;
  // A signal that is not ignored, so that it arrives.
  int signal = SIGRTMAX;
  while (signal > SIGRTMIN && signals_is_ignored(signal)) signal--;
  struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = signal};
  event.sigev_value.sival_ptr = &limit_timer;
  if (timer_create(CLOCK_MONOTONIC, &event, &limit_timer) != 0) return -1;
  limit_set = true;
  return 0;
}

int signals_ending(void) { return first_ending; }

int signals_ending_but_typed(void) { return first_sent; }

bool signals_take(int signal) { return (atomic_fetch_and(&noted, ~bit(signal)) & bit(signal)) != 0; }

bool signals_take_interrupt(void) {
  if (!atomic_exchange(&interrupt_typed, false)) return false;
  int sent = first_sent;
  atomic_store(&first_ending, sent);
  // From here on it is an ordinary key.
  struct itimerspec off = {0};
  if (sent == 0 && limit_set) timer_settime(limit_timer, 0, &off, NULL);
  return true;
}

// MARK: - Crashes

static void crash(int signal, siginfo_t *info, void *context) {
  (void)context;
  if (info->si_code <= 0 && signals_is_ignored(signal)) return;
  on_crash(signal, info);
}

int signals_catch_crashes(void (*function)(int, void *)) {
  on_crash = function;
  // So that an overflow of the ordinary stack is handled as well.
  stack_t stack = {.ss_size = 64 * 1024};
  stack.ss_sp = malloc(stack.ss_size);
  if (!stack.ss_sp || sigaltstack(&stack, NULL) != 0) return -1;
  for (size_t i = 0; i < COUNT(crash_signals); i++)
    if (handle(crash_signals[i], crash, SA_ONSTACK) != 0) return -1;
  return 0;
}

// MARK: - Stopping

void signals_stop(void) {
  set_default(SIGTSTP);
  raise(SIGTSTP);
  // Not if it must end now.
  if (first_sent == 0) handle(SIGTSTP, note, 0);
}

void signals_stop_in_background(void) {
  if (first_sent == 0) raise(SIGTTOU);
}

// The signals that end this program, and a few others, recorded for a main thread that polls. The handlers are in C:
// they run at any moment, and Swift's runtime makes no promise about such moments.
#ifndef RINGSIDE_SIGNALS_H
#define RINGSIDE_SIGNALS_H

#include <stdbool.h>
#include <stdint.h>

// From the first instruction of the program on, before any library is initialized, each signal that ends a program
// ends this one at once, unless its parent ignored it. In particular no library's backtracer runs first. These
// functions change that.

// Records signals from now on: those that end the program, SIGCHLD, SIGCONT and SIGWINCH, and SIGTSTP if
// `answers_stop` is set. Each of them writes a byte to `wake`, a pipe that does not block. Ignored signals stay
// ignored. Returns 0, or -1 with errno.
int signals_note(int wake, bool answers_stop);

// Sets a limit: if an ending signal has been recorded and the program still lives this many milliseconds later, a
// handler calls `last_resort` with the signal, which must end the program. Returns 0, or -1 with errno.
int signals_limit(int milliseconds, void (*last_resort)(int signal));

// Handles crashes: on a separate stack, a handler calls `crash` with the signal and a siginfo_t. A signal that a
// process sent is ignored if the parent had ignored it. Returns 0, or -1 with errno.
int signals_catch_crashes(void (*crash)(int signal, void *info));

// The first signal that asked this program to end, 0 if none has.
int signals_ending(void);

// The same, but not counting a Ctrl-C that was typed at the terminal.
int signals_ending_but_typed(void);

// Whether a signal has arrived since the last call.
bool signals_take(int signal);

// Whether Ctrl-C was typed since the last call. It no longer asks the program to end then.
bool signals_take_interrupt(void);

// Stops this process as SIGTSTP does by default, until it is continued. Returns at once if no shell could ever
// continue it.
void signals_stop(void);

// Stops this process as the kernel stops one that changes the terminal from the background: SIGTTOU.
void signals_stop_in_background(void);

// Ends the program by a signal, so that its parent sees which one. Async-signal-safe.
void signals_end_by(int signal) __attribute__((noreturn));

// Whether this signal was ignored when the program began.
bool signals_is_ignored(int signal);

#endif

// The signals that end this program, and a few others, noted for a main thread that polls. Handlers are in C: they run
// at any moment, and Swift's runtime makes no promise about such moments.
#ifndef RINGSIDE_SIGNALS_H
#define RINGSIDE_SIGNALS_H

#include <stdbool.h>
#include <stdint.h>

// From the first instruction of the program on, before any library is set up, each signal that ends a program ends this
// one at once, unless its parent had it ignored. In particular no library's backtracer comes first. These functions
// change that.

// Notes signals from now on: those that end the program, SIGCHLD, SIGCONT and SIGWINCH, and SIGTSTP if it is answered.
// Each note writes a byte to `wake`, a pipe that does not block. One that is ignored stays so. 0 or -1 with errno.
int signals_note(int wake, bool answers_stop);

// What is done when an ending signal has been noted and the program still lives so many milliseconds later: `last_resort`
// is called in a handler with the signal, and is to end the program. 0 or -1 with errno.
int signals_limit(int milliseconds, void (*last_resort)(int signal));

// Handles crashes: on a stack of their own, `crash` is called with the signal and a siginfo_t. A signal that was sent by a
// process, and that the parent had ignored, is ignored. 0 or -1 with errno.
int signals_catch_crashes(void (*crash)(int signal, void *info));

// The first signal that asked this program to end, 0 if none has.
int signals_ending(void);

// The same, but for a Ctrl-C that was typed at the terminal.
int signals_ending_but_typed(void);

// Whether a signal has come since this was asked last.
bool signals_take(int signal);

// Whether Ctrl-C was typed since this was asked last. It no longer asks for the end then.
bool signals_take_interrupt(void);

// Stops this process as SIGTSTP does by default, until it is continued. Returns at once where no shell could ever
// continue it.
void signals_stop(void);

// Stops this process as the kernel does with one that changes the terminal from the background: SIGTTOU.
void signals_stop_in_background(void);

// Ends the program by a signal, so that its parent sees which one. Async-signal-safe.
void signals_end_by(int signal) __attribute__((noreturn));

// Whether this signal was ignored when the program began.
bool signals_is_ignored(int signal);

#endif

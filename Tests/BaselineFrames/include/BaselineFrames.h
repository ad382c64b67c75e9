// The frames that Ringside and a bare ncurses program both draw, so that what drawing costs can be compared.
//
// A frame is the whole screen of a ring of 10 slots with 4 producers and 4 consumers at full speed. It is a pure
// function of its number. Most of it is the same in every frame; this is what changes from one frame to the next:
// - the 10 slots: 5 characters each, in the producer's colour, muted where the item was taken, and one marked as new;
// - 13 numbers: empty, full, produced, taken, in ring, and the items of each process;
// - what follows from those: the bars of empty and full, and the markers `out` and `in` under the ring;
// - the operation of each of the 8 processes, drawn at random;
// - the timeline, 8 rows of 60 characters, which moves one place to the left.
// All characters are one column wide. Where the screen is too small, runs are cut or left out.
#pragma once

enum { BASELINE_MAX_WIDTH = 512 };

/// What a run of text means. The numbers are those of Grid's `Style`.
enum baseline_role {
  BASELINE_TEXT, BASELINE_TITLE, BASELINE_ALARM, BASELINE_RULE, BASELINE_HEADING, BASELINE_MUTED,
  BASELINE_PRODUCER, BASELINE_PRODUCER_ALTERNATE, BASELINE_CONSUMER, BASELINE_CONSUMER_ALTERNATE,
  BASELINE_GOOD, BASELINE_BAD, BASELINE_WARNING, BASELINE_KEY, BASELINE_HINT, BASELINE_CHANGED, BASELINE_SELECTED,
  BASELINE_NARRATION, BASELINE_CODE,
  BASELINE_ROLES
};

/// Hands over the content of a frame as runs of text on an empty screen, no two of which overlap.
///
/// `utf8` is valid until `put` returns. Columns beyond `BASELINE_MAX_WIDTH` stay empty.
void baseline_frame(
  unsigned frame, int width, int height, void (*put)(void *context, int row, int column, const char *utf8, int role),
  void *context);

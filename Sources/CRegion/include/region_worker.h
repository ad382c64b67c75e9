// The records of the workers in the shared region, and the bits of the words that workers write. See region.h.
#ifndef RINGSIDE_REGION_WORKER_H
#define RINGSIDE_REGION_WORKER_H

#include <stdint.h>

#define REGION_EVENTS 64u
#define REGION_INCIDENTS 8u

// The registers that a worker shows.
enum region_registers { REGION_SHOWS_INDEX = 1, REGION_SHOWS_ITEM = 2 };

enum region_pace { REGION_FULL = 0, REGION_TEMPO = 1, REGION_STEP = 2 };
enum region_command { REGION_RUN = 0, REGION_REST = 1 };
enum region_order { REGION_STAY = 0, REGION_LEAVE = 1 };
enum region_state {
  REGION_ABSENT = 0,
  REGION_STARTING = 1,
  REGION_RUNNING = 2,
  REGION_PARKED = 3,
  REGION_BLOCKED = 4,
  REGION_RESTING = 5,
  REGION_FINISHED = 6,
  REGION_SPINNING = 7,
};

// A worker's position: the operation, and the word of a wide item that it is at.
#define REGION_OPERATION_MASK 0xffffu
#define REGION_OPERATION_WORD_SHIFT 16

// What a worker waits for: the variable's code, and above it, in an array, the element's place plus one.
#define REGION_VARIABLE_CODE_MASK 0xffu
#define REGION_VARIABLE_ELEMENT_SHIFT 8
#define REGION_VARIABLE_ELEMENT_MASK 0xffffffu

// Whose record it is: the letter of the role, and above it the number; 0: nobody's.
#define REGION_NAME_LETTER_MASK 0xffu
#define REGION_NAME_NUMBER_SHIFT 8

// An operation that was done below full speed. It is read and written as one word.
struct region_event {
  uint32_t ticket;
  uint16_t operation;
  uint16_t blocked;
};
#define REGION_EVENT_TICKET_MASK 0xffffffffull
#define REGION_EVENT_OPERATION_SHIFT 32
#define REGION_EVENT_OPERATION_MASK 0xffffull
#define REGION_EVENT_BLOCKED_SHIFT 48
#define REGION_EVENT_BLOCKED_MASK 0xffffull

// An error.
#define REGION_INCIDENT_KIND_MASK 0xffull
#define REGION_INCIDENT_SLOT_SHIFT 8
#define REGION_INCIDENT_SLOT_MASK 0xffffull
struct region_incident {
  uint64_t kind_and_slot;
  uint64_t item;           // item words, see below
  uint64_t other;
};

// One worker. Each comment names the writer of the lines below it.
struct region_worker {
  // The laboratory.
  uint32_t wake_futex;  // a futex: counts the laboratory's orders to this worker
  uint32_t granted;     // steps granted so far
  uint32_t order;       // enum region_order
  uint32_t halts;       // bit n: it stops after operation n, even with more steps granted
  uint64_t quota;       // items to do before it is finished
  uint32_t name;        // the worker's name: the letter of the role in the low byte, the number above; 0: unused
  uint8_t padding0[36];
  // The worker: its position.
  uint32_t state;      // enum region_state
  uint32_t operation;  // see REGION_OPERATION_MASK
  uint32_t waits_for;  // the shared variable, while blocked or spinning
  uint32_t passed;     // granted steps that it has used or returned
  uint32_t registers;  // enum region_registers
  uint32_t pid;
  uint64_t index;  // its private i or o
  uint64_t item;   // its private item
  uint64_t looks;  // how often it has spun without success
  uint32_t returned;  // how many of the passed steps it returned unused
  uint32_t reserved;
  uint64_t copied;  // the rest of a half-done copy beside `holding`: the name of another item, or a hash of a text
  // The worker: the work that it has done. The laboratory settles what a killed worker left unfinished.
  uint64_t sequence;  // the last item it produced
  uint64_t burned;    // sequence numbers that a killed process never finished
  uint64_t lost;      // its own items that it found lost
  uint64_t taken;
  uint64_t duplicated;
  uint64_t torn;
  uint64_t phantom;
  uint64_t taking;  // the slot it is taking from, plus one
  // The worker: its present entry in the ledger, which takes two words to write.
  uint64_t claim;        // the item: a consumer's take, or a producer's loss; 0 if there is none
  uint64_t claim_count;  // how many of these it had counted before
  uint64_t holding;      // the item whose first word a take has read; 0 while it has read none
  uint64_t event_count;
  uint64_t incident_count;
  uint8_t padding2[24];
  // The worker: its last events and incidents, at their count modulo the length.
  struct region_event events[REGION_EVENTS];
  struct region_incident incidents[REGION_INCIDENTS];
};

// The last overwrite of an item that nobody had taken, one for each slot.
struct region_overwrite {
  uint64_t by;
  uint64_t item;
};

// An item word is the item's name; an item of several words repeats it in each, so that a mixture is detected:
//   bits 0-39 the sequence number, from 1; bits 40-55 the tally cell; bits 56-63 the producer's number, from 1.
#define REGION_SEQUENCE_MASK 0xffffffffffull
#define REGION_ITEM_CELL_SHIFT 40
#define REGION_ITEM_CELL_MASK 0xffffull
#define REGION_ITEM_PRODUCER_SHIFT 56
#define REGION_ITEM_PRODUCER_MASK 0xffull

// A tally cell holds the slot of one item and whether the item was taken:
//   bits 0-39 the sequence number; bits 40-51 the slot; bits 56-61 the taker's number, 0 for
//   an item that nobody took or will take; bit 62 the taker has not counted it yet; bit 63 settled.
#define REGION_CELL_SLOT_SHIFT 40
#define REGION_CELL_SLOT_MASK 0xfffull
#define REGION_CELL_TAKER_SHIFT 56
#define REGION_CELL_TAKER_MASK 0x3full
#define REGION_CELL_UNCOUNTED_SHIFT 62
#define REGION_CELL_SETTLED_SHIFT 63

#endif

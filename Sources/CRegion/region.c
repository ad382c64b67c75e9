// The promises of the layout, checked when it is compiled.
#include "region.h"

#define ON_LINE(type, field) _Static_assert(offsetof(struct type, field) % REGION_LINE == 0, #field " shares a line")

_Static_assert(sizeof(struct region_header) == 128, "header");
_Static_assert(sizeof(struct region_control) == REGION_LINE, "control");
_Static_assert(sizeof(struct region_reports) == REGION_LINE, "reports");
_Static_assert(sizeof(struct region_semaphore) == REGION_LINE, "semaphore");
_Static_assert(sizeof(struct region_mutex) == REGION_LINE, "mutex");
_Static_assert(sizeof(struct region_condition) == REGION_LINE, "condition");
_Static_assert(sizeof(struct region_word) == REGION_LINE, "word");
_Static_assert(sizeof(struct region_rwlock) == REGION_LINE, "rwlock");
_Static_assert(sizeof(struct region_value) == REGION_LINE, "value");
_Static_assert(sizeof(struct region_visitor) == REGION_LINE, "visitor");
_Static_assert(sizeof(struct region_text) % REGION_LINE == 0, "text");
_Static_assert(sizeof(struct region_worker) % REGION_LINE == 0, "worker");
_Static_assert(sizeof(struct region_event) == 8, "event");
_Static_assert(offsetof(struct region_event, operation) * 8 == REGION_EVENT_OPERATION_SHIFT, "event");
_Static_assert(offsetof(struct region_event, blocked) * 8 == REGION_EVENT_BLOCKED_SHIFT, "event");
_Static_assert(sizeof(struct region_incident) == 24, "incident");
_Static_assert(sizeof(struct region_overwrite) == 16, "overwrite");

_Static_assert(REGION_SLOTS_MAX <= REGION_CELL_SLOT_MASK + 1, "a cell names any slot");
_Static_assert(2 * REGION_SLOTS_MAX <= REGION_ITEM_CELL_MASK + 1, "an item names any cell of its window");
_Static_assert(REGION_SLOTS_MAX <= REGION_INCIDENT_SLOT_MASK + 1, "an incident names any slot");
_Static_assert(REGION_WORKERS_PER_ROLE <= REGION_CELL_TAKER_MASK, "a cell names any taker");
_Static_assert(REGION_WORKERS_PER_ROLE <= REGION_ITEM_PRODUCER_MASK, "an item names any producer");
_Static_assert(2 * REGION_WORKERS_PER_ROLE <= 64, "a word has a bit for each reader and each writer");
_Static_assert(REGION_SLOT_WORDS_MAX <= 1u << (32 - REGION_OPERATION_WORD_SHIFT), "a place names any word");

ON_LINE(region, control);
ON_LINE(region, reports);
ON_LINE(region, empty);
ON_LINE(region, full);
ON_LINE(region, mutex);
ON_LINE(region, in);
ON_LINE(region, out);
ON_LINE(region, pthread_mutex);
ON_LINE(region, not_full);
ON_LINE(region, not_empty);
ON_LINE(region, lock);
ON_LINE(region, count);
ON_LINE(region, counter);
ON_LINE(region, message);
ON_LINE(region, readers_writers);
ON_LINE(region_worker, state);
ON_LINE(region_worker, sequence);
ON_LINE(region_worker, claim);
ON_LINE(region_worker, events);

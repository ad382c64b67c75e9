// Pipes, sockets and message queues: pipe(7), unix(7), mq_overview(7), sysvipc(7).
#include "channels.h"
#include <errno.h>
#include <mqueue.h>
#include <string.h>
#include <sys/msg.h>
#include <sys/socket.h>
#include <unistd.h>

// What each process reads from and writes to.
static int input[2], output[2];
static int queue;

static void keep_nothing(void) {}

static void open_pipes(size_t size) {
  (void)size;
  int there[2], back[2];
  check(pipe(there), "pipe");
  check(pipe(back), "pipe");
  output[0] = there[1], input[1] = there[0];
  output[1] = back[1], input[0] = back[0];
}

static void open_sockets(int type) {
  int ends[2];
  check(socketpair(AF_UNIX, type, 0, ends), "socketpair");
  for (int process = 0; process < 2; process++) input[process] = output[process] = ends[process];
}

static void open_stream(size_t size) {
  (void)size;
  open_sockets(SOCK_STREAM);
}

static void open_seqpacket(size_t size) {
  (void)size;
  open_sockets(SOCK_SEQPACKET);
}

static void write_message(int process, const char *message, size_t size, uint64_t *calls) {
  size_t sent = 0;
  do {
    ssize_t count = write(output[process], message + sent, size - sent);
    ++*calls;
    if (count > 0) sent += (size_t)count;
    if (count == -1 && errno != EINTR) fail("write");
  } while (sent < size);
}

static void read_message(int process, char *message, size_t size, uint64_t *calls) {
  size_t received = 0;
  do {
    ssize_t count = read(input[process], message + received, size - received);
    ++*calls;
    if (count > 0) received += (size_t)count;
    if (count == 0 || (count == -1 && errno != EINTR)) fail("read");
  } while (received < size);
}

static int open_posix_queue(size_t size) {
  char name[64];
  snprintf(name, sizeof name, "/ringside-baseline-%d", getpid());
  struct mq_attr attributes = {.mq_maxmsg = 10, .mq_msgsize = (long)size};
  int result = mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &attributes);
  check(result, "mq_open");
  check(mq_unlink(name), "mq_unlink");  // The children inherit the descriptor. Nobody needs the name.
  return result;
}

static void open_posix_queues(size_t size) {
  output[0] = input[1] = open_posix_queue(size);
  output[1] = input[0] = open_posix_queue(size);
}

static void send_posix(int process, const char *message, size_t size, uint64_t *calls) {
  int result;
  do {
    result = mq_send(output[process], message, size, 0);
    ++*calls;
  } while (result == -1 && errno == EINTR);
  check(result, "mq_send");
}

static void receive_posix(int process, char *message, size_t size, uint64_t *calls) {
  ssize_t count;
  do {
    count = mq_receive(input[process], message, size, NULL);
    ++*calls;
  } while (count == -1 && errno == EINTR);
  if (count != (ssize_t)size) fail("mq_receive");
}

static void open_system_v(size_t size) {
  (void)size;
  queue = msgget(IPC_PRIVATE, 0600);
  check(queue, "msgget");
}

static void close_system_v(void) { check(msgctl(queue, IPC_RMID, NULL), "msgctl"); }

// Messages from process 0 have type 1, those from process 1 type 2.
static void send_system_v(int process, const char *message, size_t size, uint64_t *calls) {
  char *whole = (char *)message - HEADROOM;
  *(long *)(void *)whole = process + 1;
  int result;
  do {
    result = msgsnd(queue, whole, size, 0);
    ++*calls;
  } while (result == -1 && errno == EINTR);
  check(result, "msgsnd");
}

static void receive_system_v(int process, char *message, size_t size, uint64_t *calls) {
  ssize_t count;
  do {
    count = msgrcv(queue, message - HEADROOM, size, 2 - process, 0);
    ++*calls;
  } while (count == -1 && errno == EINTR);
  if (count != (ssize_t)size) fail("msgrcv");
}

static const struct channel channels[] = {
    {"pipe", open_pipes, keep_nothing, write_message, read_message},
    {"stream-socket", open_stream, keep_nothing, write_message, read_message},
    {"seqpacket-socket", open_seqpacket, keep_nothing, write_message, read_message},
    {"posix-queue", open_posix_queues, keep_nothing, send_posix, receive_posix},
    {"sysv-queue", open_system_v, close_system_v, send_system_v, receive_system_v},
};

const struct channel *find_channel(const char *name) {
  for (size_t i = 0; i < sizeof channels / sizeof *channels; i++) {
    if (strcmp(channels[i].name, name) == 0) return &channels[i];
  }
  return find_ring(name);
}

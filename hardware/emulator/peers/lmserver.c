/*
 * A lane controller whose Modbus engine is libmodbus, not ours: IG-1's registers with the least logic that a passage needs.
 * Build: gcc lmserver.c -o lmserver -I/usr/include/modbus -lmodbus    Run: lmserver PORT MODE
 * Modes strike at commands (FC16 on register 0): ok, slow (1.5 s), busy (exception 6, twice), drop (closes the line once, command
 * unseen), reset (obeys, closes the line once without an answer), late (obeys, answers the first after 800 ms).
 */
#include <errno.h>
#include <modbus.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static long now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  const char *mode = argv[2];
  modbus_t *ctx = modbus_new_tcp("127.0.0.1", atoi(argv[1]));
  modbus_mapping_t *map = modbus_mapping_new(0, 9, 10, 16);
  uint16_t *in = map->tab_input_registers, *hold = map->tab_registers;
  int listener = modbus_tcp_listen(ctx, 1), faults = 0;
  long opened = 0;
  if (!map || listener < 0) return 1;
  in[0] = 0x4701, in[1] = 1, in[2] = 1, in[5] = 1;
  memset(map->tab_input_bits, 0, 9);
  for (int i = 0; i < 5; i++) map->tab_input_bits[i] = 1;
  map->tab_input_bits[8] = 1;
  printf("ready\n"), fflush(stdout);

  for (;;) {
    if (modbus_tcp_accept(ctx, &listener) < 0) return 1;
    for (;;) {
      uint8_t query[MODBUS_TCP_MAX_ADU_LENGTH];
      int length = modbus_receive(ctx, query);
      if (length < 0) break;
      if (length == 0) continue;
      /* Somebody walks through 300 ms after the door opened. */
      if (in[1] == 2 && now_ms() - opened > 300) in[1] = 1, in[4] = 2, in[8]++, in[13] = 3, in[14] = in[3];
      int command = query[7] == 0x10 && query[8] == 0 && query[9] == 0;
      if (command && strcmp(mode, "busy") == 0 && faults++ < 2) {
        modbus_reply_exception(ctx, query, MODBUS_EXCEPTION_SLAVE_OR_SERVER_BUSY);
        continue;
      }
      if (command && strcmp(mode, "drop") == 0 && faults++ == 0) break;
      if (command && strcmp(mode, "slow") == 0) usleep(1500000);
      uint16_t before = in[3];
      int reset = command && strcmp(mode, "reset") == 0 && faults++ == 0;
      if (reset) {
        /* libmodbus does both at once: obey by hand what it would have written. */
        for (int i = 0; i < 5; i++) hold[i] = (uint16_t)(query[13 + 2 * i] << 8 | query[14 + 2 * i]);
      } else if (command && strcmp(mode, "late") == 0 && faults++ == 0) {
        usleep(800000);
        modbus_reply(ctx, query, length, map);
      } else {
        modbus_reply(ctx, query, length, map);
      }
      in[15] = hold[8];
      if (command && hold[1] != before) {
        in[3] = hold[1];
        in[4] = hold[0] == 1 || hold[0] == 5 ? 1 : 6;
        if (hold[0] == 1) in[1] = 2, opened = now_ms();
      }
      if (reset) break;
    }
    modbus_close(ctx);
  }
}

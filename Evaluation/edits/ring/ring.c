/* A ring buffer of bytes with a fixed size, for a serial line. */

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define RING_SIZE 16

typedef struct {
    unsigned char data[RING_SIZE];
    size_t head;  /* where the next byte is read */
    size_t count; /* how many bytes are in it */
    size_t lost;  /* how many did not fit */
} Ring;

void ring_init(Ring *ring) {
    memset(ring, 0, sizeof *ring);
}

bool ring_is_full(const Ring *ring) {
    return ring->count == RING_SIZE;
}

/* Adds a byte; returns false where there is no room for it. */
bool ring_push(Ring *ring, unsigned char byte) {
    if (ring_is_full(ring)) {
        ring->lost++;
        return false;
    }
    ring->data[(ring->head + ring->count) % RING_SIZE] = byte;
    ring->count++;
    return true;
}

/* Takes the oldest byte; returns -1 where there is none. */
int ring_pop(Ring *ring) {
    if (ring->count == 0) {
        return -1;
    }
    int byte = ring->data[ring->head];
    ring->head = (ring->head + 1) % RING_SIZE;
    ring->count--;
    return byte;
}

/* Looks at a byte without taking it; the oldest has index 0. */
int ring_peek(const Ring *ring, size_t index) {
    return ring->data[(ring->head + index) % RING_SIZE];
}

/* Adds as many bytes as there is room for; returns how many. */
size_t ring_write(Ring *ring, const unsigned char *bytes, size_t length) {
    size_t written = 0;
    while (written < length && ring_push(ring, bytes[written])) {
        written++;
    }
    return written;
}

/* Takes up to a number of bytes; returns how many. */
size_t ring_read(Ring *ring, unsigned char *bytes, size_t length) {
    size_t taken = 0;
    while (taken < length && ring->count > 0) {
        bytes[taken++] = (unsigned char)ring_pop(ring);
    }
    return taken;
}

/* Copies a line without its end into a text; returns its length, or -1 where there is no line. */
int ring_line(Ring *ring, char *text, size_t room) {
    for (size_t i = 0; i < ring->count; i++) {
        if (ring_peek(ring, i) != '\n') {
            continue;
        }
        size_t length = 0;
        int byte;
        while ((byte = ring_pop(ring)) != '\n') {
            if (length + 1 < room) {
                text[length++] = (char)byte;
            }
        }
        text[length] = '\0';
        return (int)length;
    }
    return -1;
}

/* How many bytes stand before the first one of a value; count where there is none. */
size_t ring_find(const Ring *ring, unsigned char wanted) {
    size_t i = 0;
    while (i < ring->count && ring_peek(ring, i) != wanted) {
        i++;
    }
    return i;
}

/* Drops up to a number of the oldest bytes; returns how many. */
size_t ring_skip(Ring *ring, size_t length) {
    if (length > ring->count) {
        length = ring->count;
    }
    ring->head = (ring->head + length) % RING_SIZE;
    ring->count -= length;
    return length;
}

/* The sum of all bytes in the ring. */
unsigned ring_sum(const Ring *ring) {
    unsigned sum = 0;
    for (size_t i = 0; i < ring->count; i++) {
        sum += (unsigned)ring_peek(ring, i);
    }
    return sum;
}

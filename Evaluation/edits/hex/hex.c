/* Bytes as hexadecimal text, and back. */

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static const char digits[] = "0123456789abcdef";

/* The value of a hexadecimal digit, or -1. */
int hex_value(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return -1;
}

/* Writes two digits for each byte and an end; text has room for 2 * length + 1. */
void hex_encode(const uint8_t *bytes, size_t length, char *text) {
    for (size_t i = 0; i < length; i++) {
        text[2 * i] = digits[bytes[i] >> 4];
        text[2 * i + 1] = digits[bytes[i] & 15];
    }
    text[2 * length] = '\0';
}

/* Reads digits in pairs; returns the number of bytes, or -1 where the text is not hexadecimal. */
int hex_decode(const char *text, uint8_t *bytes, size_t room) {
    size_t length = strlen(text);
    if (length % 2 != 0) {
        return -1;
    }
    for (size_t i = 0; i < length / 2; i++) {
        int high = hex_value(text[2 * i]);
        int low = hex_value(text[2 * i + 1]);
        if (high < 0 || low < 0) {
            return -1;
        }
        bytes[i] = (uint8_t)(high << 4 | low);
    }
    return (int)(length / 2);
}

/* A checksum: the sum of all bytes in 16 bits. */
uint16_t checksum(const uint8_t *bytes, size_t length) {
    uint16_t sum = 0;
    for (size_t i = 0; i < length; i++) {
        sum = (uint16_t)(sum + bytes[i]);
    }
    return sum;
}

/* Reads a number of 32 bits whose lowest byte comes first. */
uint32_t read_u32(const uint8_t *bytes) {
    uint32_t value = 0;
    for (int i = 3; i >= 0; i--) {
        value = value << 8 | bytes[i];
    }
    return value;
}

/* Writes a number of 32 bits, its lowest byte first. */
void write_u32(uint8_t *bytes, uint32_t value) {
    for (int i = 0; i < 4; i++) {
        bytes[i] = (uint8_t)(value >> (8 * i));
    }
}

/* Whether two runs of bytes are the same, in a time that does not tell where they differ. */
int equal_bytes(const uint8_t *a, const uint8_t *b, size_t length) {
    uint8_t difference = 0;
    for (size_t i = 0; i < length; i++) {
        difference |= a[i] ^ b[i];
    }
    return difference == 0;
}

/* One line of a dump: the offset, up to 16 bytes, and what of them can be printed.
   line has room for 80 characters; returns how many bytes the line shows. */
size_t dump_line(const uint8_t *bytes, size_t length, size_t offset, char *line) {
    size_t count = length - offset < 16 ? length - offset : 16;
    char *end = line;
    for (int shift = 12; shift >= 0; shift -= 4) {
        *end++ = digits[(offset >> shift) & 15];
    }
    *end++ = ' ';
    for (size_t i = 0; i < count; i++) {
        *end++ = ' ';
        *end++ = digits[bytes[offset + i] >> 4];
        *end++ = digits[bytes[offset + i] & 15];
    }
    *end++ = ' ';
    *end++ = ' ';
    for (size_t i = 0; i < count; i++) {
        uint8_t byte = bytes[offset + i];
        *end++ = byte >= 0x20 && byte < 0x7f ? (char)byte : '.';
    }
    *end = '\0';
    return count;
}

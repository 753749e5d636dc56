#include <assert.h>
#include "hex.c"

int main(void) {
    uint8_t bytes[3] = {9, 9, 9};
    assert(hex_decode("010203", bytes, 2) == -1 && bytes[2] == 9);
    assert(hex_decode("0102", bytes, 2) == 2 && bytes[1] == 2);
    assert(hex_decode("", bytes, 0) == 0);
    return 0;
}

#include <assert.h>
#include "hex.c"

int main(void) {
    uint8_t bytes[2];
    assert(hex_value('A') == 10 && hex_value('F') == 15 && hex_value('G') == -1);
    assert(hex_value('a') == 10 && hex_value('@') == -1);
    assert(hex_decode("aBFf", bytes, 2) == 2 && bytes[0] == 0xab && bytes[1] == 0xff);
    return 0;
}

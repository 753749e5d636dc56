#include <assert.h>
#include <limits.h>
#include "strings.c"

int main(void) {
    assert(parse_number("-12") == -12 && parse_number("+5") == 5 && parse_number("7") == 7);
    assert(parse_number("") == LONG_MIN && parse_number("-") == LONG_MIN);
    assert(parse_number("3x") == LONG_MIN && parse_number("-1") == -1);
    return 0;
}

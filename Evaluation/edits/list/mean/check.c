#include <assert.h>
#include "list.c"

int main(void) {
    List list = {0};
    assert(list_mean(&list) == 0);
    list_insert(&list, "ada", 1);
    list_insert(&list, "bea", 2);
    assert(list_mean(&list) == 1.5);
    list_insert(&list, "cem", -6);
    assert(list_mean(&list) == -1);
    return 0;
}

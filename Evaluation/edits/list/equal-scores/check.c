#include <assert.h>
#include "list.c"

int main(void) {
    List list = {0};
    list_insert(&list, "ada", 5);
    list_insert(&list, "bea", 5);
    list_insert(&list, "cem", 9);
    assert(strcmp(list.first->name, "cem") == 0);
    assert(strcmp(list.first->next->name, "ada") == 0);
    assert(strcmp(list.first->next->next->name, "bea") == 0);
    return 0;
}

#include <assert.h>
#include "list.c"

int main(void) {
    List list = {0};
    list_prepend(&list, "ada", 1);
    list_prepend(&list, "bea", 2);
    list_prepend(&list, "ada", 3);
    list_prepend(&list, "ada", 4);
    assert(list_remove(&list, "ada") == 3);
    assert(list.length == 1 && strcmp(list.first->name, "bea") == 0 && !list.first->next);
    assert(list_remove(&list, "ada") == 0 && list_remove(&list, "bea") == 1 && !list.first);
    return 0;
}

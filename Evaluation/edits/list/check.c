#include <assert.h>
#include "list.c"

int main(void) {
    List list = {0};
    list_insert(&list, "bea", 20);
    list_insert(&list, "ada", 30);
    list_insert(&list, "cem", 10);
    assert(list.length == 3 && strcmp(list.first->name, "ada") == 0);
    assert(strcmp(list.first->next->name, "bea") == 0);
    assert(list_find(&list, "cem")->score == 10 && !list_find(&list, "dan"));
    assert(list_mean(&list) == 20);
    list_reverse(&list);
    assert(strcmp(list.first->name, "cem") == 0);
    assert(list_remove(&list, "bea") == 1 && list_remove(&list, "bea") == 0);
    assert(list.length == 2 && strcmp(list.first->next->name, "ada") == 0);
    list_prepend(&list, "eva", 5);
    assert(list.length == 3 && strcmp(list.first->name, "eva") == 0);
    list_free(&list);
    assert(!list.first && list.length == 0);
    list_insert(&list, "ada", 3);
    list_prepend(&list, "bea", 9);
    list_prepend(&list, "cem", 1);
    assert(strcmp(list_best(&list)->name, "bea") == 0 && list_print(&list, stderr) == 3);
    list_free(&list);
    assert(!list_best(&list));
    return 0;
}

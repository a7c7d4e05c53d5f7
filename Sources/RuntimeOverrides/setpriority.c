#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

// Takes the place of the C library's function for libdispatch, which asks for a nice value of -4 for the thread that serves its timers and sources. A service
// or a user may not lower a nice value, and libdispatch writes the refusal to the system log at every start. feedd keeps the priority that it was given.
int setpriority(__priority_which_t which, id_t who, int nice_value) {
    if (nice_value < getpriority(which, who)) return 0;
    return (int)syscall(SYS_setpriority, which, who, nice_value);
}

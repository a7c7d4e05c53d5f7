#pragma once
// What starting and limiting programs needs of Linux's C library, and Swift's Glibc module, made without _GNU_SOURCE, lacks.
#include <spawn.h>
#include <sys/resource.h>
#include <sys/types.h>

extern int pipe2(int pipe[2], int flags);

extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);

extern int prlimit(pid_t pid, int resource, const struct rlimit *new_limit, struct rlimit *old_limit);

// As in <sys/resource.h>, where it is an enumeration that Swift imports as a type of its own.
static const int FEEDD_RLIMIT_CPU = 0;
static const int FEEDD_RLIMIT_DATA = 2;
static const int FEEDD_RLIMIT_CORE = 4;

// As in <spawn.h>: the program leads a session, and so a process group, of its own.
static const short FEEDD_SPAWN_SETSID = 0x80;

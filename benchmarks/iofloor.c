/* The physical limit: iofloor FROM TO writes a tree with the folders, files and sizes of another, in a plain loop.
 * Prints files, bytes, seconds and CPU seconds of that loop; looking at FROM happens before its clock starts. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct entry { char *path; long size; int folder; };

static struct entry *entries;
static size_t count, capacity, root;
static char page[1 << 22];

static void fail(const char *what) { perror(what); exit(1); }

static int visit(const char *path, const struct stat *status, int kind, struct FTW *place) {
  (void)place;
  if (count == capacity) {
    capacity = capacity ? capacity * 2 : 4096;
    entries = realloc(entries, capacity * sizeof *entries);
    if (!entries) fail("memory");
  }
  entries[count++] = (struct entry){strdup(path + root), status->st_size, kind == FTW_D};
  return 0;
}

static void copy(const struct entry *entry, const char *to) {
  char path[8192];
  snprintf(path, sizeof path, "%s%s", to, entry->path);
  if (entry->folder) {
    if (mkdir(path, 0755) && errno != EEXIST) fail(path);
    return;
  }
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (file < 0) fail(path);
  for (long left = entry->size; left > 0;) {
    ssize_t done = write(file, page, left > (long)sizeof page ? sizeof page : (size_t)left);
    if (done <= 0) fail(path);
    left -= done;
  }
  close(file);
}

static double seconds(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

int main(int arguments, char **argument) {
  if (arguments != 3) return 2;
  root = strlen(argument[1]);
  for (size_t i = 0; i < sizeof page; i++) page[i] = 'a' + i % 23;
  if (nftw(argument[1], visit, 64, FTW_PHYS)) fail(argument[1]);
  double wall = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
  long files = 0, bytes = 0;
  for (size_t i = 0; i < count; i++) {
    copy(&entries[i], argument[2]);
    if (!entries[i].folder) files++, bytes += entries[i].size;
  }
  printf("%ld %ld %.4f %.4f\n", files, bytes, seconds(CLOCK_MONOTONIC) - wall, seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu);
  return 0;
}

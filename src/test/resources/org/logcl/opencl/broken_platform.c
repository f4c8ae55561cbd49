/* An OpenCL platform that answers its name and fails at everything else, for the loader's ICD interface. */
#include <stddef.h>
#include <string.h>

typedef int (*call)(void);
struct platform { call *table; };

static int fails(void) { return -30; /* CL_INVALID_VALUE */ }

static int platform_info(struct platform *platform, unsigned what, size_t size, char *value, size_t *needed) {
  const char *text = what == 0x0900   ? "FULL_PROFILE"
                     : what == 0x0901 ? "OpenCL 1.2 broken"
                     : what == 0x0902 ? "Broken Platform"
                     : what == 0x0904 ? "cl_khr_icd"
                     : what == 0x0920 ? "BROKEN"
                                      : "nobody";
  (void)platform;
  if (needed) *needed = strlen(text) + 1;
  if (value && size > strlen(text)) strcpy(value, text);
  return 0;
}

static call table[256];
static struct platform only = {table};

static int platform_ids(unsigned entries, struct platform **platforms, unsigned *count) {
  for (int i = 0; i < 256; ++i) table[i] = fails;
  table[0] = (call)platform_ids;
  table[1] = (call)platform_info;
  if (count) *count = 1;
  if (platforms && entries) platforms[0] = &only;
  return 0;
}

int clGetPlatformInfo(struct platform *platform, unsigned what, size_t size, char *value, size_t *needed) {
  return platform_info(platform, what, size, value, needed);
}

void *clGetExtensionFunctionAddress(const char *name) {
  if (!strcmp(name, "clIcdGetPlatformIDsKHR")) return (void *)platform_ids;
  return !strcmp(name, "clGetPlatformInfo") ? (void *)platform_info : NULL;
}

// elfutils' libdw: types, variables and lines out of ELF files with DWARF.
#include <dwarf.h>
#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>

// libyaml: the events of a YAML text, with their lines.
#include <yaml.h>

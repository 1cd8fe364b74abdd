#include <libxml/xmlversion.h>
/* Debian's libxml2 uses ICU, whose headers clash with Foundation's copy of ICU. They are not needed here. */
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

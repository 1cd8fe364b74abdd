#include <libxml/xmlversion.h>
/* Debian's libxml2 converts by ICU, whose headers clash with the copy of ICU in Foundation; nothing here needs them. */
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

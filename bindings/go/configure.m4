# SPDX-License-Identifier: LGPL-2.1-or-later
AC_ARG_ENABLE([go],
  [AS_HELP_STRING([--enable-go], [build the Go binding])],
  [], [enable_go=no])
AM_CONDITIONAL([GO], [test "x$enable_go" = xyes])

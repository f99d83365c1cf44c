# SPDX-License-Identifier: LGPL-2.1-or-later
AC_ARG_ENABLE([java],
  [AS_HELP_STRING([--enable-java], [build the Java binding (org.sipreg)])],
  [], [enable_java=no])
AM_CONDITIONAL([JAVA], [test "x$enable_java" = xyes])

# SPDX-License-Identifier: LGPL-2.1-or-later
AC_ARG_ENABLE([csharp],
  [AS_HELP_STRING([--enable-csharp], [build the C# binding (SipReg)])],
  [], [enable_csharp=no])
AM_CONDITIONAL([CSHARP], [test "x$enable_csharp" = xyes])

# SPDX-License-Identifier: LGPL-2.1-or-later
AC_ARG_ENABLE([csharp],
  [AS_HELP_STRING([--enable-csharp], [build the C# binding (SipReg)])],
  [], [enable_csharp=no])
AC_ARG_WITH([snk],
  [AS_HELP_STRING([--with-snk=FILE], [give SipReg.dll a strong name with this key])],
  [], [with_snk=no])
AC_CHECK_PROGS([MCS], [mcs])
AC_CHECK_PROGS([MONO], [mono])
AS_IF([test "x$enable_csharp" = xyes], [
  AS_IF([test -z "$MCS" || test -z "$MONO"], [AC_MSG_ERROR([--enable-csharp needs mcs and mono (mono-mcs, mono-runtime)])])
])
CSHARP_KEY_FLAGS=
AS_CASE([$with_snk],
  [no], [],
  [yes], [AC_MSG_ERROR([--with-snk needs a file])],
  [AS_IF([test -r "$with_snk"], [], [AC_MSG_ERROR([--with-snk: cannot read $with_snk])])
   CSHARP_KEY_FLAGS="-keyfile:$with_snk"])
AC_SUBST([CSHARP_KEY_FLAGS])
# Major and minor version: programs built against one go on with all releases of it.
SIPREG_CLI_API=`AS_ECHO(["$PACKAGE_VERSION"]) | sed 's/^\([[0-9]]*\.[[0-9]]*\).*/\1/'`
AC_SUBST([SIPREG_CLI_API])
AC_CONFIG_FILES([bindings/csharp/sipreg-sharp.pc bindings/csharp/AssemblyInfo.cs])
AM_CONDITIONAL([CSHARP], [test "x$enable_csharp" = xyes])

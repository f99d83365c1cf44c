# SPDX-License-Identifier: LGPL-2.1-or-later
AC_ARG_ENABLE([go],
  [AS_HELP_STRING([--enable-go], [build the Go binding])],
  [], [enable_go=no])
GO_RACE=
AS_IF([test "x$enable_go" = xyes], [
  AC_PATH_PROG([GO], [go])
  AC_PATH_PROG([GOFMT], [gofmt])
  AS_IF([test -z "$GO" || test -z "$GOFMT"], [AC_MSG_ERROR([the Go binding needs go and gofmt (golang-go)])])
  AC_MSG_CHECKING([for Go 1.19 or later])
  go_version=`GOTOOLCHAIN=local $GO env GOVERSION 2>/dev/null | sed 's/^go//'`
  AS_VERSION_COMPARE([$go_version], [1.19], [AC_MSG_ERROR([the Go binding needs Go 1.19, this is ${go_version:-none}])])
  AC_MSG_RESULT([$go_version])
  # Its programs are linked with the library as it is built here.
  AS_IF([test "x$enable_shared" = xno], [AC_MSG_ERROR([--enable-go needs the shared library])])
  AS_IF([test "x$enable_sanitizers" != xno], [AC_MSG_ERROR([--enable-go and --enable-sanitizers do not go together])])
  AS_CASE([`$GO env GOARCH`], [amd64|arm64|ppc64le|s390x], [GO_RACE=-race])
])
AC_SUBST([GO_RACE])
AM_CONDITIONAL([GO], [test "x$enable_go" = xyes])

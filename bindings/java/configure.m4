# SPDX-License-Identifier: LGPL-2.1-or-later
AC_ARG_ENABLE([java],
  [AS_HELP_STRING([--enable-java], [build the Java binding (org.sipreg)])],
  [], [enable_java=no])
AC_ARG_WITH([jnidir],
  [AS_HELP_STRING([--with-jnidir=DIR], [where libsipreg_jni.so goes @<:@LIBDIR/jni@:>@])],
  [jnidir=$withval], [jnidir='${libdir}/jni'])
AC_SUBST([jnidir])
AC_SUBST([javadir], ['${datadir}/java'])
AS_IF([test "x$enable_java" = xyes], [
  # Names without a path: AX_JNI_INCLUDE_DIR looks javac up itself.
  AC_CHECK_PROGS([JAVAC], [javac])
  AC_CHECK_PROGS([JAVA], [java])
  AC_CHECK_PROGS([JAR], [jar])
  AC_CHECK_PROGS([JAVADOC], [javadoc])
  AS_IF([test -z "$JAVAC" || test -z "$JAVA" || test -z "$JAR" || test -z "$JAVADOC"],
    [AC_MSG_ERROR([the Java binding needs a JDK: javac, java, jar and javadoc])])
  JNI_CPPFLAGS=
  # Android's tool chain has a jni.h of its own, which differs from the JDK's.
  AS_CASE([$host_os], [*android*], [], [
    AX_JNI_INCLUDE_DIR
    for dir in $JNI_INCLUDE_DIRS; do JNI_CPPFLAGS="$JNI_CPPFLAGS -isystem $dir"; done
  ])
])
AC_SUBST([JNI_CPPFLAGS])
AM_CONDITIONAL([JAVA], [test "x$enable_java" = xyes])

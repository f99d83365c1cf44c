# SPDX-License-Identifier: LGPL-2.1-or-later
# Tests of the C# binding: on Mono, and on .NET where its SDK is.

CSHARP_TEST_FILES = \
	bindings/csharp/tests/conformance/Arguments.cs \
	bindings/csharp/tests/conformance/Bindings.cs \
	bindings/csharp/tests/conformance/Child.cs \
	bindings/csharp/tests/conformance/Closing.cs \
	bindings/csharp/tests/conformance/Crowds.cs \
	bindings/csharp/tests/conformance/Json.cs \
	bindings/csharp/tests/conformance/Lab.cs \
	bindings/csharp/tests/conformance/Program.cs \
	bindings/csharp/tests/conformance/Registering.cs \
	bindings/csharp/tests/conformance/Traffic.cs \
	bindings/csharp/tests/own/OnNet.cs \
	bindings/csharp/tests/own/Tasks.cs \
	bindings/csharp/tests/own/Threads.cs \
	bindings/csharp/tests/own/Values.cs
CSHARP_TESTS = \
	bindings/csharp/tests/coreclr.sh \
	bindings/csharp/tests/docs.sh \
	bindings/csharp/tests/install.sh \
	bindings/csharp/tests/mono.sh \
	bindings/csharp/tests/mono_stress.sh \
	bindings/csharp/tests/raw.sh
EXTRA_DIST += $(CSHARP_TEST_FILES) $(CSHARP_TESTS) bindings/csharp/tests/nuget.sh bindings/csharp/tests/nullable/Contracts.cs \
	bindings/csharp/tests/nullable/Nullable.csproj bindings/csharp/tests/Conformance.csproj bindings/csharp/tests/future.c \
	bindings/csharp/tests/late.c bindings/csharp/tests/lib_csharp.sh bindings/csharp/tests/lib_sdk.sh

if CSHARP
if TESTS_BUILT
TESTS += $(CSHARP_TESTS)
OUTSIDE_TESTS += $(CSHARP_TESTS)
CONFORMANCE += mono=bindings/csharp/tests/mono.log dotnet=bindings/csharp/tests/coreclr-scenarios.tap
CONFORMANCE_LOGS += bindings/csharp/tests/mono.log bindings/csharp/tests/coreclr.log
CLEANFILES += bindings/csharp/tests/coreclr-scenarios.tap

# A folder as an application's: the assembly and its configuration beside the program.
bindings/csharp/tests/mono/Conformance.exe: bindings/csharp/SipReg.dll bindings/csharp/SipReg.dll.config $(CSHARP_TEST_FILES)
	$(AM_V_at)$(MKDIR_P) bindings/csharp/tests/mono
	$(AM_V_at)cp bindings/csharp/SipReg.dll $(srcdir)/bindings/csharp/SipReg.dll.config bindings/csharp/tests/mono
	$(AM_V_GEN)$(MCS) $(CSHARP_MCS_FLAGS) -debug -out:$@ -r:bindings/csharp/tests/mono/SipReg.dll -r:System.Runtime.Serialization \
		-r:System.Xml $(CSHARP_TEST_FILES:%=$(srcdir)/%)
check_DATA += bindings/csharp/tests/mono/Conformance.exe
CLEAN_LOCAL += clean-csharp-tests
clean-csharp-tests:
	rm -rf bindings/csharp/tests/mono

# Takes minutes.
check-nuget: bindings/bundled/libsipreg.so bindings/csharp/THIRD-PARTY-NOTICES.txt
	$(MAKE) $(AM_MAKEFLAGS) check check_PROGRAMS= TESTS=bindings/csharp/tests/nuget.sh

# The compiler compares SWIG's idea of each function with the header.
check_LTLIBRARIES += libsipregcsharp.la
nodist_libsipregcsharp_la_SOURCES = bindings/csharp/gen/sipreg_csharp.c
libsipregcsharp_la_CPPFLAGS = -I$(srcdir)/include
bindings/csharp/gen/sipreg_csharp.c: bindings/csharp/swig.stamp

# A libsipreg whose numbers no binding knows.
check_LTLIBRARIES += bindings/csharp/tests/libsipreg-future.la
bindings_csharp_tests_libsipreg_future_la_SOURCES = bindings/csharp/tests/future.c
bindings_csharp_tests_libsipreg_future_la_CPPFLAGS = -I$(srcdir)/include
bindings_csharp_tests_libsipreg_future_la_LDFLAGS = -module -avoid-version -shared -rpath /nowhere
bindings_csharp_tests_libsipreg_future_la_LIBADD = libsipreg.la

check_LTLIBRARIES += bindings/csharp/tests/late.la
bindings_csharp_tests_late_la_SOURCES = bindings/csharp/tests/late.c
bindings_csharp_tests_late_la_LDFLAGS = -module -avoid-version -shared -rpath /nowhere
endif
endif

# SPDX-License-Identifier: LGPL-2.1-or-later
# The C# binding: SWIG's raw layer, bound to libsipreg itself, and what is written by hand over it. mcs makes the assembly of
# Debian; the .NET SDK makes the NuGet package of the same sources by SipReg.csproj.

CSHARP_FILES = \
	bindings/csharp/src/Answer.cs \
	bindings/csharp/src/Cancellable.cs \
	bindings/csharp/src/Handles.cs \
	bindings/csharp/src/Known.cs \
	bindings/csharp/src/NullableAttributes.cs \
	bindings/csharp/src/Pumps.cs \
	bindings/csharp/src/Sealed.cs \
	bindings/csharp/src/Secret.cs \
	bindings/csharp/src/SipAccount.cs \
	bindings/csharp/src/SipAccountContact.cs \
	bindings/csharp/src/SipAccountPolicy.cs \
	bindings/csharp/src/SipBinding.cs \
	bindings/csharp/src/SipCredentialRequest.cs \
	bindings/csharp/src/SipDigest.cs \
	bindings/csharp/src/SipEndpoint.cs \
	bindings/csharp/src/SipEndpointEvents.cs \
	bindings/csharp/src/SipEndpointLog.cs \
	bindings/csharp/src/SipEndpointOptions.cs \
	bindings/csharp/src/SipEvent.cs \
	bindings/csharp/src/SipEventAnswer.cs \
	bindings/csharp/src/SipEventReader.cs \
	bindings/csharp/src/SipEventServices.cs \
	bindings/csharp/src/SipException.cs \
	bindings/csharp/src/SipExplanation.cs \
	bindings/csharp/src/SipLibrary.cs \
	bindings/csharp/src/SipRegistration.cs \
	bindings/csharp/src/SipRegistrationAsync.cs \
	bindings/csharp/src/SipRequest.cs \
	bindings/csharp/src/SipTls.cs \
	bindings/csharp/src/Text.cs

# Those that only the .NET SDK compiles.
CSHARP_NET_FILES = \
	bindings/csharp/src/net/NativeResolver.cs \
	bindings/csharp/src/net/Spans.cs \
	bindings/csharp/src/net/Streams.cs

CSHARP_EXAMPLES = \
	bindings/csharp/examples/Register.cs \
	bindings/csharp/examples/worker/Program.cs \
	bindings/csharp/examples/worker/SipWorker.cs \
	bindings/csharp/examples/worker/Worker.csproj \
	bindings/csharp/examples/worker/appsettings.json

EXTRA_DIST += bindings/csharp/notices.sh bindings/csharp/pack.sh bindings/swig/csharp_enums.i bindings/csharp/SipReg.csproj \
	bindings/csharp/SipReg.dll.config docs/csharp.md \
	$(CSHARP_FILES) $(CSHARP_NET_FILES) $(CSHARP_EXAMPLES)

if CSHARP
CSHARP_SWIG_INPUT = bindings/swig/sipreg.i bindings/swig/csharp.i bindings/swig/csharp_enums.i include/sipreg/sipreg.h
# Nothing is registered with native code: no callbacks of strings and exceptions.
CSHARP_SWIG_FLAGS = -csharp -Wall -Werror -namespace SipReg -dllimport sipreg \
	-DSWIG_CSHARP_NO_EXCEPTION_HELPER -DSWIG_CSHARP_NO_STRING_HELPER -DSWIG_CSHARP_NO_IMCLASS_STATIC_CONSTRUCTOR
CSHARP_MCS_FLAGS = -langversion:7 -warn:4 -warnaserror -deterministic

# Enumerators lose the name of their type, and entry points become those of libsipreg.
bindings/csharp/swig.stamp: $(CSHARP_SWIG_INPUT)
	$(AM_V_GEN)rm -rf bindings/csharp/gen && $(MKDIR_P) bindings/csharp/gen
	$(AM_V_at)$(SWIG) $(CSHARP_SWIG_FLAGS) -I$(srcdir)/bindings/swig -I$(srcdir)/include -outdir bindings/csharp/gen \
		-o bindings/csharp/gen/sipreg_csharp.c $(srcdir)/bindings/swig/sipreg.i
	$(AM_V_at)cd bindings/csharp/gen && for file in *.cs; do \
		sed -e 's/\bSip[A-Za-z]*__//' -e 's/EntryPoint="CSharp_SipReg_\([a-z0-9_]*\)_pointer"/EntryPoint="\1"/' \
			-e 's/EntryPoint="CSharp_SipReg_/EntryPoint="/' $$file >$$file.tmp && mv $$file.tmp $$file || exit 1; done
	$(AM_V_at)touch $@

bindings/csharp/SipReg.dll: bindings/csharp/swig.stamp bindings/csharp/AssemblyInfo.cs $(CSHARP_FILES)
	$(AM_V_GEN)$(MCS) $(CSHARP_MCS_FLAGS) $(CSHARP_KEY_FLAGS) -target:library -out:$@ -doc:bindings/csharp/SipReg.xml \
		bindings/csharp/gen/*.cs bindings/csharp/AssemblyInfo.cs $(CSHARP_FILES:%=$(srcdir)/%)

clidir = $(prefix)/lib/cli/SipReg-$(SIPREG_CLI_API)
cli_DATA = bindings/csharp/SipReg.dll bindings/csharp/SipReg.dll.config bindings/csharp/SipReg.xml
bindings/csharp/SipReg.xml: bindings/csharp/SipReg.dll
clipkgconfigdir = $(datadir)/pkgconfig
clipkgconfig_DATA = bindings/csharp/sipreg-sharp.pc
# For the NuGet package; none is built by default.
bindings/csharp/THIRD-PARTY-NOTICES.txt: bindings/csharp/notices.sh
	$(AM_V_GEN)CXX='$(CXX)' $(srcdir)/bindings/csharp/notices.sh >$@.tmp && mv $@.tmp $@
nuget: bindings/csharp/swig.stamp bindings/bundled/libsipreg.so bindings/csharp/THIRD-PARTY-NOTICES.txt
	$(srcdir)/bindings/csharp/pack.sh . bindings/csharp

CLEANFILES += bindings/csharp/THIRD-PARTY-NOTICES.txt bindings/csharp/swig.stamp bindings/csharp/SipReg.dll bindings/csharp/SipReg.xml

CLEAN_LOCAL += clean-csharp
clean-csharp:
	rm -rf bindings/csharp/gen bindings/csharp/SipReg.*.nupkg
endif

include bindings/csharp/tests/local.mk

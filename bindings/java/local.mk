# SPDX-License-Identifier: LGPL-2.1-or-later
# Java: SWIG's C code in one module, its classes and ours in one jar.

java_sources = \
	bindings/java/src/org/sipreg/AccountRef.java \
	bindings/java/src/org/sipreg/Delivery.java \
	bindings/java/src/org/sipreg/EndpointRef.java \
	bindings/java/src/org/sipreg/EventRef.java \
	bindings/java/src/org/sipreg/Failures.java \
	bindings/java/src/org/sipreg/NativeLoader.java \
	bindings/java/src/org/sipreg/NativeRef.java \
	bindings/java/src/org/sipreg/Pem.java \
	bindings/java/src/org/sipreg/Pump.java \
	bindings/java/src/org/sipreg/RegistrationRef.java \
	bindings/java/src/org/sipreg/SipAccount.java \
	bindings/java/src/org/sipreg/SipAccountBuilder.java \
	bindings/java/src/org/sipreg/SipAlgorithm.java \
	bindings/java/src/org/sipreg/SipArgumentException.java \
	bindings/java/src/org/sipreg/SipBinding.java \
	bindings/java/src/org/sipreg/SipClosedException.java \
	bindings/java/src/org/sipreg/SipContact.java \
	bindings/java/src/org/sipreg/SipCredentialRequest.java \
	bindings/java/src/org/sipreg/SipDigest.java \
	bindings/java/src/org/sipreg/SipEndpoint.java \
	bindings/java/src/org/sipreg/SipEndpointBuilder.java \
	bindings/java/src/org/sipreg/SipError.java \
	bindings/java/src/org/sipreg/SipErrorDetails.java \
	bindings/java/src/org/sipreg/SipEvent.java \
	bindings/java/src/org/sipreg/SipEventType.java \
	bindings/java/src/org/sipreg/SipException.java \
	bindings/java/src/org/sipreg/SipExplanation.java \
	bindings/java/src/org/sipreg/SipFailedException.java \
	bindings/java/src/org/sipreg/SipFailure.java \
	bindings/java/src/org/sipreg/SipFamily.java \
	bindings/java/src/org/sipreg/SipFutures.java \
	bindings/java/src/org/sipreg/SipHeader.java \
	bindings/java/src/org/sipreg/SipListener.java \
	bindings/java/src/org/sipreg/SipListenerAdapter.java \
	bindings/java/src/org/sipreg/SipLogLevel.java \
	bindings/java/src/org/sipreg/SipLogLine.java \
	bindings/java/src/org/sipreg/SipOperation.java \
	bindings/java/src/org/sipreg/SipProxyMode.java \
	bindings/java/src/org/sipreg/SipRegistration.java \
	bindings/java/src/org/sipreg/SipRequest.java \
	bindings/java/src/org/sipreg/SipServices.java \
	bindings/java/src/org/sipreg/SipSnapshotException.java \
	bindings/java/src/org/sipreg/SipState.java \
	bindings/java/src/org/sipreg/SipStateException.java \
	bindings/java/src/org/sipreg/SipTls.java \
	bindings/java/src/org/sipreg/SipTlsBuilder.java \
	bindings/java/src/org/sipreg/SipTlsFault.java \
	bindings/java/src/org/sipreg/SipTlsVersion.java \
	bindings/java/src/org/sipreg/SipTrace.java \
	bindings/java/src/org/sipreg/SipTransport.java \
	bindings/java/src/org/sipreg/Snapshots.java \
	bindings/java/src/org/sipreg/Text.java \
	bindings/java/src/org/sipreg/TlsRef.java \
	bindings/java/src/org/sipreg/Watcher.java \
	bindings/java/src/org/sipreg/package-info.java
java_rules = bindings/java/resources/META-INF/proguard/sipreg.pro
java_test_sources = \
	bindings/java/tests/conformance/Bindings.java \
	bindings/java/tests/conformance/Check.java \
	bindings/java/tests/conformance/Crowd.java \
	bindings/java/tests/conformance/Ear.java \
	bindings/java/tests/conformance/ExitUnderLoad.java \
	bindings/java/tests/conformance/Inbound.java \
	bindings/java/tests/conformance/Json.java \
	bindings/java/tests/conformance/Lifetimes.java \
	bindings/java/tests/conformance/ProcessId.java \
	bindings/java/tests/conformance/Refusals.java \
	bindings/java/tests/conformance/Registering.java \
	bindings/java/tests/conformance/Runner.java \
	bindings/java/tests/conformance/Stage.java \
	bindings/java/tests/conformance/Texts.java \
	bindings/java/tests/conformance/Watching.java \
	bindings/java/tests/unit/DeliveryTests.java \
	bindings/java/tests/unit/EndpointTests.java \
	bindings/java/tests/unit/EnumTests.java \
	bindings/java/tests/unit/FutureTests.java \
	bindings/java/tests/unit/HelperTests.java \
	bindings/java/tests/unit/LoaderTests.java \
	bindings/java/tests/unit/NativeRefTests.java \
	bindings/java/tests/unit/SetterTests.java \
	bindings/java/tests/unit/TextTests.java \
	bindings/java/tests/unit/TlsTests.java \
	bindings/java/tests/unit/UnitRunner.java
java_future = bindings/java/tests/future/org/sipreg/Future.java bindings/java/tests/future/make.sh
java_platform = bindings/java/tests/platform/ClassFile.java bindings/java/tests/platform/Platform.java
java_examples = \
	bindings/java/examples/android/AndroidManifest.xml \
	bindings/java/examples/android/org/example/phone/AccountStore.java \
	bindings/java/examples/android/org/example/phone/ForegroundNotice.java \
	bindings/java/examples/android/org/example/phone/NetworkWatch.java \
	bindings/java/examples/android/org/example/phone/PlatformTrust.java \
	bindings/java/examples/android/org/example/phone/RefreshAlarm.java \
	bindings/java/examples/android/org/example/phone/RegistrationService.java \
	bindings/java/examples/console/Register.java
java_stand_ins = \
	bindings/java/tests/android/android/R.java \
	bindings/java/tests/android/android/app/AlarmManager.java \
	bindings/java/tests/android/android/app/Notification.java \
	bindings/java/tests/android/android/app/NotificationChannel.java \
	bindings/java/tests/android/android/app/NotificationManager.java \
	bindings/java/tests/android/android/app/PendingIntent.java \
	bindings/java/tests/android/android/app/Service.java \
	bindings/java/tests/android/android/content/Context.java \
	bindings/java/tests/android/android/content/Intent.java \
	bindings/java/tests/android/android/content/SharedPreferences.java \
	bindings/java/tests/android/android/net/ConnectivityManager.java \
	bindings/java/tests/android/android/net/LinkAddress.java \
	bindings/java/tests/android/android/net/LinkProperties.java \
	bindings/java/tests/android/android/net/Network.java \
	bindings/java/tests/android/android/net/NetworkCapabilities.java \
	bindings/java/tests/android/android/net/NetworkRequest.java \
	bindings/java/tests/android/android/os/Build.java \
	bindings/java/tests/android/android/os/Handler.java \
	bindings/java/tests/android/android/os/IBinder.java \
	bindings/java/tests/android/android/os/Looper.java \
	bindings/java/tests/android/android/os/PowerManager.java \
	bindings/java/tests/android/android/os/SystemClock.java \
	bindings/java/tests/android/driver/ServiceTest.java
java_scripts = \
	bindings/java/tests/classes.sh \
	bindings/java/tests/conformance.sh \
	bindings/java/tests/examples.sh \
	bindings/java/tests/javadoc.sh \
	bindings/java/tests/shrunk.sh \
	bindings/java/tests/stress.sh \
	bindings/java/tests/unit.sh
EXTRA_DIST += docs/java.md bindings/java/aar.sh bindings/java/jni.map $(java_sources) $(java_rules) $(java_examples) \
	$(java_test_sources) $(java_future) $(java_platform) $(java_stand_ins) $(java_scripts) bindings/java/tests/android-api.txt \
	bindings/java/tests/aar.sh bindings/java/tests/lib.sh bindings/java/tests/shrunk/App.java bindings/java/tests/watched.sh

if JAVA
jni_LTLIBRARIES = libsipreg_jni.la
nodist_libsipreg_jni_la_SOURCES = bindings/java/sipreg_java.c
libsipreg_jni_la_CPPFLAGS = -I$(srcdir)/include $(JNI_CPPFLAGS)
libsipreg_jni_la_CFLAGS = $(AM_CFLAGS) -fvisibility=hidden
libsipreg_jni_la_LDFLAGS = $(AM_LDFLAGS) -module -avoid-version -shared -no-undefined
if !SANITIZED
libsipreg_jni_la_LDFLAGS += -Wl,-z,defs
endif
libsipreg_jni_la_LIBADD = libsipreg.la

# For Android: of what it is made nothing is seen but what Java calls. Not built by default.
bindings/bundled/libsipreg_jni.so: $(libsipreg_jni_la_OBJECTS) $(libsipreg_la_OBJECTS) libsipreg-sofia.la libsipreg-core.la \
		bindings/bundle.sh bindings/java/jni.map
	$(AM_V_GEN)CXX='$(CXX)' LDFLAGS='$(LDFLAGS)' $(srcdir)/bindings/bundle.sh $@ $(srcdir)/bindings/java/jni.map \
		$(libsipreg_jni_la_OBJECTS) $(libsipreg_la_OBJECTS) libsipreg-sofia.la libsipreg-core.la

java_gen = bindings/java/gen/org/sipreg
java_classes = bindings/java/classes
swig_java = $(srcdir)/bindings/swig/sipreg.i $(srcdir)/bindings/swig/java.i $(srcdir)/include/sipreg/sipreg.h

bindings/java/swig.stamp: $(swig_java)
	$(AM_V_GEN)rm -rf bindings/java/gen && $(MKDIR_P) $(java_gen)
	$(AM_V_at)$(SWIG) -java -Wall -Werror -package org.sipreg -outdir $(java_gen) -o bindings/java/sipreg_java.c \
		-I$(srcdir)/bindings/swig -I$(srcdir)/include $(srcdir)/bindings/swig/sipreg.i
	$(AM_V_at)sed 's/^public interface/interface/' $(java_gen)/SipregNativeConstants.java >$(java_gen)/constants && \
		mv $(java_gen)/constants $(java_gen)/SipregNativeConstants.java
	$(AM_V_at)touch $@
bindings/java/sipreg_java.c: bindings/java/swig.stamp
	@test -f $@ || { rm -f bindings/java/swig.stamp; $(MAKE) $(AM_MAKEFLAGS) bindings/java/swig.stamp; }

JAVAC_FLAGS = --release 8 -Xlint:all,-options -Werror -encoding UTF-8
bindings/java/classes.stamp: bindings/java/swig.stamp $(java_sources)
	$(AM_V_GEN)rm -rf $(java_classes) && $(MKDIR_P) $(java_classes)
	$(AM_V_at)$(JAVAC) $(JAVAC_FLAGS) -g -d $(java_classes) $(java_gen)/*.java $(java_sources:%=$(srcdir)/%)
	$(AM_V_at)touch $@

# Android's tools and ProGuard find their rule, and the module system a name, in the jar.
bindings/java/sipreg.jar: bindings/java/classes.stamp $(java_rules)
	$(AM_V_GEN)printf 'Automatic-Module-Name: org.sipreg\nImplementation-Title: libsipreg\nImplementation-Version: %s\n' \
		'$(PACKAGE_VERSION)' >bindings/java/manifest
	$(AM_V_at)rm -f $@ && $(JAR) -cfm $@ bindings/java/manifest -C $(java_classes) . \
		-C $(srcdir)/bindings/java/resources META-INF
all-local: bindings/java/sipreg.jar

install-data-local: install-java
uninstall-local: uninstall-java
CLEAN_LOCAL += clean-java
.PHONY: install-java uninstall-java clean-java
install-java:
	$(MKDIR_P) '$(DESTDIR)$(javadir)'
	$(INSTALL_DATA) bindings/java/sipreg.jar '$(DESTDIR)$(javadir)/sipreg-$(PACKAGE_VERSION).jar'
	cd '$(DESTDIR)$(javadir)' && rm -f sipreg.jar && $(LN_S) sipreg-$(PACKAGE_VERSION).jar sipreg.jar
uninstall-java:
	rm -f '$(DESTDIR)$(javadir)/sipreg-$(PACKAGE_VERSION).jar' '$(DESTDIR)$(javadir)/sipreg.jar'

# Tests, once all else is built: a raw layer of a later day goes into a folder of its own.
java_test_classes = bindings/java/test-classes
bindings/java/tests.stamp: bindings/java/sipreg.jar $(java_test_sources) $(java_future) $(java_platform)
	$(AM_V_GEN)rm -rf $(java_test_classes) && $(MKDIR_P) $(java_test_classes)/main $(java_test_classes)/future \
		$(java_test_classes)/platform
	$(AM_V_at)$(JAVAC) $(JAVAC_FLAGS) -g -cp bindings/java/sipreg.jar -d $(java_test_classes)/main \
		$(java_test_sources:%=$(srcdir)/%)
	$(AM_V_at)$(JAVAC) $(JAVAC_FLAGS) -d $(java_test_classes)/platform $(java_platform:%=$(srcdir)/%)
	$(AM_V_at)$(SHELL) $(srcdir)/bindings/java/tests/future/make.sh $(java_gen)/SipregNative.java \
		$(java_test_classes)/src/org/sipreg/SipregNative.java
	$(AM_V_at)$(JAVAC) $(JAVAC_FLAGS) -cp bindings/java/sipreg.jar -d $(java_test_classes)/future \
		$(java_test_classes)/src/org/sipreg/SipregNative.java $(srcdir)/bindings/java/tests/future/org/sipreg/Future.java
	$(AM_V_at)touch $@

if TESTS_BUILT
TESTS += $(java_scripts)
OUTSIDE_TESTS += $(java_scripts)
CONFORMANCE += java=bindings/java/tests/conformance.log
CONFORMANCE_LOGS += bindings/java/tests/conformance.log
$(java_scripts:.sh=.log): bindings/java/tests.stamp
endif

CLEANFILES += bindings/java/tests.stamp bindings/java/swig.stamp bindings/java/classes.stamp bindings/java/sipreg_java.c \
	bindings/java/manifest bindings/java/sipreg.jar
clean-java:
	rm -rf bindings/java/gen $(java_classes) $(java_test_classes)
endif

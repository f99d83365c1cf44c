// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

import conformance.Check;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Halves that do not fit say so. */
final class LoaderTests {
    private LoaderTests() {
    }

    static void versionsAreComparedByNumbers() {
        Check.is(NativeLoader.isOlder("0.9.0", "0.10.0"), true, "0.9.0 is older than 0.10.0");
        Check.is(NativeLoader.isOlder("0.10.0", "0.9.9"), false, "0.10.0 is older than 0.9.9");
        Check.is(NativeLoader.isOlder("1.0.0", "1.0.0"), false, "equal is older");
        Check.is(NativeLoader.isOlder("1.0", "1.0.1"), true, "a shorter one is older");
    }

    static void theHalvesHereFit() {
        Check.is(SipregNative.sipreg_glue_version(), NativeLoader.VERSION, "version of the glue");
        Check.is(SipEndpoint.version(), NativeLoader.VERSION, "version of the library");
    }

    static void otherHalvesAreRefused() {
        LinkageError glue = Check.thrown(LinkageError.class, () -> NativeLoader.checkGlue("9.9.9"));
        Check.that(glue.getMessage().contains("9.9.9") && glue.getMessage().contains(NativeLoader.VERSION), glue.getMessage());
        LinkageError old = Check.thrown(LinkageError.class, () -> NativeLoader.checkLibrary("0.0.1"));
        Check.that(old.getMessage().contains("0.0.1"), old.getMessage());
        NativeLoader.checkLibrary("99.0.0");
    }

    static void whatIsMissingIsNamed() throws Exception {
        String said = complaintOf("-Dorg.sipreg.native=/nowhere/libsipreg_jni.so");
        Check.that(said.contains("/nowhere/libsipreg_jni.so") && said.contains("system property org.sipreg.native"), said);
        said = complaintOf("-Djava.library.path=/nowhere");
        Check.that(said.contains("sipreg_jni") && said.contains("Install libsipreg-jni"), said);
    }

    /** What a program that uses the package prints where the native half is not. */
    private static String complaintOf(String option) throws Exception {
        List<String> command = new ArrayList<>(Arrays.asList(System.getProperty("java.home") + "/bin/java", option, "-cp",
            System.getProperty("java.class.path"), "org.sipreg.LoaderTests$Program"));
        File out = File.createTempFile("loader", ".txt");
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out).start();
            Check.is(process.waitFor(), 1, "status");
            return new String(java.nio.file.Files.readAllBytes(out.toPath()));
        } finally {
            out.delete();
        }
    }

    /** Uses the package. */
    public static final class Program {
        private Program() {
        }

        public static void main(String[] args) {
            System.out.println(SipEndpoint.version());
        }
    }
}

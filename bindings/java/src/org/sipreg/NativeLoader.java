// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** Loads the native half once and sees that it is of the same make as this half. */
final class NativeLoader {
    /** System property: full path of libsipreg_jni, for tests and for applications that unpack it themselves. */
    static final String PROPERTY = "org.sipreg.native";

    /** The version that these classes were compiled with. */
    static final String VERSION = SipregNativeConstants.SIPREG_VERSION_MAJOR + "."
            + SipregNativeConstants.SIPREG_VERSION_MINOR + "." + SipregNativeConstants.SIPREG_VERSION_PATCH;

    private NativeLoader() {
    }

    /** Called from the static initialiser of the class with the native methods. */
    static void load() {
        loadGlue(System.getProperty(PROPERTY));
        checkGlue(glueVersion());
        checkLibrary(SipregNative.sipreg_version());
    }

    private static void loadGlue(String path) {
        try {
            if (path != null && !path.isEmpty()) {
                System.load(path);
            } else {
                System.loadLibrary("sipreg_jni");
            }
        } catch (UnsatisfiedLinkError error) {
            throw explained("The native half of org.sipreg was not loaded (" + error.getMessage() + "). Install libsipreg-jni,"
                    + " or give the path of libsipreg_jni.so by the system property " + PROPERTY + ".", error);
        }
    }

    private static String glueVersion() {
        try {
            return SipregNative.sipreg_glue_version();
        } catch (UnsatisfiedLinkError error) {
            throw explained("libsipreg_jni is not that of these classes, which are " + VERSION + ".", error);
        }
    }

    /** The glue is generated together with these classes: nothing but the same version fits. */
    static void checkGlue(String glue) {
        if (!VERSION.equals(glue)) {
            throw new LinkageError("libsipreg_jni is " + glue + ", but these classes are " + VERSION
                    + ": take both from one release.");
        }
    }

    /** The library may be newer, as functions are added and never taken away; an older one lacks some. */
    static void checkLibrary(String library) {
        if (isOlder(library, VERSION)) {
            throw new LinkageError("libsipreg is " + library + ", but " + VERSION + " or later is needed.");
        }
    }

    static boolean isOlder(String one, String other) {
        String[] left = one.split("\\.");
        String[] right = other.split("\\.");
        for (int i = 0; i < right.length; i++) {
            int difference = number(left, i) - number(right, i);
            if (difference != 0) {
                return difference < 0;
            }
        }
        return false;
    }

    private static int number(String[] parts, int index) {
        try {
            return index < parts.length ? Integer.parseInt(parts[index]) : 0;
        } catch (NumberFormatException error) {
            return 0;
        }
    }

    private static UnsatisfiedLinkError explained(String text, Throwable cause) {
        UnsatisfiedLinkError error = new UnsatisfiedLinkError(text);
        error.initCause(cause);
        return error;
    }
}

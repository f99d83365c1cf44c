// SPDX-License-Identifier: LGPL-2.1-or-later
package conformance;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** What must hold. */
public final class Check {
    private static final long PATIENCE_SECONDS = 20;

    private Check() {
    }

    /** What a scenario does. */
    public interface Action {
        void run() throws Exception;
    }

    public static void is(Object got, Object wanted, String what) {
        if (!Objects.equals(got, wanted)) {
            throw new AssertionError(what + " is " + got + ", not " + wanted);
        }
    }

    public static void that(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    /** The exception of this class that action ends with. */
    public static <T extends Throwable> T thrown(Class<T> wanted, Action action) {
        try {
            action.run();
        } catch (Throwable thrown) {
            if (wanted.isInstance(thrown)) {
                return wanted.cast(thrown);
            }
            throw new AssertionError(thrown + ", not " + wanted.getSimpleName(), thrown);
        }
        throw new AssertionError("nothing was thrown, " + wanted.getSimpleName() + " was expected");
    }

    /** Looks until the condition holds, or too long. */
    public static void comesTrue(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.call()) {
            that(System.nanoTime() < deadline, "never: " + what);
            Thread.yield();
        }
    }
}

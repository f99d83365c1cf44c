// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Runs what is Java's own, and tells TAP: each static method without arguments of the classes below is a test. */
public final class UnitRunner {
    private static final Class<?>[] ROOMS = {EnumTests.class, TextTests.class, NativeRefTests.class, DeliveryTests.class,
        LoaderTests.class, SetterTests.class, HelperTests.class, EndpointTests.class, FutureTests.class, TlsTests.class};

    private UnitRunner() {
    }

    /** Arguments: names of classes or tests to run, all if there are none. */
    public static void main(String[] args) {
        List<Method> tests = new ArrayList<>();
        for (Class<?> room : ROOMS) {
            for (Method one : testsOf(room)) {
                if (args.length == 0 || nameOf(one).matches(".*(" + String.join("|", args) + ").*")) {
                    tests.add(one);
                }
            }
        }
        System.out.println("1.." + tests.size());
        int failed = 0;
        for (int i = 0; i < tests.size(); i++) {
            Throwable problem = problemOf(tests.get(i));
            System.out.println((problem == null ? "ok " : "not ok ") + (i + 1) + " - " + nameOf(tests.get(i)));
            if (problem != null) {
                failed++;
                System.out.println("# " + String.valueOf(problem).replace("\n", "\n# "));
                for (StackTraceElement at : problem.getStackTrace()) {
                    System.out.println("#   " + at);
                }
            }
        }
        System.exit(failed == 0 && !tests.isEmpty() ? 0 : 1);
    }

    private static List<Method> testsOf(Class<?> room) {
        List<Method> tests = new ArrayList<>();
        for (Method one : room.getDeclaredMethods()) {
            int modifiers = one.getModifiers();
            if (Modifier.isStatic(modifiers) && !Modifier.isPrivate(modifiers) && one.getParameterCount() == 0 && !one.isSynthetic()) {
                tests.add(one);
            }
        }
        Collections.sort(tests, Comparator.comparing(Method::getName));
        return tests;
    }

    private static String nameOf(Method test) {
        String words = test.getName().replaceAll("([A-Z])", " $1").toLowerCase();
        return test.getDeclaringClass().getSimpleName().replace("Tests", "").toLowerCase() + ": " + words;
    }

    private static Throwable problemOf(Method test) {
        try {
            test.invoke(null);
            return null;
        } catch (InvocationTargetException thrown) {
            return thrown.getCause();
        } catch (ReflectiveOperationException wrong) {
            return wrong;
        }
    }
}

// SPDX-License-Identifier: LGPL-2.1-or-later
package conformance;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs the scenarios of a list, or those named, and tells TAP. A scenario is a method of its name in one of the classes below.
 * With the system property sipreg.stress=true the collector has no rest but a millisecond.
 */
public final class Runner {
    private static final Class<?>[] ROOMS = {Registering.class, Bindings.class, Lifetimes.class, Texts.class, Refusals.class,
        Crowd.class, Inbound.class, Watching.class};

    private Runner() {
    }

    /** Arguments: the file with the list, then names to run, all if there are none. */
    public static void main(String[] args) throws Exception {
        List<String> names = namesOf(args[0]);
        if (args.length > 1) {
            names.retainAll(Arrays.asList(args).subList(1, args.length));
        }
        if (Boolean.getBoolean("sipreg.stress")) {
            collectWithoutRest();
        }
        System.out.println("1.." + names.size());
        int failed = 0;
        for (int i = 0; i < names.size(); i++) {
            failed += tell(i + 1, names.get(i)) ? 0 : 1;
        }
        System.exit(failed == 0 && !names.isEmpty() ? 0 : 1);
    }

    private static void collectWithoutRest() {
        Thread thread = new Thread(() -> {
            for (;;) {
                System.gc();
                LockSupport.parkNanos(1_000_000);
            }
        }, "stress");
        thread.setDaemon(true);
        thread.start();
    }

    private static List<String> namesOf(String file) throws IOException {
        List<String> names = new ArrayList<>();
        for (String line : Files.readAllLines(Paths.get(file), StandardCharsets.UTF_8)) {
            int colon = line.indexOf(':');
            if (!line.startsWith("#") && colon > 0) {
                names.add(line.substring(0, colon));
            }
        }
        return names;
    }

    private static boolean tell(int number, String name) {
        long begin = System.nanoTime();
        Throwable problem = problemOf(name);
        long millis = (System.nanoTime() - begin) / 1_000_000;
        System.out.println((problem == null ? "ok " : "not ok ") + number + " - " + name);
        System.out.println("# " + millis + " ms");
        if (problem != null) {
            System.out.println("# " + String.valueOf(problem).replace("\n", "\n# "));
            for (StackTraceElement at : problem.getStackTrace()) {
                if (at.getClassName().startsWith("conformance.") || at.getClassName().startsWith("org.sipreg.")) {
                    System.out.println("#   " + at);
                }
            }
        }
        return problem == null;
    }

    private static Throwable problemOf(String name) {
        for (Class<?> room : ROOMS) {
            for (Method method : room.getDeclaredMethods()) {
                if (method.getName().equals(camel(name))) {
                    return problemOf(method);
                }
            }
        }
        return new AssertionError("this language has no such scenario");
    }

    private static Throwable problemOf(Method method) {
        try {
            method.invoke(null);
            return null;
        } catch (InvocationTargetException thrown) {
            return thrown.getCause();
        } catch (ReflectiveOperationException | RuntimeException wrong) {
            return wrong;
        }
    }

    private static String camel(String name) {
        StringBuilder text = new StringBuilder();
        for (String word : name.split("_")) {
            text.append(text.length() == 0 ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return text.toString();
    }
}

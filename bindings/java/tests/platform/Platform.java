// SPDX-License-Identifier: LGPL-2.1-or-later
package platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Holds a jar to Java 8 and to the API of an Android. Prints what is wrong, a line each; status 1 if there is something. */
public final class Platform {
    /** Class files of Java 8. */
    private static final int LEVEL = 52;

    private final Map<String, ClassFile> own = new HashMap<>();
    private final Map<String, Integer> known = new HashMap<>();
    private final TreeSet<String> complaints = new TreeSet<>();

    private Platform() {
    }

    /** Arguments: jar, list of what the platform has, its API level, pattern of the classes that are for later ones alone. */
    public static void main(String[] args) throws IOException {
        Platform platform = new Platform();
        platform.readJar(args[0]);
        platform.readList(args[1]);
        platform.judge(Integer.parseInt(args[2]), args[3]);
        for (String one : platform.complaints) {
            System.out.println(one);
        }
        System.out.println("# " + platform.own.size() + " classes");
        System.exit(platform.complaints.isEmpty() && !platform.own.isEmpty() ? 0 : 1);
    }

    private void readJar(String path) throws IOException {
        try (JarFile jar = new JarFile(path)) {
            for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements();) {
                JarEntry one = all.nextElement();
                if (one.getName().endsWith(".class")) {
                    ClassFile file = new ClassFile(jar.getInputStream(one));
                    own.put(file.name, file);
                }
            }
        }
    }

    /** Lines "LEVEL CLASS" and "LEVEL CLASS.NAME:TYPE". */
    private void readList(String path) throws IOException {
        for (String line : Files.readAllLines(Paths.get(path), StandardCharsets.UTF_8)) {
            if (!line.startsWith("#") && !line.isEmpty()) {
                int space = line.indexOf(' ');
                known.put(line.substring(space + 1), Integer.valueOf(line.substring(0, space)));
            }
        }
    }

    private void judge(int level, String later) {
        for (ClassFile file : own.values()) {
            if (file.major != LEVEL) {
                complaints.add(file.name + ": class file of level " + file.major);
            }
            if (file.dynamic) {
                complaints.add(file.name + ": links call sites when they run");
            }
            if (file.name.matches(later)) {
                continue;
            }
            for (String one : wantsOf(file, later)) {
                Integer since = known.get(one);
                if (since == null || since > level) {
                    complaints.add(file.name + ": " + one + (since == null ? " is not in the list" : " came with API " + since));
                }
            }
        }
    }

    private List<String> wantsOf(ClassFile file, String later) {
        List<String> wants = new ArrayList<>();
        for (String one : file.classes) {
            if (one.matches(later)) {
                complaints.add(file.name + ": refers to " + one + ", which is for later ones alone");
            } else if (one.length() > 1 && !own.containsKey(one)) {
                wants.add(one);
            }
        }
        for (String one : file.members) {
            int dot = one.indexOf('.');
            String owner = one.substring(0, dot);
            String member = one.substring(dot + 1);
            while (own.containsKey(owner) && !own.get(owner).declared.contains(member)) {
                owner = own.get(owner).parent; // inherited, it may be from the platform
            }
            if (!own.containsKey(owner) && !owner.startsWith("[")) {
                wants.add(owner + "." + member);
            }
        }
        return wants;
    }
}

// SPDX-License-Identifier: LGPL-2.1-or-later
package platform;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;

/** As much of a class file (JVMS chapter 4) as tells what it wants of others. */
final class ClassFile {
    final int major;
    final String name;
    final String parent;
    /** Fields and methods that it has: NAME:TYPE. */
    final Set<String> declared = new HashSet<>();
    /** Classes that it names. */
    final Set<String> classes = new HashSet<>();
    /** Members that it names: CLASS.NAME:TYPE. */
    final Set<String> members = new HashSet<>();
    /** Whether it has call sites that are linked when they run, which Android before 8 has not. */
    boolean dynamic;

    private final Object[] pool;

    ClassFile(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        if (in.readInt() != 0xcafebabe) {
            throw new IOException("no class file");
        }
        in.readUnsignedShort();
        major = in.readUnsignedShort();
        pool = new Object[in.readUnsignedShort()];
        for (int i = 1; i < pool.length; i++) {
            i += readConstant(in, i);
        }
        in.readUnsignedShort();
        name = nameAt(in.readUnsignedShort());
        parent = nameAt(in.readUnsignedShort());
        in.skipBytes(2 * in.readUnsignedShort());
        readMembers(in);
        readMembers(in);
        resolve();
    }

    /** How many further places of the pool the constant takes. */
    private int readConstant(DataInputStream in, int index) throws IOException {
        int tag = in.readUnsignedByte();
        switch (tag) {
            case 1:
                pool[index] = in.readUTF();
                return 0;
            case 3: case 4:
                in.readInt();
                return 0;
            case 5: case 6:
                in.readLong();
                return 1;
            case 7: case 8: case 16: case 19: case 20:
                pool[index] = new int[] {tag, in.readUnsignedShort()};
                break;
            case 9: case 10: case 11: case 12: case 17: case 18:
                pool[index] = new int[] {tag, in.readUnsignedShort(), in.readUnsignedShort()};
                break;
            case 15:
                in.readUnsignedByte();
                in.readUnsignedShort();
                break;
            default:
                throw new IOException("constant of kind " + tag);
        }
        dynamic |= tag >= 15 && tag <= 18;
        return 0;
    }

    private void readMembers(DataInputStream in) throws IOException {
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            in.readUnsignedShort();
            declared.add(pool[in.readUnsignedShort()] + ":" + pool[in.readUnsignedShort()]);
            for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                in.readUnsignedShort();
                in.skipBytes(in.readInt());
            }
        }
    }

    private void resolve() {
        for (int i = 1; i < pool.length; i++) {
            if (pool[i] instanceof int[]) {
                int[] constant = (int[]) pool[i];
                if (constant[0] == 7) {
                    classes.add(nameAt(i).replaceAll("^\\[+L?|;$", ""));
                } else if (constant[0] >= 9 && constant[0] <= 11) {
                    int[] member = (int[]) pool[constant[2]];
                    members.add(nameAt(constant[1]) + "." + pool[member[1]] + ":" + pool[member[2]]);
                }
            }
        }
    }

    private String nameAt(int index) {
        return index == 0 ? "" : (String) pool[((int[]) pool[index])[1]];
    }
}

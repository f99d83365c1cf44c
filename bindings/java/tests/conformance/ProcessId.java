// SPDX-License-Identifier: LGPL-2.1-or-later
package conformance;

import java.lang.management.ManagementFactory;

/** Number of this process; Java 8 has no better way. */
final class ProcessId {
    private ProcessId() {
    }

    static String get() {
        return ManagementFactory.getRuntimeMXBean().getName().replaceAll("@.*", "");
    }
}

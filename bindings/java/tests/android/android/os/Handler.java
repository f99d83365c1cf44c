// SPDX-License-Identifier: LGPL-2.1-or-later
package android.os;

/** Stand-in. */
public class Handler {
    private final Looper looper;

    public Handler(Looper looper) {
        this.looper = looper;
    }

    public final boolean post(Runnable task) {
        return looper.tasks.add(task);
    }
}

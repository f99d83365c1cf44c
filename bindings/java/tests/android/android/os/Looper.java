// SPDX-License-Identifier: LGPL-2.1-or-later
package android.os;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Stand-in: a thread that runs what is posted. */
public final class Looper {
    private static final Looper MAIN = new Looper();

    final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    final Thread thread = new Thread(this::loop, "main looper");

    private Looper() {
        thread.setDaemon(true);
        thread.start();
    }

    public static Looper getMainLooper() {
        return MAIN;
    }

    public Thread getThread() {
        return thread;
    }

    private void loop() {
        try {
            for (;;) {
                tasks.take().run();
            }
        } catch (InterruptedException ended) {
            return;
        }
    }
}

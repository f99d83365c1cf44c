// SPDX-License-Identifier: LGPL-2.1-or-later
// Keeps an address-of-record registered until Ctrl-C, then unregisters.
//   javac -cp /usr/share/java/sipreg.jar Register.java
//   java -cp /usr/share/java/sipreg.jar:. Register sip:alice@example.com sip:example.com
// The password is taken from SIP_PASSWORD, or asked for. Exit status: 0 unregistered, 1 given up, 2 wrong usage.

import java.io.Console;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.sipreg.SipAccount;
import org.sipreg.SipAccountBuilder;
import org.sipreg.SipEndpoint;
import org.sipreg.SipEvent;
import org.sipreg.SipListenerAdapter;
import org.sipreg.SipLogLevel;

public final class Register extends SipListenerAdapter {
    private static final int UNREGISTER_MILLIS = 5000;

    private final CountDownLatch givenUp = new CountDownLatch(1);

    public static void main(String[] args) throws InterruptedException {
        if (args.length != 2) {
            System.err.println("usage: java Register AOR REGISTRAR");
            System.exit(2);
        }
        Register listener = new Register();
        try (SipAccount account = accountOf(args[0], args[1])) {
            SipEndpoint endpoint = SipEndpoint.builder().watchNetwork(true).logEvents(SipLogLevel.WARNING).start(listener);
            // Runs when Ctrl-C or a signal ends the program, and when it ends by itself.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(endpoint)));
            endpoint.newRegistration(account).start();
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        }
        listener.givenUp.await();
        System.exit(1);
    }

    private static SipAccount accountOf(String aor, String registrar) {
        SipAccountBuilder builder = SipAccount.builder(aor, registrar);
        char[] password = password(aor);
        if (password != null) {
            builder.password(password);
            Arrays.fill(password, '\0');
        }
        return builder.build();
    }

    private static char[] password(String aor) {
        String given = System.getenv("SIP_PASSWORD");
        Console console = System.console();
        return given != null ? given.toCharArray() : console != null ? console.readPassword("Password of %s: ", aor) : null;
    }

    private static void end(SipEndpoint endpoint) {
        try {
            if (!endpoint.unregisterAll(UNREGISTER_MILLIS)) {
                System.out.println("not unregistered in time");
            }
            endpoint.close();
            endpoint.awaitClosed(UNREGISTER_MILLIS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    protected void onRegistered(SipEvent event) {
        System.out.println("registered as " + event.contact() + " for " + event.grantedExpiresSeconds() + " s");
    }

    @Override
    protected void onUnregistered(SipEvent event) {
        System.out.println("unregistered");
    }

    @Override
    protected void onFailed(SipEvent event) {
        System.out.println("failed (" + event.failure() + "): " + event.cause()
            + (event.willRetry() ? "; again in " + event.nextAttemptMillis() / 1000 + " s" : "; given up"));
        if (!event.willRetry()) {
            givenUp.countDown();
        }
    }

    @Override
    protected void onDegraded(SipEvent event) {
        System.out.println("a refresh failed: " + event.cause() + "; registered for another "
            + event.remainingMillis() / 1000 + " s");
    }

    @Override
    protected void onLog(SipEvent event) {
        System.err.println(event.logLine());
    }
}

// SPDX-License-Identifier: LGPL-2.1-or-later
package driver;

import android.app.AlarmManager;
import android.content.Context;
import android.content.Intent;
import android.net.ConnectivityManager;
import android.net.LinkAddress;
import android.net.LinkProperties;
import android.os.Handler;
import android.os.Looper;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.example.phone.RegistrationService;

/** The life of the service on stand-ins of Android, against a registrar. Tells TAP. */
public final class ServiceTest {
    private static final RegistrationService SERVICE = new RegistrationService();
    private static int count;

    private ServiceTest() {
    }

    /** Any of the tests that is wrong ends it: what comes after depends on it. */
    public static void main(String[] args) throws Exception {
        System.out.println("1..6");
        SERVICE.preferences.put("aor", "sip:alice@example.com");
        SERVICE.preferences.put("registrar", System.getenv("SIPREG_AUTH"));
        SERVICE.preferences.put("password", "wonderland");
        onMain(SERVICE::onCreate);
        tell("registered by onCreate", next().equals("REGISTERED"));
        tell("so says the notification", "REGISTERED".contentEquals(SERVICE.shown.text));
        AlarmManager alarms = (AlarmManager) SERVICE.getSystemService(Context.ALARM_SERVICE);
        tell("an alarm is set for the refresh", alarms.due != null && alarms.at > 0);
        onMain(() -> SERVICE.onStartCommand(alarms.due.intent, 0, 1));
        tell("the alarm refreshes", next().equals("REGISTERED"));
        changeNetwork();
        tell("another network registers anew", next().equals("REGISTERED"));
        onMain(SERVICE::onDestroy);
        tell("onDestroy unregisters", next().equals("IDLE"));
    }

    private static void changeNetwork() throws Exception {
        ConnectivityManager manager = (ConnectivityManager) SERVICE.getSystemService(Context.CONNECTIVITY_SERVICE);
        LinkProperties other = new LinkProperties();
        other.getLinkAddresses().add(new LinkAddress("192.0.2.7/24"));
        other.getDnsServers().add(InetAddress.getByName("127.0.0.1"));
        manager.callback.onLinkPropertiesChanged(manager.network, other);
    }

    private static void onMain(Runnable work) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        new Handler(Looper.getMainLooper()).post(() -> {
            try {
                work.run();
                done.complete(null);
            } catch (Throwable error) {
                done.completeExceptionally(error);
            }
        });
        done.get(20, TimeUnit.SECONDS);
    }

    /** State of the next broadcast. */
    private static String next() throws InterruptedException {
        Intent told = SERVICE.broadcasts.poll(20, TimeUnit.SECONDS);
        return told == null ? "nothing was told" : told.getStringExtra("state");
    }

    private static void tell(String name, boolean holds) {
        count++;
        System.out.println((holds ? "ok " : "not ok ") + count + " - " + name);
        if (!holds) {
            System.exit(1);
        }
    }
}

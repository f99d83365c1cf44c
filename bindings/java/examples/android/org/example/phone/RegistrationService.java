// SPDX-License-Identifier: LGPL-2.1-or-later
package org.example.phone;

import android.app.Service;
import android.content.Intent;
import android.os.Handler;
import android.os.IBinder;
import android.os.Looper;
import java.util.concurrent.Executor;
import org.sipreg.SipAccount;
import org.sipreg.SipEndpoint;
import org.sipreg.SipEndpointBuilder;
import org.sipreg.SipEvent;
import org.sipreg.SipListenerAdapter;
import org.sipreg.SipRegistration;
import org.sipreg.SipTls;

/**
 * Keeps the user registered: a foreground service that lives until it is stopped. All of it runs on the main thread, as
 * events come there, too. It tells others how it stands by a broadcast, {@link #ACTION_STATE}.
 */
public class RegistrationService extends Service {
    /** Told, with the extras "state" and "cause". */
    public static final String ACTION_STATE = "org.example.phone.STATE";
    /** Asked of us by the alarm, or when a push came: refresh now. */
    public static final String ACTION_REFRESH = "org.example.phone.REFRESH";

    private static final int REFRESH_MILLIS = 10000;
    private static final int UNREGISTER_MILLIS = 5000;

    private SipEndpoint endpoint;
    private SipRegistration registration;
    private NetworkWatch network;
    private RefreshAlarm alarm;

    @Override
    public void onCreate() {
        super.onCreate();
        ForegroundNotice.show(this, "connecting");
        alarm = new RefreshAlarm(this);
        network = new NetworkWatch(this);
        endpoint = startEndpoint();
        network.watch(endpoint);
        try (SipAccount account = AccountStore.read(this)) {
            registration = endpoint.newRegistration(account);
            registration.start();
        }
    }

    private SipEndpoint startEndpoint() {
        final Handler main = new Handler(Looper.getMainLooper());
        Executor onMain = new Executor() {
            @Override
            public void execute(Runnable task) {
                main.post(task);
            }
        };
        try (SipTls tls = PlatformTrust.settings()) {
            SipEndpointBuilder builder = SipEndpoint.builder().tls(tls);
            for (String server : network.dnsServers()) {
                builder.addDnsServer(server);
            }
            return builder.start(new Events(), onMain);
        }
    }

    @Override
    public int onStartCommand(Intent intent, int flags, int startId) {
        if (intent != null && ACTION_REFRESH.equals(intent.getAction())) {
            alarm.stayAwake(REFRESH_MILLIS);
            registration.refresh(REFRESH_MILLIS);
        }
        return START_STICKY; // ended by the system for want of memory, it is started again
    }

    /** Removes the binding, which takes network time, and so not on the main thread. */
    @Override
    public void onDestroy() {
        network.stop();
        alarm.cancel();
        final SipEndpoint ending = endpoint;
        new Thread("unregister") {
            @Override
            public void run() {
                try {
                    ending.unregisterAll(UNREGISTER_MILLIS);
                } catch (InterruptedException ended) {
                    interrupt();
                } finally {
                    ending.close();
                }
            }
        }.start();
        super.onDestroy();
    }

    @Override
    public IBinder onBind(Intent intent) {
        return null;
    }

    private void tell(SipEvent event) {
        ForegroundNotice.show(this, event.state().name());
        Intent state = new Intent(ACTION_STATE).setPackage(getPackageName());
        state.putExtra("state", event.state().name());
        state.putExtra("cause", event.cause());
        sendBroadcast(state);
    }

    /** On the main thread. */
    private final class Events extends SipListenerAdapter {
        @Override
        protected void onRegistered(SipEvent event) {
            alarm.set(event.nextAttemptMillis());
            alarm.sleep();
            tell(event);
        }

        @Override
        protected void onFailed(SipEvent event) {
            if (event.willRetry()) {
                alarm.set(event.nextAttemptMillis());
            }
            alarm.sleep();
            tell(event);
        }

        @Override
        protected void onDegraded(SipEvent event) {
            tell(event);
        }

        @Override
        protected void onExpired(SipEvent event) {
            tell(event);
        }

        @Override
        protected void onUnregistered(SipEvent event) {
            tell(event);
        }
    }
}

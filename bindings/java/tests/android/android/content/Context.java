// SPDX-License-Identifier: LGPL-2.1-or-later
package android.content;

import android.app.AlarmManager;
import android.app.NotificationManager;
import android.net.ConnectivityManager;
import android.os.PowerManager;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Stand-in: has its services, and keeps what was broadcast for the test. */
public abstract class Context {
    public static final String CONNECTIVITY_SERVICE = "connectivity";
    public static final String ALARM_SERVICE = "alarm";
    public static final String POWER_SERVICE = "power";
    public static final String NOTIFICATION_SERVICE = "notification";
    public static final int MODE_PRIVATE = 0;

    public final BlockingQueue<Intent> broadcasts = new LinkedBlockingQueue<>();
    public final Map<String, String> preferences = new HashMap<>();
    private final Map<String, Object> services = new HashMap<>();

    protected Context() {
        services.put(CONNECTIVITY_SERVICE, new ConnectivityManager());
        services.put(ALARM_SERVICE, new AlarmManager());
        services.put(POWER_SERVICE, new PowerManager());
        services.put(NOTIFICATION_SERVICE, new NotificationManager());
    }

    public Object getSystemService(String name) {
        return services.get(name);
    }

    public void sendBroadcast(Intent intent) {
        broadcasts.add(intent);
    }

    public String getPackageName() {
        return "org.example.phone";
    }

    public SharedPreferences getSharedPreferences(String name, int mode) {
        return (key, other) -> preferences.getOrDefault(key, other);
    }
}

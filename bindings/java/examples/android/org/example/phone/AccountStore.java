// SPDX-License-Identifier: LGPL-2.1-or-later
package org.example.phone;

import android.content.Context;
import android.content.SharedPreferences;
import java.util.Arrays;
import org.sipreg.SipAccount;

/** What the user has entered. An application that is to be shipped keeps the password under a key of the Android Keystore. */
final class AccountStore {
    private AccountStore() {
    }

    static SipAccount read(Context context) {
        SharedPreferences preferences = context.getSharedPreferences("account", Context.MODE_PRIVATE);
        char[] password = preferences.getString("password", "").toCharArray();
        try {
            return SipAccount.builder(preferences.getString("aor", ""), preferences.getString("registrar", ""))
                .password(password).build();
        } finally {
            Arrays.fill(password, '\0');
        }
    }
}

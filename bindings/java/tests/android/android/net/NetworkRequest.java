// SPDX-License-Identifier: LGPL-2.1-or-later
package android.net;

/** Stand-in. */
public class NetworkRequest {
    public static class Builder {
        public Builder addCapability(int capability) {
            return this;
        }

        public NetworkRequest build() {
            return new NetworkRequest();
        }
    }
}

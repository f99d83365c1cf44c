// SPDX-License-Identifier: LGPL-2.1-or-later
package android.net;

/** Stand-in: the test changes the network. */
public class ConnectivityManager {
    public final Network network = new Network();
    public volatile LinkProperties properties = new LinkProperties();
    public volatile NetworkCallback callback;

    public Network getActiveNetwork() {
        return network;
    }

    public LinkProperties getLinkProperties(Network of) {
        return properties;
    }

    public void registerDefaultNetworkCallback(NetworkCallback callback) {
        this.callback = callback;
        callback.onLinkPropertiesChanged(network, properties);
    }

    public void registerNetworkCallback(NetworkRequest request, NetworkCallback callback) {
        registerDefaultNetworkCallback(callback);
    }

    public void unregisterNetworkCallback(NetworkCallback gone) {
        callback = null;
    }

    public static class NetworkCallback {
        public void onLinkPropertiesChanged(Network network, LinkProperties properties) {
        }
    }
}

// SPDX-License-Identifier: LGPL-2.1-or-later
package org.example.phone;

import android.content.Context;
import android.net.ConnectivityManager;
import android.net.LinkProperties;
import android.net.Network;
import android.net.NetworkCapabilities;
import android.net.NetworkRequest;
import android.os.Build;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.sipreg.SipClosedException;
import org.sipreg.SipEndpoint;

/**
 * Tells an endpoint of another network and of its DNS servers. Android shows native code neither, so without this it would ask
 * nobody for names, and stay with addresses that are gone.
 */
final class NetworkWatch extends ConnectivityManager.NetworkCallback {
    private final ConnectivityManager manager;
    private SipEndpoint endpoint;
    private String known = "";

    NetworkWatch(Context context) {
        manager = (ConnectivityManager) context.getSystemService(Context.CONNECTIVITY_SERVICE);
    }

    /** DNS servers of the network of now, as the endpoint takes them; empty without one. */
    List<String> dnsServers() {
        if (Build.VERSION.SDK_INT < 23) {
            return new ArrayList<String>(); // told as soon as it is watched
        }
        Network network = manager.getActiveNetwork();
        LinkProperties properties = manager.getLinkProperties(network);
        isNew(network, properties);
        return textOf(properties);
    }

    void watch(SipEndpoint endpoint) {
        this.endpoint = endpoint;
        if (Build.VERSION.SDK_INT >= 24) {
            manager.registerDefaultNetworkCallback(this);
        } else {
            NetworkRequest wanted =
                new NetworkRequest.Builder().addCapability(NetworkCapabilities.NET_CAPABILITY_INTERNET).build();
            manager.registerNetworkCallback(wanted, this);
        }
    }

    void stop() {
        manager.unregisterNetworkCallback(this);
    }

    /** Comes after each change of the default network, too. On a thread of the manager's. */
    @Override
    public void onLinkPropertiesChanged(Network network, LinkProperties properties) {
        if (!isNew(network, properties)) {
            return;
        }
        List<String> servers = textOf(properties);
        try {
            endpoint.networkChanged(null, servers.isEmpty() ? null : servers);
        } catch (SipClosedException over) {
            stop();
        }
    }

    /** It is told again and again; only another network, address or server is worth a registration. */
    private synchronized boolean isNew(Network network, LinkProperties properties) {
        String told = String.valueOf(network);
        if (properties != null) {
            told += " " + properties.getLinkAddresses() + " " + properties.getDnsServers();
        }
        boolean isNew = !told.equals(known);
        known = told;
        return isNew;
    }

    /** A link-local address comes with its zone, "fe80::1%wlan0", which is how the endpoint wants it. */
    private static List<String> textOf(LinkProperties properties) {
        List<String> servers = new ArrayList<String>();
        if (properties != null) {
            for (InetAddress one : properties.getDnsServers()) {
                servers.add(one.getHostAddress());
            }
        }
        return servers;
    }
}

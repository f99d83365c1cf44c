// SPDX-License-Identifier: LGPL-2.1-or-later
package android.net;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Stand-in. */
public final class LinkProperties {
    private final List<InetAddress> dnsServers = new ArrayList<>();
    private final List<LinkAddress> linkAddresses = new ArrayList<>();

    public List<InetAddress> getDnsServers() {
        return dnsServers;
    }

    public List<LinkAddress> getLinkAddresses() {
        return linkAddresses;
    }
}

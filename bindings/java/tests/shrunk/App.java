// SPDX-License-Identifier: LGPL-2.1-or-later

import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import org.sipreg.SipAccount;
import org.sipreg.SipArgumentException;
import org.sipreg.SipEndpoint;
import org.sipreg.SipEvent;
import org.sipreg.SipListenerAdapter;
import org.sipreg.SipLogLevel;
import org.sipreg.SipRegistration;
import org.sipreg.SipTls;
import org.sipreg.SipTransport;

/** An application that is shrunk: registers, tells what it heard, unregisters. */
public final class App extends SipListenerAdapter {
    private final CountDownLatch registered = new CountDownLatch(1);

    public static void main(String[] args) throws Exception {
        App app = new App();
        try (SipTls tls = SipTls.builder().build();
                SipEndpoint endpoint = SipEndpoint.builder().transports(EnumSet.of(SipTransport.UDP, SipTransport.TCP)).tls(tls)
                    .logEvents(SipLogLevel.INFO).traceEvents(true).start(app);
                SipAccount account = SipAccount.builder("sip:alice@example.com", args[0]).askCredentials(true).build()) {
            SipRegistration registration = endpoint.newRegistration(account);
            registration.start();
            app.registered.await();
            System.out.println(registration.explain().attempts().size() + " " + registration.snapshot(new byte[32]).length);
            registration.removeBinding("nonsense");
        } catch (SipArgumentException refused) {
            System.out.println(refused.error());
        }
    }

    @Override
    protected void onCredentials(SipEvent event) {
        System.out.println(event.credentialRequest().realm());
        event.credentialRequest().answerPassword("wonderland".toCharArray());
    }

    @Override
    protected void onRegistered(SipEvent event) {
        System.out.println(event.type() + " " + event.bindings().isEmpty() + " " + event.services().routeSet().isEmpty());
        registered.countDown();
    }
}

// SPDX-License-Identifier: LGPL-2.1-or-later
package conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.sipreg.SipAccount;
import org.sipreg.SipEndpoint;
import org.sipreg.SipEvent;
import org.sipreg.SipEventType;
import org.sipreg.SipRegistration;
import org.sipreg.SipState;

/** Many at once, and in which order they are heard. */
final class Crowd {
    private static final int MANY = 1000;

    private Crowd() {
    }

    static void thousand() throws Exception {
        try (Stage stage = new Stage()) {
            List<SipRegistration> all = Lifetimes.startSome(stage.endpoint, MANY);
            toldOnce(stage, all, SipEventType.REGISTERED);
            for (SipRegistration one : all) {
                one.stop();
            }
            toldOnce(stage, all, SipEventType.UNREGISTERED);
        }
    }

    private static void toldOnce(Stage stage, List<SipRegistration> all, SipEventType type) throws Exception {
        Map<SipRegistration, Integer> told = new HashMap<>();
        while (told.size() < all.size()) {
            SipEvent event = stage.ear.next();
            Check.is(event.type(), type, "what comes of " + event.registration());
            told.merge(event.registration(), 1, Integer::sum);
        }
        for (SipRegistration one : all) {
            Check.is(told.get(one), 1, "how often " + one + " was told");
        }
    }

    static void slowReader() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        Ear ear = new Ear();
        try (SipEndpoint endpoint = SipEndpoint.builder().start(event -> {
            Lifetimes.awaitQuietly(reading);
            ear.onEvent(event);
        })) {
            List<SipRegistration> all = Lifetimes.startSome(endpoint, MANY);
            Check.comesTrue("all are registered, though nobody reads", () -> {
                for (SipRegistration one : all) {
                    if (one.status().state() != SipState.REGISTERED) {
                        return false;
                    }
                }
                return true;
            });
            reading.countDown();
            Set<SipRegistration> registered = new HashSet<>();
            long dropped = 0;
            long addresses = 0;
            while (registered.size() < MANY) {
                SipEvent event = ear.next(null);
                dropped += event.dropped();
                addresses += event.type() == SipEventType.PUBLIC_ADDRESS ? 1 : 0;
                if (event.registration() != null && event.state() == SipState.REGISTERED) {
                    registered.add(event.registration());
                } else {
                    Check.that(!registered.contains(event.registration()), "registered was not the last of " + event);
                }
            }
            Check.that(addresses == MANY || dropped > 0, addresses + " addresses were told, and nothing told to be lost");
        }
    }

    static void eventOrder() throws Exception {
        try (Stage stage = new Stage()) {
            SipRegistration registration = stage.add(SipAccount.builder(Stage.someone(), Stage.open()));
            registration.start();
            List<SipEventType> order = new ArrayList<>();
            order.add(stage.ear.next().type());
            registration.stop();
            order.add(stage.ear.next().type());
            registration.start();
            order.add(stage.ear.next().type());
            Check.is(order.toString(), "[REGISTERED, UNREGISTERED, REGISTERED]", "order");
        }
    }
}

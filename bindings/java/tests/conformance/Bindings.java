// SPDX-License-Identifier: LGPL-2.1-or-later
package conformance;

import java.util.List;
import org.sipreg.SipAccount;
import org.sipreg.SipAccountBuilder;
import org.sipreg.SipBinding;
import org.sipreg.SipEvent;
import org.sipreg.SipEventType;
import org.sipreg.SipRegistration;

/** Bindings of an address-of-record, ours and others'. */
final class Bindings {
    private static final String HERE = "sip:here@127.0.0.1:5071";
    private static final String THERE = "sip:there@127.0.0.1:5072";

    private Bindings() {
    }

    static void queryBindings() throws Exception {
        try (Stage stage = new Stage()) {
            String who = Stage.someone();
            SipRegistration here = stage.registered(at(who, HERE));
            stage.registered(at(who, THERE));
            List<SipBinding> told = query(stage, here);
            Check.is(told.size(), 2, "count");
            Check.is(find(told, HERE).isOwn(), true, "ours is own");
            Check.is(find(told, THERE).isOwn(), false, "the other is own");
        }
    }

    static void removeBinding() throws Exception {
        try (Stage stage = new Stage()) {
            String who = Stage.someone();
            SipRegistration here = stage.registered(at(who, HERE));
            stage.registered(at(who, THERE));
            here.removeBinding(find(query(stage, here), THERE).uri());
            List<SipBinding> left = stage.ear.next(SipEventType.BINDINGS, here).bindings();
            Check.is(left.size(), 1, "count");
            find(left, HERE);
        }
    }

    static void removeAll() throws Exception {
        try (Stage stage = new Stage()) {
            SipRegistration once = stage.add(at(Stage.someone(), HERE));
            once.registerOnce();
            stage.ear.next(SipEventType.REGISTERED, once);
            once.removeAll();
            SipEvent bindings = null;
            SipEvent gone = null;
            while (bindings == null || gone == null) { // in either order
                SipEvent event = stage.ear.next();
                bindings = event.type() == SipEventType.BINDINGS ? event : bindings;
                gone = event.type() == SipEventType.UNREGISTERED ? event : gone;
            }
            Check.is(bindings.bindings().size(), 0, "count");
        }
    }

    static void updateAccount() throws Exception {
        try (Stage stage = new Stage()) {
            String who = Stage.someone();
            SipRegistration registration = stage.registered(at(who, HERE));
            try (SipAccount changed = at(who, THERE).build()) {
                registration.update(changed);
            }
            stage.ear.next(SipEventType.REGISTERED, registration);
            List<SipBinding> told = query(stage, registration);
            Check.is(told.size(), 1, "count");
            find(told, THERE);
        }
    }

    private static SipAccountBuilder at(String who, String contact) {
        return SipAccount.builder(who, Stage.open()).contact(contact);
    }

    private static List<SipBinding> query(Stage stage, SipRegistration registration) throws InterruptedException {
        registration.query();
        return stage.ear.next(SipEventType.BINDINGS, registration).bindings();
    }

    private static SipBinding find(List<SipBinding> all, String uri) {
        for (SipBinding one : all) {
            if (one.uri().equals(uri)) {
                return one;
            }
        }
        throw new AssertionError(uri + " is not among " + all);
    }
}

// SPDX-License-Identifier: LGPL-2.1-or-later
package conformance;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.sipreg.SipAccount;
import org.sipreg.SipAccountBuilder;
import org.sipreg.SipArgumentException;
import org.sipreg.SipClosedException;
import org.sipreg.SipContact;
import org.sipreg.SipCredentialRequest;
import org.sipreg.SipDigest;
import org.sipreg.SipEndpoint;
import org.sipreg.SipEndpointBuilder;
import org.sipreg.SipEventType;
import org.sipreg.SipFutures;
import org.sipreg.SipHeader;
import org.sipreg.SipRegistration;
import org.sipreg.SipTls;
import org.sipreg.SipTlsBuilder;

/** What is refused, and how. The first two look at every public method that there is. */
final class Refusals {
    /** Where null means something, by the position of the argument. */
    private static final Set<String> NULL_IS_GOOD = new HashSet<>(Arrays.asList("SipEndpointBuilder.tls 0",
        "SipEndpointBuilder.logEvents 0", "SipEndpointBuilder.start 1", "SipAccountBuilder.tls 0",
        "SipTlsBuilder.certificateFile 1", "SipTlsBuilder.certificateFile 2", "SipTlsBuilder.certificatePem 1",
        "SipTlsBuilder.certificatePem 2", "SipEndpoint.networkChanged 0", "SipEndpoint.networkChanged 1",
        "SipRequest.respond 2"));
    /** What can be asked of what is closed. */
    private static final Set<String> GOOD_WHEN_CLOSED = new HashSet<>(Arrays.asList("close", "isClosed", "awaitClosed",
        "unregisterAll", "registrations", "endpoint", "aor", "id", "registrar", "toString"));

    private Refusals() {
    }

    static void nullArguments() throws Exception {
        try (Stage stage = new Stage()) {
            SipAccountBuilder builder = SipAccount.builder(Stage.ALICE, Stage.auth()).askCredentials(true);
            SipRegistration registration = stage.add(builder);
            registration.start();
            SipCredentialRequest asked = stage.ear.next(SipEventType.CREDENTIALS).credentialRequest();
            int refused = refuseNulls(SipEndpoint.class, stage.endpoint) + refuseNulls(SipRegistration.class, registration)
                + refuseNulls(SipEndpointBuilder.class, SipEndpoint.builder())
                + refuseNulls(SipAccountBuilder.class, Stage.alice("")) + refuseNulls(SipAccount.class, null)
                + refuseNulls(SipTlsBuilder.class, SipTls.builder()) + refuseNulls(SipCredentialRequest.class, asked)
                + refuseNulls(SipDigest.class, null) + refuseNulls(SipContact.class, null)
                + refuseNulls(SipHeader.class, null) + refuseNulls(SipFutures.class, null);
            Check.that(refused > 80, "nulls that were refused: " + refused);
        }
    }

    /** Each argument in its turn is null, the others are something. */
    private static int refuseNulls(Class<?> owner, Object target) throws Exception {
        int refused = 0;
        for (Executable one : methodsOf(owner)) {
            for (int i = 0; i < one.getParameterCount(); i++) {
                String name = one.getDeclaringClass().getSimpleName() + "." + one.getName() + " " + i;
                if (one.getParameterTypes()[i].isPrimitive() || one.getName().equals("equals") || NULL_IS_GOOD.contains(name)) {
                    continue;
                }
                Throwable thrown = problemOf(one, target, i);
                Check.that(thrown instanceof NullPointerException || thrown instanceof IllegalArgumentException,
                    "null for " + name + " is refused: " + thrown);
                refused++;
            }
        }
        return refused;
    }

    private static Set<Executable> methodsOf(Class<?> owner) {
        Set<Executable> all = new HashSet<>();
        for (Method one : owner.getDeclaredMethods()) {
            if (Modifier.isPublic(one.getModifiers())) {
                all.add(one);
            }
        }
        all.addAll(Arrays.<Constructor<?>>asList(owner.getConstructors()));
        return all;
    }

    static void useAfterClose() throws Exception {
        Stage stage = new Stage();
        SipRegistration closedAlone = stage.addSomeone();
        closedAlone.close();
        SipRegistration closedWithIt = stage.addSomeone();
        SipAccount account = Stage.alice("wonderland").build();
        SipTls tls = SipTls.builder().build();
        stage.endpoint.close();
        refusesAll(SipEndpoint.class, stage.endpoint);
        refusesAll(SipRegistration.class, closedAlone);
        refusesAll(SipRegistration.class, closedWithIt);
        account.close();
        tls.close();
        try (Stage other = new Stage()) {
            Check.thrown(SipClosedException.class, () -> other.endpoint.newRegistration(account));
            Check.thrown(SipClosedException.class, () -> other.addSomeone().update(account));
            Check.thrown(SipClosedException.class, () -> Stage.alice("").tls(tls));
            Check.thrown(SipClosedException.class, () -> SipEndpoint.builder().tls(tls));
        }
        SipAccountBuilder spent = Stage.alice("wonderland");
        spent.build().close();
        Check.thrown(IllegalStateException.class, () -> spent.displayName("again"));
    }

    private static void refusesAll(Class<?> owner, Object closed) throws Exception {
        int count = 0;
        for (Method one : owner.getDeclaredMethods()) {
            int modifiers = one.getModifiers();
            if (!Modifier.isPublic(modifiers) || Modifier.isStatic(modifiers) || GOOD_WHEN_CLOSED.contains(one.getName())) {
                continue;
            }
            Throwable thrown = problemOf(one, closed, -1);
            Check.that(thrown instanceof SipClosedException, one.getName() + " of a closed one is refused: " + thrown);
            count++;
        }
        Check.that(count >= 10, "methods that were tried: " + count);
    }

    static void refusedSetter() {
        SipArgumentException aor = Check.thrown(SipArgumentException.class, () -> SipAccount.builder("alice", Stage.auth()));
        Check.that(aor.getMessage().startsWith("aor: "), aor.getMessage());
        SipAccountBuilder builder = Stage.alice("wonderland");
        SipArgumentException expires = Check.thrown(SipArgumentException.class, () -> builder.expiresSeconds(0));
        Check.is(expires.getMessage(), "expires: 0 is outside 1..4294967295", "message");
        Check.is(expires.problem(), expires.getMessage(), "problem");
        builder.build().close();
        SipArgumentException server = Check.thrown(SipArgumentException.class,
            () -> SipEndpoint.builder().addDnsServer("ns.example.com"));
        Check.that(server.getMessage().startsWith("addDnsServer: \"ns.example.com\""), server.getMessage());
    }

    /** What a method throws when its argument number hole is null and the others are something. */
    private static Throwable problemOf(Executable one, Object target, int hole) throws Exception {
        Class<?>[] types = one.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = i == hole ? null : something(types[i]);
        }
        try {
            if (one instanceof Method) {
                ((Method) one).invoke(target, arguments);
            } else {
                ((Constructor<?>) one).newInstance(arguments);
            }
            return null;
        } catch (InvocationTargetException thrown) {
            return thrown.getCause();
        }
    }

    private static Object something(Class<?> type) {
        if (type == int.class) {
            return 1000;
        } else if (type == long.class) {
            return 1000L;
        } else if (type == boolean.class) {
            return true;
        } else if (type == String.class) {
            return "sip:alice@example.com";
        } else if (type == char[].class) {
            return "secret".toCharArray();
        } else if (type == byte[].class) {
            return new byte[SipRegistration.SNAPSHOT_KEY_SIZE];
        } else if (type.isEnum()) {
            return type.getEnumConstants()[1];
        } else if (type == Set.class || type == Iterable.class || type == java.util.List.class) {
            return Collections.emptySet();
        } else if (type == SipAccount.class) {
            return Stage.alice("wonderland").build();
        } else if (type == org.sipreg.SipListener.class) {
            return new Ear();
        }
        return null;
    }
}

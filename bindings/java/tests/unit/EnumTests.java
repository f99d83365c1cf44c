// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

import conformance.Check;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;

/** The enums are written by hand, their numbers and names come from the header. */
final class EnumTests {
    private static final Class<?>[][] PAIRS = {{SipError.class, NativeError.class}, {SipState.class, NativeState.class},
        {SipEventType.class, NativeEventType.class}, {SipFailure.class, NativeFailure.class},
        {SipOperation.class, NativeOperation.class}, {SipTransport.class, NativeTransport.class},
        {SipTlsFault.class, NativeTlsFault.class}, {SipTlsVersion.class, NativeTlsVersion.class},
        {SipFamily.class, NativeFamily.class}, {SipAlgorithm.class, NativeAlgorithm.class},
        {SipProxyMode.class, NativeProxyMode.class}, {SipLogLevel.class, NativeLogLevel.class}};

    private EnumTests() {
    }

    static void everyEnumeratorOfTheHeaderHasAConstant() throws Exception {
        for (Class<?>[] pair : PAIRS) {
            for (Field one : pair[1].getDeclaredFields()) {
                if (one.getName().equals("SIPREG_OK")) {
                    continue; // no error
                }
                Enum<?> constant = of(pair[0], one.getInt(null));
                Check.that(one.getName().endsWith("_" + constant.name().replace("TLS_1_", "1_")),
                    one.getName() + " is " + pair[0].getSimpleName() + "." + constant);
            }
        }
    }

    static void numbersAreDistinctAndComeBack() throws Exception {
        for (Class<?>[] pair : PAIRS) {
            Set<Integer> numbers = new HashSet<>();
            for (Object one : pair[0].getEnumConstants()) {
                int number = (Integer) pair[0].getMethod("number").invoke(one);
                Check.that(numbers.add(number), number + " twice in " + pair[0]);
                Check.is(of(pair[0], number), one, "of its number");
            }
        }
    }

    static void unknownNumbersAreUnknown() throws Exception {
        for (Class<?>[] pair : PAIRS) {
            for (int number : new int[] {4711, -4711, Integer.MAX_VALUE}) {
                Check.is(of(pair[0], number).name(), "UNKNOWN", pair[0].getSimpleName() + " of " + number);
            }
        }
    }

    static void typesAreNamedAsByTheLibrary() {
        for (SipEventType one : SipEventType.values()) {
            Check.is(SipregNative.sipreg_event_type_name(one.number()), one.name().toLowerCase(), "name");
        }
        for (SipFailure one : SipFailure.values()) {
            Check.is(SipregNative.sipreg_failure_name(one.number()), one.name().toLowerCase(), "name");
        }
        for (SipState one : SipState.values()) {
            Check.is(SipregNative.sipreg_state_name(one.number()), one.name().toLowerCase(), "name");
        }
        for (SipOperation one : SipOperation.values()) {
            Check.is(SipregNative.sipreg_operation_name(one.number()), one.name().toLowerCase(), "name");
        }
        for (SipTlsFault one : SipTlsFault.values()) {
            Check.is(SipregNative.sipreg_tls_fault_name(one.number()), one.name().toLowerCase(), "name");
        }
    }

    private static Enum<?> of(Class<?> type, int number) throws Exception {
        Method of = type.getDeclaredMethod("of", int.class);
        return (Enum<?>) of.invoke(null, number);
    }
}

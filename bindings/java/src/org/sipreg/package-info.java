// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * Keeps SIP addresses-of-record registered at their registrars (RFC 3261 section 10): the Java face of libsipreg.
 *
 * <p>A {@link org.sipreg.SipEndpoint} owns the SIP stack: a thread, sockets, the resolver. A
 * {@link org.sipreg.SipAccount} says what to register where. A {@link org.sipreg.SipRegistration} is one account at
 * work on one endpoint; what becomes of it is told to a {@link org.sipreg.SipListener} by events. A whole program:
 *
 * <pre>{@code
 * import java.util.concurrent.CountDownLatch;
 * import org.sipreg.*;
 *
 * public class Hello {
 *     public static void main(String[] args) throws InterruptedException {
 *         CountDownLatch answered = new CountDownLatch(1);
 *         SipListener listener = event -> {
 *             System.out.println(event);
 *             if (event.type() == SipEventType.REGISTERED || event.type() == SipEventType.FAILED) {
 *                 answered.countDown();
 *             }
 *         };
 *         try (SipEndpoint endpoint = SipEndpoint.builder().start(listener);
 *                 SipAccount account = SipAccount.builder(args[0], args[1]).password(args[2].toCharArray()).build()) {
 *             endpoint.newRegistration(account).start();
 *             answered.await();
 *             endpoint.unregisterAll(5000);
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p><b>Threads.</b> Every method may be called from any thread and waits for nothing, unless it says otherwise.
 * Builders are as safe as all else. Events come one at a time, in order, on a daemon thread of the binding's, or
 * through the executor that is given to it.
 *
 * <p><b>Errors.</b> A method that returns was accepted; what became of it is told by an event, and only by events. What
 * is malformed is refused where it is set, with {@link org.sipreg.SipArgumentException}; what is not possible now ends
 * with {@link org.sipreg.SipStateException}, what is closed with {@link org.sipreg.SipClosedException}; null where
 * something is wanted with {@link java.lang.NullPointerException}. All but the last implement
 * {@link org.sipreg.SipErrorDetails}.
 *
 * <p><b>Text</b> may hold every character of Unicode but NUL. Text that is absent is "", never null.
 *
 * <p><b>Secrets</b> are char[] or byte[]: what the binding copies of them it wipes; yours are yours to wipe. They are
 * in no event, log line or trace.
 *
 * <p><b>Numbers</b> of the C library that a constant does not know yet become UNKNOWN; the number is kept beside.
 *
 * <p><b>Shutdown.</b> {@link org.sipreg.SipEndpoint#unregisterAll} is polite and waits, {@link
 * org.sipreg.SipEndpoint#close} never waits. A program that ends without either just ends.
 */
package org.sipreg;

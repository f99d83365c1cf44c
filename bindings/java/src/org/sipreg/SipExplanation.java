// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the last attempts of a registration did and why. Immutable. */
public final class SipExplanation {
    private final List<Attempt> attempts;
    private final String json;

    private SipExplanation(long explanation) {
        int count = SipregNative.sipreg_explanation_attempt_count(explanation);
        List<Attempt> all = new ArrayList<Attempt>(count);
        for (int i = 0; i < count; i++) {
            all.add(new Attempt(explanation, i));
        }
        attempts = Collections.unmodifiableList(all);
        json = SipregNative.sipreg_explanation_json(explanation);
    }

    /** Copies an explanation and gives its reference back. */
    static SipExplanation take(long explanation) {
        try {
            return new SipExplanation(explanation);
        } finally {
            SipregNative.sipreg_explanation_unref(explanation);
        }
    }

    /**
     * The attempts that are remembered.
     *
     * @return oldest first, the last may be under way; unmodifiable
     */
    public List<Attempt> attempts() {
        return attempts;
    }

    /**
     * All of it as JSON, for a report: {@code {"attempts": [{"operation": "register", ...}]}}. Members without a value
     * are absent.
     *
     * @return the JSON text
     */
    public String json() {
        return json;
    }

    @Override
    public String toString() {
        return json;
    }

    /** One attempt. */
    public static final class Attempt {
        private final SipOperation operation;
        private final String occasion;
        private final long beganMillisAgo;
        private final long tookMillis;
        private final int targetCount;
        private final List<Skipped> skipped;
        private final List<Request> requests;
        private final SipFailure failure;
        private final String rule;
        private final String why;
        private final String section;
        private final long nextMillis;

        private Attempt(long explanation, int attempt) {
            operation = SipOperation.of(SipregNative.sipreg_explanation_operation(explanation, attempt));
            occasion = SipregNative.sipreg_explanation_occasion(explanation, attempt);
            beganMillisAgo = SipregNative.sipreg_explanation_began_ms_ago(explanation, attempt);
            tookMillis = SipregNative.sipreg_explanation_took_ms(explanation, attempt);
            targetCount = SipregNative.sipreg_explanation_target_count(explanation, attempt);
            failure = SipFailure.of(SipregNative.sipreg_explanation_failure(explanation, attempt));
            rule = SipregNative.sipreg_explanation_rule(explanation, attempt);
            why = SipregNative.sipreg_explanation_why(explanation, attempt);
            section = SipregNative.sipreg_explanation_section(explanation, attempt);
            nextMillis = SipregNative.sipreg_explanation_next_ms(explanation, attempt);
            int skippedCount = SipregNative.sipreg_explanation_skipped_count(explanation, attempt);
            List<Skipped> allSkipped = new ArrayList<Skipped>(skippedCount);
            for (int i = 0; i < skippedCount; i++) {
                allSkipped.add(new Skipped(explanation, attempt, i));
            }
            skipped = Collections.unmodifiableList(allSkipped);
            int requestsCount = SipregNative.sipreg_explanation_request_count(explanation, attempt);
            List<Request> allRequests = new ArrayList<Request>(requestsCount);
            for (int i = 0; i < requestsCount; i++) {
                allRequests.add(new Request(explanation, attempt, i));
            }
            requests = Collections.unmodifiableList(allRequests);
        }

        /**
         * What it was for.
         *
         * @return the operation
         */
        public SipOperation operation() {
            return operation;
        }

        /**
         * The rule that began it.
         *
         * @return its name, as "refresh_due"
         */
        public String occasion() {
            return occasion;
        }

        /**
         * From its begin to the explanation.
         *
         * @return milliseconds
         */
        public long beganMillisAgo() {
            return beganMillisAgo;
        }

        /**
         * What it took.
         *
         * @return milliseconds; -1 while it is under way
         */
        public long tookMillis() {
            return tookMillis;
        }

        /**
         * How many targets it had to try, those left out not counted.
         *
         * @return the count
         */
        public int targetCount() {
            return targetCount;
        }

        /**
         * Targets that were found and left out.
         *
         * @return the targets; unmodifiable
         */
        public List<Skipped> skipped() {
            return skipped;
        }

        /**
         * Requests that it sent.
         *
         * @return the requests in their order; unmodifiable
         */
        public List<Request> requests() {
            return requests;
        }

        /**
         * Why it failed.
         *
         * @return the class; {@link SipFailure#UNKNOWN} if it did not
         */
        public SipFailure failure() {
            return failure;
        }

        /**
         * The rule that ended it.
         *
         * @return its name, as "granted"
         */
        public String rule() {
            return rule;
        }

        /**
         * That rule in a sentence.
         *
         * @return the sentence
         */
        public String why() {
            return why;
        }

        /**
         * Where that rule stands.
         *
         * @return as "RFC 3261 §10.2.4"; "" for one of the library's own
         */
        public String section() {
            return section;
        }

        /**
         * From its end to the next attempt, as was planned then.
         *
         * @return milliseconds; -1 if none was
         */
        public long nextMillis() {
            return nextMillis;
        }
    }

    /** A target that was left out. */
    public static final class Skipped {
        private final String target;
        private final String why;

        private Skipped(long explanation, int attempt, int number) {
            target = SipregNative.sipreg_explanation_skipped(explanation, attempt, number);
            why = SipregNative.sipreg_explanation_skipped_why(explanation, attempt, number);
        }

        /**
         * The target.
         *
         * @return as "udp:192.0.2.1:5060"
         */
        public String target() {
            return target;
        }

        /**
         * Why.
         *
         * @return "resting", it failed a short time ago; "probed", another registration was just finding out
         */
        public String why() {
            return why;
        }
    }

    /** A request. */
    public static final class Request {
        private final long atMillis;
        private final String target;
        private final int status;
        private final String rule;
        private final String problem;
        private final SipTlsFault tlsFault;
        private final int tlsAlert;
        private final List<Realm> realms;

        private Request(long explanation, int attempt, int number) {
            atMillis = SipregNative.sipreg_explanation_request_at_ms(explanation, attempt, number);
            target = SipregNative.sipreg_explanation_request_target(explanation, attempt, number);
            status = SipregNative.sipreg_explanation_request_status(explanation, attempt, number);
            rule = SipregNative.sipreg_explanation_request_rule(explanation, attempt, number);
            problem = SipregNative.sipreg_explanation_request_problem(explanation, attempt, number);
            tlsFault = SipTlsFault.of(SipregNative.sipreg_explanation_request_tls_fault(explanation, attempt, number));
            tlsAlert = SipregNative.sipreg_explanation_request_tls_alert(explanation, attempt, number);
            int realmsCount = SipregNative.sipreg_explanation_realm_count(explanation, attempt, number);
            List<Realm> allRealms = new ArrayList<Realm>(realmsCount);
            for (int i = 0; i < realmsCount; i++) {
                allRealms.add(new Realm(explanation, attempt, number, i));
            }
            realms = Collections.unmodifiableList(allRealms);
        }

        /**
         * From the begin of the attempt to the request.
         *
         * @return milliseconds
         */
        public long atMillis() {
            return atMillis;
        }

        /**
         * Where it went.
         *
         * @return as "udp:192.0.2.1:5060"
         */
        public String target() {
            return target;
        }

        /**
         * SIP status of its answer.
         *
         * @return 100 to 699; 0 if none came
         */
        public int status() {
            return status;
        }

        /**
         * The rule by which the answer was judged.
         *
         * @return its name; "none" while it is awaited
         */
        public String rule() {
            return rule;
        }

        /**
         * What went wrong with it.
         *
         * @return a sentence; "" if nothing
         */
        public String problem() {
            return problem;
        }

        /**
         * What was wrong with TLS when it was to be sent.
         *
         * @return the fault
         */
        public SipTlsFault tlsFault() {
            return tlsFault;
        }

        /**
         * The TLS alert that its target sent.
         *
         * @return its number; 0 for none
         */
        public int tlsAlert() {
            return tlsAlert;
        }

        /**
         * Realms that asked for credentials in its answer.
         *
         * @return the realms; unmodifiable
         */
        public List<Realm> realms() {
            return realms;
        }
    }

    /** A realm that asked for credentials. */
    public static final class Realm {
        private final String name;
        private final String offered;
        private final String chosen;

        private Realm(long explanation, int attempt, int number, int realm) {
            name = SipregNative.sipreg_explanation_realm(explanation, attempt, number, realm);
            offered = SipregNative.sipreg_explanation_offered(explanation, attempt, number, realm);
            chosen = SipregNative.sipreg_explanation_chosen(explanation, attempt, number, realm);
        }

        /**
         * Its name.
         *
         * @return as the registrar wrote it
         */
        public String name() {
            return name;
        }

        /**
         * Algorithms that it offered.
         *
         * @return as "MD5, SHA-256"
         */
        public String offered() {
            return offered;
        }

        /**
         * Which of them was chosen.
         *
         * @return as "SHA-256"; "" if none
         */
        public String chosen() {
            return chosen;
        }
    }
}

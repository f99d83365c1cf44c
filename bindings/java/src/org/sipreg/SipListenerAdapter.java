// SPDX-License-Identifier: LGPL-2.1-or-later
package org.sipreg;

/** A listener with one method for each type of event, which does nothing: override those that you want. */
public abstract class SipListenerAdapter implements SipListener {
    /** For subclasses. */
    protected SipListenerAdapter() {
    }

    /** Calls the method of the event's type; those of types that have none go to {@link #onOther}. */
    @Override
    public void onEvent(SipEvent event) {
        switch (event.type()) {
            case REGISTERED:
                onRegistered(event);
                break;
            case FAILED:
                onFailed(event);
                break;
            case DEGRADED:
                onDegraded(event);
                break;
            case EXPIRED:
                onExpired(event);
                break;
            case UNREGISTERED:
                onUnregistered(event);
                break;
            case PUBLIC_ADDRESS:
                onPublicAddress(event);
                break;
            case BINDINGS:
                onBindings(event);
                break;
            case OVERFLOW:
                onOverflow(event);
                break;
            case CREDENTIALS:
                onCredentials(event);
                break;
            case LOST:
                onLost(event);
                break;
            case REPLACED:
                onReplaced(event);
                break;
            case FOREIGN:
                onForeign(event);
                break;
            case REWRITTEN:
                onRewritten(event);
                break;
            case DOWNGRADE:
                onDowngrade(event);
                break;
            case REQUEST:
                onRequest(event);
                break;
            case LOG:
                onLog(event);
                break;
            case TRACE:
                onTrace(event);
                break;
            default:
                onOther(event);
                break;
        }
    }

    /**
     * A REGISTER succeeded: the first one, and each refresh.
     *
     * @param event the event
     */
    protected void onRegistered(SipEvent event) {
    }

    /**
     * An attempt failed; {@link SipEvent#willRetry()} tells whether another comes.
     *
     * @param event the event
     */
    protected void onFailed(SipEvent event) {
    }

    /**
     * The binding lives, but a refresh failed, or the flow to us was lost.
     *
     * @param event the event
     */
    protected void onDegraded(SipEvent event) {
    }

    /**
     * The binding ran out.
     *
     * @param event the event
     */
    protected void onExpired(SipEvent event) {
    }

    /**
     * The binding was removed, or there was none to remove.
     *
     * @param event the event
     */
    protected void onUnregistered(SipEvent event) {
    }

    /**
     * The registrar sees us at a new address.
     *
     * @param event the event
     */
    protected void onPublicAddress(SipEvent event) {
    }

    /**
     * The answer to a query, or to the removal of bindings.
     *
     * @param event the event
     */
    protected void onBindings(SipEvent event) {
    }

    /**
     * Older events gave way to newer ones, as nobody took them.
     *
     * @param event the event
     */
    protected void onOverflow(SipEvent event) {
    }

    /**
     * The attempt waits for {@link SipEvent#credentialRequest()} to be answered.
     *
     * @param event the event
     */
    protected void onCredentials(SipEvent event) {
    }

    /**
     * The registrar holds our binding no more.
     *
     * @param event the event
     */
    protected void onLost(SipEvent event) {
    }

    /**
     * Another of our instance has taken the place of our binding.
     *
     * @param event the event
     */
    protected void onReplaced(SipEvent event) {
    }

    /**
     * Bindings that are not ours have appeared.
     *
     * @param event the event
     */
    protected void onForeign(SipEvent event) {
    }

    /**
     * The registrar shows our Contact as another URI.
     *
     * @param event the event
     */
    protected void onRewritten(SipEvent event) {
    }

    /**
     * Challenged with a weaker digest than before.
     *
     * @param event the event
     */
    protected void onDowngrade(SipEvent event) {
    }

    /**
     * Somebody sent us {@link SipEvent#request()}.
     *
     * @param event the event
     */
    protected void onRequest(SipEvent event) {
    }

    /**
     * The library logs {@link SipEvent#logLine()}.
     *
     * @param event the event
     */
    protected void onLog(SipEvent event) {
    }

    /**
     * {@link SipEvent#trace()} was sent or received.
     *
     * @param event the event
     */
    protected void onTrace(SipEvent event) {
    }

    /**
     * An event of a type that has no method here, as one of a later version of the library.
     *
     * @param event the event
     */
    protected void onOther(SipEvent event) {
    }
}

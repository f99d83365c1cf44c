/* SPDX-License-Identifier: LGPL-2.1-or-later */
/**
 * @file
 * SIP registration client: keeps addresses-of-record registered at their registrars (RFC 3261 §10).
 *
 * Nouns.  An *endpoint* owns the SIP stack: thread, sockets, resolver, event queue. An *account* says
 * what to register where. A *registration* is one account at work on one endpoint. An *event* tells
 * what happened to a registration.
 *
 * Lifetime.  What you receive through an `out` parameter is yours: give it back with the matching
 * _unref(), from any thread, also inside a callback. A handle stays valid as long as somebody holds a
 * reference; _ref() adds one. _unref(NULL) does nothing. A returned `const char *` is borrowed from
 * the object it was asked of and lives as long as that object does not change.
 *
 * Threads.  Every function may be called from any thread and never waits for the network. An account
 * is the exception: one thread at a time. Your callbacks run on the endpoint's thread (or inside
 * sipreg_endpoint_process()), one at a time, with no lock of the library held: they may call
 * everything here, also end the endpoint. They must not throw.
 *
 * Calls and events.  A return value tells whether the call was accepted. What became of the
 * registration is told by events, and only by events.
 *
 * Strings.  UTF-8, NUL-terminated, copied on the way in. Strings given out are valid UTF-8 and never
 * NULL; "" means absent.
 *
 * Time.  A name ending in _s is seconds, in _ms milliseconds. Time runs on a clock that does not jump
 * and goes on during suspend.
 *
 * Links.  A link-local IPv6 address says where somebody is together with a zone, the interface that leads there (RFC 4007
 * §11): "fe80::1%eth0", in a URI "sip:[fe80::1%25eth0]" (RFC 6874), where "%eth0" is taken too; the number of the
 * interface serves as well. Registrars, proxies, bind addresses and nameservers may have one, /etc/hosts and
 * /etc/resolv.conf too. The interface is looked up whenever a message goes there, so it may come later; as long as there is none
 * of that name, the target counts as unreachable. Without a zone the address is refused, also where there is but one
 * interface, since that may change. A zone never goes onto the wire.
 *
 * Errors.  Every function that can fail returns a #sipreg_error_t; the setter that refuses a value has
 * changed nothing. Passing NULL for a handle or an out parameter is #SIPREG_ERR_INVALID; a getter
 * answers 0, "" or NULL, or what its comment gives for "none".
 *
 * Secrets.  Passwords, HA1 values, tokens and keys are copied into guarded memory, wiped when done with,
 * and are never readable back, logged or traced. Wipe your own copy. A bearer token also stands in the
 * messages that carry it while they are sent.
 *
 * Compatibility.  Functions and enumerators may be added; numbers never change. Expect values that
 * you do not know.
 *
 * Process.  There is no global initialisation. While an endpoint runs, sofia-sip's timers in this
 * process follow a clock that does not jump, and its log goes to the endpoint's log callbacks.
 */
#ifndef SIPREG_SIPREG_H
#define SIPREG_SIPREG_H

#include <stddef.h>
#include <stdint.h>

#define SIPREG_VERSION_MAJOR 0
#define SIPREG_VERSION_MINOR 1
#define SIPREG_VERSION_PATCH 0
#define SIPREG_VERSION_STRING "0.1.0"

#ifndef SIPREG_API
#if defined(__GNUC__)
#define SIPREG_API __attribute__((visibility("default")))
#else
#define SIPREG_API
#endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** The SIP stack: thread, sockets, resolver, event queue. */
typedef struct sipreg_endpoint sipreg_endpoint_t;
/** What to register where. */
typedef struct sipreg_account sipreg_account_t;
/** One account at work on one endpoint. */
typedef struct sipreg_registration sipreg_registration_t;
/** How TLS is spoken: who is trusted, and who we are. */
typedef struct sipreg_tls sipreg_tls_t;
/** What happened to a registration; immutable. */
typedef struct sipreg_event sipreg_event_t;
/** What the last attempts of a registration did and why; immutable. */
typedef struct sipreg_explanation sipreg_explanation_t;

/** What a call may answer. Fixed for ever. */
typedef enum sipreg_error {
    SIPREG_OK = 0,
    SIPREG_ERR_INVALID = -1,   /**< an argument is NULL, malformed or out of range */
    SIPREG_ERR_STATE = -2,     /**< not possible now: started already, not started yet, or incomplete */
    SIPREG_ERR_CLOSED = -3,    /**< the endpoint was shut down */
    SIPREG_ERR_TIMEOUT = -4,   /**< nothing came within the time given */
    SIPREG_ERR_NO_MEMORY = -5, /**< nothing was changed */
    SIPREG_ERR_SNAPSHOT_FOREIGN = -6,   /**< no snapshot, or one of another account */
    SIPREG_ERR_SNAPSHOT_TRUNCATED = -7, /**< the end of the snapshot is missing */
    SIPREG_ERR_SNAPSHOT_FUTURE = -8,    /**< the snapshot was made by a later version of the library */
    SIPREG_ERR_SNAPSHOT_TAMPERED = -9,  /**< the snapshot was changed, or sealed with another key */
    SIPREG_ERR_SYSTEM = -20,   /**< the system refused a thread, a descriptor or an address */
    SIPREG_ERR_INTERNAL = -99  /**< a defect of this library */
} sipreg_error_t;

/** State of a registration. */
typedef enum sipreg_state {
    SIPREG_STATE_UNKNOWN = 0,
    SIPREG_STATE_IDLE = 1,          /**< nothing is asked of it, or it was given up */
    SIPREG_STATE_REGISTERING = 2,   /**< first attempt under way; no binding known */
    SIPREG_STATE_REGISTERED = 3,    /**< the binding lives; see sipreg_event_degraded() */
    SIPREG_STATE_WAITING = 4,       /**< no binding; the next attempt is scheduled */
    SIPREG_STATE_UNREGISTERING = 5  /**< removal of the binding under way */
} sipreg_state_t;

/** Kind of an event. */
typedef enum sipreg_event_type {
    SIPREG_EVENT_UNKNOWN = 0,
    SIPREG_EVENT_REGISTERED = 1,     /**< a REGISTER succeeded, the first one and each refresh */
    SIPREG_EVENT_FAILED = 2,         /**< an attempt failed; will_retry tells whether another comes */
    SIPREG_EVENT_DEGRADED = 3,       /**< the binding lives, but a refresh failed, or the flow to us was lost */
    SIPREG_EVENT_EXPIRED = 4,        /**< the binding ran out */
    SIPREG_EVENT_UNREGISTERED = 5,   /**< the binding was removed, or there was none to remove */
    SIPREG_EVENT_PUBLIC_ADDRESS = 6, /**< the registrar sees us at a new address */
    SIPREG_EVENT_BINDINGS = 7,       /**< answer to sipreg_registration_query() */
    SIPREG_EVENT_STATUS = 8,         /**< made by sipreg_registration_status() only */
    SIPREG_EVENT_OVERFLOW = 9,       /**< the queue was full: older events gave way to newer ones of their kind */
    SIPREG_EVENT_CREDENTIALS = 10,   /**< the attempt waits for credentials; see sipreg_registration_give_password() */
    SIPREG_EVENT_LOST = 11,          /**< the registrar holds our binding no more; kept, it is made anew at once */
    SIPREG_EVENT_REPLACED = 12,      /**< as lost: another of our instance has taken its place (RFC 5626 §6) */
    SIPREG_EVENT_FOREIGN = 13,       /**< bindings that are not ours have appeared: those of the event */
    SIPREG_EVENT_REWRITTEN = 14,     /**< the registrar shows our Contact as another URI, and is known to do so now */
    SIPREG_EVENT_DOWNGRADE = 15,     /**< challenged with a weaker digest than a login has succeeded with before */
    SIPREG_EVENT_REQUEST = 16,       /**< somebody sent us a request; see sipreg_endpoint_set_offer_requests() */
    SIPREG_EVENT_LOG = 17,           /**< a log line; see sipreg_endpoint_set_log_events() */
    SIPREG_EVENT_TRACE = 18          /**< a SIP message; see sipreg_endpoint_set_trace_events() */
} sipreg_event_type_t;

/** Why an attempt failed. */
typedef enum sipreg_failure {
    SIPREG_FAILURE_UNKNOWN = 0,
    SIPREG_FAILURE_TEMPORARY = 1,   /**< the registrar is in trouble (408, 480, 5xx): retried */
    SIPREG_FAILURE_FORBIDDEN = 2,   /**< the registrar refuses this user (403): not retried */
    SIPREG_FAILURE_FATAL = 3,       /**< the registrar will not take this REGISTER: not retried */
    SIPREG_FAILURE_CREDENTIALS = 4, /**< the credentials were rejected: not retried, ban-safe */
    SIPREG_FAILURE_DNS = 5,         /**< the registrar's name was not resolved: retried */
    SIPREG_FAILURE_TRANSPORT = 6,   /**< refused, unreachable, or the connection broke: retried */
    SIPREG_FAILURE_TLS = 7,         /**< handshake or certificate: retried slowly */
    SIPREG_FAILURE_TIMEOUT = 8      /**< no answer within the attempt deadline: retried */
} sipreg_failure_t;

/** What the attempt was for. */
typedef enum sipreg_operation {
    SIPREG_OPERATION_UNKNOWN = 0,
    SIPREG_OPERATION_REGISTER = 1,
    SIPREG_OPERATION_UNREGISTER = 2,
    SIPREG_OPERATION_QUERY = 3,
    SIPREG_OPERATION_REMOVE_BINDING = 4, /**< bindings of others, by their URIs */
    SIPREG_OPERATION_REMOVE_ALL = 5      /**< every binding of the AOR */
} sipreg_operation_t;

/** Transports, to be combined with `|`. */
typedef enum sipreg_transport {
    SIPREG_TRANSPORT_UNKNOWN = 0,
    SIPREG_TRANSPORT_UDP = 1,
    SIPREG_TRANSPORT_TCP = 2,
    SIPREG_TRANSPORT_TLS = 4,
    SIPREG_TRANSPORT_WS = 8,  /**< WebSocket (RFC 7118) */
    SIPREG_TRANSPORT_WSS = 16 /**< WebSocket over TLS */
} sipreg_transport_t;

/** Why a TLS connection did not come about. Unless said otherwise the failure is #SIPREG_FAILURE_TLS. */
typedef enum sipreg_tls_fault {
    SIPREG_TLS_FAULT_NONE = 0, /**< no TLS, or nothing wrong with it */
    SIPREG_TLS_FAULT_EXPIRED = 1, /**< a certificate of the server's chain has run out */
    SIPREG_TLS_FAULT_NOT_YET_VALID = 2, /**< one begins later: look at the clock here */
    SIPREG_TLS_FAULT_WRONG_NAME = 3, /**< the certificate is another's; the cause names the names that it has */
    SIPREG_TLS_FAULT_UNKNOWN_CA = 4, /**< no root that is trusted, or an intermediate certificate is missing */
    SIPREG_TLS_FAULT_SELF_SIGNED = 5, /**< the server has signed its certificate itself */
    SIPREG_TLS_FAULT_REVOKED = 6, /**< by a revocation list that was given */
    SIPREG_TLS_FAULT_WEAK_KEY = 7, /**< a key or signature too weak for the security level here */
    SIPREG_TLS_FAULT_WRONG_PURPOSE = 8, /**< the certificate is not for servers */
    SIPREG_TLS_FAULT_BAD_CHAIN = 9, /**< anything else wrong with the certificates */
    SIPREG_TLS_FAULT_PIN_MISMATCH = 10, /**< no pinned key is among those of the chain */
    SIPREG_TLS_FAULT_NO_CERTIFICATE = 11, /**< the server showed none */
    SIPREG_TLS_FAULT_PROTOCOL_VERSION = 12, /**< no TLS version that both speak */
    SIPREG_TLS_FAULT_NO_SHARED_CIPHER = 13, /**< no cipher suite that both speak */
    SIPREG_TLS_FAULT_CERTIFICATE_REQUIRED = 14, /**< the server wants a client certificate, and none is set */
    SIPREG_TLS_FAULT_CERTIFICATE_REJECTED = 15, /**< the server refuses our client certificate */
    SIPREG_TLS_FAULT_ALERT = 16, /**< the server refuses with another alert: sipreg_event_tls_alert() */
    SIPREG_TLS_FAULT_NOT_TLS = 17, /**< what answers does not speak TLS */
    SIPREG_TLS_FAULT_CLOSED = 18, /**< the server closed the connection within the handshake: retried as transport */
    SIPREG_TLS_FAULT_TIMEOUT = 19, /**< the server did not finish the handshake in time: retried as transport */
    SIPREG_TLS_FAULT_LOCAL = 20 /**< something is wrong here, as no system trust store */
} sipreg_tls_fault_t;

/** TLS versions. */
typedef enum sipreg_tls_version {
    SIPREG_TLS_VERSION_UNKNOWN = 0,
    SIPREG_TLS_VERSION_1_2 = 1,
    SIPREG_TLS_VERSION_1_3 = 2
} sipreg_tls_version_t;

/** Which address families are used. */
typedef enum sipreg_family {
    SIPREG_FAMILY_UNKNOWN = 0,
    SIPREG_FAMILY_ANY = 1,      /**< both, in the order that the system prefers (RFC 6724) */
    SIPREG_FAMILY_V4_FIRST = 2,
    SIPREG_FAMILY_V6_FIRST = 3,
    SIPREG_FAMILY_V4_ONLY = 4,
    SIPREG_FAMILY_V6_ONLY = 5
} sipreg_family_t;

/** Digest algorithms (RFC 7616, RFC 8760). */
typedef enum sipreg_algorithm {
    SIPREG_ALGORITHM_UNKNOWN = 0,
    SIPREG_ALGORITHM_MD5 = 1,
    SIPREG_ALGORITHM_SHA_256 = 2,
    SIPREG_ALGORITHM_SHA_512_256 = 3
} sipreg_algorithm_t;

/** How an outbound proxy is used. */
typedef enum sipreg_proxy_mode {
    SIPREG_PROXY_UNKNOWN = 0,
    SIPREG_PROXY_PINNED = 1, /**< packets go there, every header stays as if it were not there */
    SIPREG_PROXY_ROUTE = 2   /**< packets go there, and a loose Route header names it (RFC 3261 §8.1.2) */
} sipreg_proxy_mode_t;

/** Severity of a log line. */
typedef enum sipreg_log_level {
    SIPREG_LOG_UNKNOWN = 0,
    SIPREG_LOG_ERROR = 1,
    SIPREG_LOG_WARNING = 2,
    SIPREG_LOG_INFO = 3
} sipreg_log_level_t;

/** Receives events. @p event is borrowed for the call; sipreg_event_ref() keeps it. */
typedef void (*sipreg_event_cb)(const sipreg_event_t *event, void *user_data);

/**
 * Receives SIP messages as they are first sent and as they arrive, credentials redacted.
 * @p sent is 1 for a message sent, 0 for one received. @p peer is "udp:192.0.2.1:5060". The strings
 * are borrowed for the call. Retransmissions of a request are not shown again.
 */
typedef void (*sipreg_trace_cb)(int32_t sent, const char *peer, const char *message, void *user_data);

/** Receives log lines without a line end; @p line is borrowed for the call. */
typedef void (*sipreg_log_cb)(sipreg_log_level_t level, const char *line, void *user_data);

/** @name Library */
/** @{ */

/** Version of the library that runs, as "0.1.0". Static. */
SIPREG_API const char *sipreg_version(void);

/** Identifier of a code, as "SIPREG_ERR_STATE"; "SIPREG_ERR_?" for an unknown one. Static. */
SIPREG_API const char *sipreg_error_name(sipreg_error_t code);
/** Identifier in lower case without prefix, as "registered". Static; "unknown" for an unknown one. */
SIPREG_API const char *sipreg_event_type_name(sipreg_event_type_t code);
/** As sipreg_event_type_name(), as "credentials". Static. */
SIPREG_API const char *sipreg_failure_name(sipreg_failure_t code);
/** "none", "expired", "wrong_name", ...; "unknown" for a number that is none. */
SIPREG_API const char *sipreg_tls_fault_name(sipreg_tls_fault_t code);
/** As sipreg_event_type_name(), as "unregister". Static. */
SIPREG_API const char *sipreg_operation_name(sipreg_operation_t code);
/** As sipreg_event_type_name(), as "registering". Static. */
SIPREG_API const char *sipreg_state_name(sipreg_state_t code);

/** @} */
/** @name Endpoint */
/** @{ */

/**
 * Make an endpoint. It does nothing until sipreg_endpoint_start().
 *
 * The setters below are accepted until the start, later they answer #SIPREG_ERR_STATE.
 *
 * @retval SIPREG_ERR_NO_MEMORY  *@p out is NULL
 * @retval SIPREG_ERR_SYSTEM     no descriptor to be had; *@p out is NULL
 * @ownership *@p out is yours: sipreg_endpoint_unref()
 */
SIPREG_API sipreg_error_t sipreg_endpoint_new(sipreg_endpoint_t **out);

/** Add a reference. Returns @p endpoint. */
SIPREG_API sipreg_endpoint_t *sipreg_endpoint_ref(sipreg_endpoint_t *endpoint);

/** Drop a reference. The last one shuts the endpoint down first. Never waits. */
SIPREG_API void sipreg_endpoint_unref(sipreg_endpoint_t *endpoint);

/**
 * Deliver events to @p callback. Without this call they go to the queue of
 * sipreg_endpoint_next_event(). NULL returns to the queue.
 */
SIPREG_API sipreg_error_t sipreg_endpoint_set_callback(sipreg_endpoint_t *endpoint, sipreg_event_cb callback,
                                                       void *user_data);

/** With 1, no thread is made: the caller drives by sipreg_endpoint_process(). Default 0. */
SIPREG_API sipreg_error_t sipreg_endpoint_set_caller_driven(sipreg_endpoint_t *endpoint, int32_t on);

/**
 * With 1, requests that reach the endpoint's sockets become events, #SIPREG_EVENT_REQUEST, to be answered with
 * sipreg_event_respond(). Default 0.
 *
 * Whatever is set, OPTIONS is answered 200 by the library, since registrars probe with it, and ACK is dropped. Other
 * requests that nobody answers get 481 (BYE, CANCEL, PRACK) or 405. A request that comes again over UDP is not told of
 * again; it gets the answer that the first one got (RFC 3261 §17.2). A CANCEL is told of neither: the INVITE that it
 * cancels is answered 487.
 *
 * Requests are taken from addresses to which the endpoint has sent requests itself, and over connections that it made;
 * others are dropped without an answer, so that nobody is flooded in another's name. At most 64 wait for their answers;
 * further ones are answered 503.
 *
 * There are no dialogs: an INVITE can be refused or redirected with it, a MESSAGE or NOTIFY be taken.
 */
SIPREG_API sipreg_error_t sipreg_endpoint_set_offer_requests(sipreg_endpoint_t *endpoint, int32_t on);

/**
 * Add a local address to send from: "192.0.2.1", "192.0.2.1:5060", "[2001:db8::1]:5060". For each
 * address family, and for each link ("fe80::2%eth0"), the first one given is used; for one without any, the address
 * that the kernel routes to the registrar, at a port of the kernel's choice. UDP only; TCP connections leave from
 * the same address at any port.
 *
 * @retval SIPREG_ERR_INVALID  no numeric address, or a link-local one without a zone
 */
SIPREG_API sipreg_error_t sipreg_endpoint_add_bind_address(sipreg_endpoint_t *endpoint, const char *address);

/**
 * Transports that may be used, #SIPREG_TRANSPORT_UDP, #SIPREG_TRANSPORT_TCP, #SIPREG_TRANSPORT_TLS, #SIPREG_TRANSPORT_WS
 * and #SIPREG_TRANSPORT_WSS combined. Default all.
 * @retval SIPREG_ERR_INVALID  no or unknown transport
 */
SIPREG_API sipreg_error_t sipreg_endpoint_set_transports(sipreg_endpoint_t *endpoint, int32_t transports);

/**
 * TLS settings of accounts that have none of their own, as @p tls has them now: later changes of it do nothing here.
 * NULL, the default: the system's root certificates, TLS 1.2 and up, no client certificate.
 * @retval SIPREG_ERR_INVALID  they do not fit together: sipreg_tls_problem()
 * @retval SIPREG_ERR_SYSTEM   no roots were given, and the system has none
 * @retval SIPREG_ERR_STATE    the endpoint was started
 */
SIPREG_API sipreg_error_t sipreg_endpoint_set_tls(sipreg_endpoint_t *endpoint, sipreg_tls_t *tls);

/**
 * Time limit to connect, the handshakes of TLS and WebSocket included. Default 3500, so that it passes before a target's
 * (sipreg_endpoint_set_target_timeout_ms()) and the failure says what was waited for.
 * @retval SIPREG_ERR_INVALID  outside 100..600000
 */
SIPREG_API sipreg_error_t sipreg_endpoint_set_connect_timeout_ms(sipreg_endpoint_t *endpoint, int32_t timeout_ms);

/**
 * How the flow by which a binding was made, over which the registrar reaches us, is kept open and watched
 * (RFC 5626 §4.4). One ping goes out per flow, however many registrations share it.
 *
 * @param datagram_ms  longest time between two pings over UDP; default 29000, since NATs forget after 30 s; 0: none
 * @param stream_ms    the same over connections, default 120000; 0: none
 * @param pong_ms      how long the answer may take, default 10000; and over connections, how long anything sent may remain
 *                     unacknowledged by the peer's kernel (RFC 5482)
 *
 * The times are random between 80 and 100 percent of these. A registrar that says by Flow-Timer how often it wants to
 * be heard of is obeyed if that is more often. Over connections the ping is an empty line, whose answer is one too
 * (RFC 5626 §3.5.1); over UDP see sipreg_endpoint_set_stun_keepalive(). A peer that has never answered pings is not taken
 * for dead when it does not, unless it has agreed to outbound.
 *
 * A flow that is lost, since it was closed, or nothing answers, makes #SIPREG_EVENT_DEGRADED of each registration that
 * relied on it. Those that are kept register anew within four seconds, each at its own moment; more
 * slowly where each new flow is lost at once.
 * @retval SIPREG_ERR_INVALID  an interval other than 0 outside 1000..3600000, or @p pong_ms outside 100..600000
 */
SIPREG_API sipreg_error_t sipreg_endpoint_set_keepalive_ms(sipreg_endpoint_t *endpoint, int32_t datagram_ms,
                                                           int32_t stream_ms, int32_t pong_ms);

/**
 * With 1, the ping over UDP is a STUN Binding request (RFC 5626 §3.5.2), for registrars that answer such: silence then
 * tells that the flow is lost, and so does an answer that sees us at another address than before. With 0, the default,
 * it is an empty line, which nobody answers, except where the registrar has agreed to outbound.
 */
SIPREG_API sipreg_error_t sipreg_endpoint_set_stun_keepalive(sipreg_endpoint_t *endpoint, int32_t on);

/**
 * After which a connection that no registration is reached by, and over which no request is under way, is closed. Default
 * 32000.
 * @retval SIPREG_ERR_INVALID  outside 100..3600000
 */
SIPREG_API sipreg_error_t sipreg_endpoint_set_idle_ms(sipreg_endpoint_t *endpoint, int32_t idle_ms);

/**
 * Which of a registrar's addresses are used, and in which order within those of one SRV record. Default
 * #SIPREG_FAMILY_ANY. A registrar without an address of a family that is wanted fails with #SIPREG_FAILURE_DNS.
 * @retval SIPREG_ERR_INVALID  unknown family
 */
SIPREG_API sipreg_error_t sipreg_endpoint_set_family(sipreg_endpoint_t *endpoint, sipreg_family_t family);

/** User-Agent of accounts that set none. Default "libsipreg/VERSION"; "" sends no such header. */
SIPREG_API sipreg_error_t sipreg_endpoint_set_user_agent(sipreg_endpoint_t *endpoint, const char *text);

/**
 * SIP timers (RFC 3261 §17.1.2): first retransmission after @p t1_ms (default 500), at most every
 * @p t2_ms (4000); an answered UDP transaction is remembered for @p t4_ms (10, not the RFC's 5000: a
 * late duplicate of an answer is dropped without it too, and memory is what it costs).
 *
 * @retval SIPREG_ERR_INVALID  not 1 <= t1_ms <= t2_ms <= 60000, or t4_ms outside 1..60000
 */
SIPREG_API sipreg_error_t sipreg_endpoint_set_timers_ms(sipreg_endpoint_t *endpoint, int32_t t1_ms, int32_t t2_ms,
                                                        int32_t t4_ms);

/**
 * Time limit of one attempt, from the first query to the last answer, over all targets; the names are looked up within it.
 * Default 32000.
 * @retval SIPREG_ERR_INVALID  outside 100..600000
 */
SIPREG_API sipreg_error_t sipreg_endpoint_set_attempt_deadline_ms(sipreg_endpoint_t *endpoint, int32_t deadline_ms);

/**
 * Time limit of one target while others are left to try; the last one gets all that is left of the attempt. Default 4000.
 * @retval SIPREG_ERR_INVALID  outside 100..600000
 */
SIPREG_API sipreg_error_t sipreg_endpoint_set_target_timeout_ms(sipreg_endpoint_t *endpoint, int32_t timeout_ms);

/**
 * How targets that fail are treated, by all registrations of the endpoint alike. A target is an address, port and
 * transport. It fails when it refuses, cannot be reached, breaks the connection, answers 503 or stays silent for the
 * time limit of a target; any other answer shows that it lives. TLS that fails leads to the next target, too, but says
 * nothing of other domains at the same address.
 *
 * - One that failed is left out by everybody for half to all of @p rest_ms (default 10000), doubled with each failure in a
 *   row up to @p longest_rest_ms (60000), beginning with the account's own first wait if that is less
 *   (sipreg_account_set_retry_s()); or as long as its Retry-After says. Then one registration tries it, and the
 *   others hear of what came of it.
 * - A binding is refreshed where it was made, as long as that lives. To a target that the DNS prefers, or from a backup
 *   to the registrar, it goes back with a refresh, when that one has been back for @p failback_ms (60000): first a few
 *   registrations, after as much time again all.
 * - If every target of a registrar is down, only those that try one send; the others wait. They come back in the course of
 *   half of @p failback_ms. What somebody waits for is sent in any case: sipreg_registration_refresh(), a removal, a query;
 *   and so is a refresh at the last moment.
 *
 * sipreg_endpoint_network_changed() forgets all that. Which targets an attempt left out is told by
 * sipreg_explanation_skipped().
 *
 * @retval SIPREG_ERR_INVALID  not 1 <= rest_ms <= longest_rest_ms <= 3600000, or failback_ms outside 1..3600000
 * @rfc{3263,4.3}
 */
SIPREG_API sipreg_error_t sipreg_endpoint_set_health_ms(sipreg_endpoint_t *endpoint, int32_t rest_ms,
                                                        int32_t longest_rest_ms, int32_t failback_ms);

/**
 * Longest request that goes over UDP where neither the URI names a transport nor UDP is all there is: longer ones go to the
 * same address and port over TCP first, and over UDP if TCP is refused or silent there, which is then remembered as of any
 * target. Default 1300 bytes; set 200 less than the path MTU if you know it; 0 sends all over UDP. A URI with
 * "transport=udp" means it: its requests stay on UDP whatever their length, since there may be nothing else on the way.
 * @retval SIPREG_ERR_INVALID  outside 0..65507
 * @rfc{3261,18.1.1}
 */
SIPREG_API sipreg_error_t sipreg_endpoint_set_udp_limit(sipreg_endpoint_t *endpoint, int32_t bytes);

/**
 * Bound on the requests under way at once; what is beyond waits its turn. Default 200.
 * @retval SIPREG_ERR_INVALID  outside 1..2000 (the transaction layer's timers are linear in it)
 */
SIPREG_API sipreg_error_t sipreg_endpoint_set_max_outstanding(sipreg_endpoint_t *endpoint, int32_t count);

/**
 * Requests per second that leave at most, refreshes and answers to challenges included, evenly spaced: to one
 * registrar, and in all. What is beyond waits its turn. 0, the default, is no limit.
 * @retval SIPREG_ERR_INVALID  one is outside 0..100000
 */
SIPREG_API sipreg_error_t sipreg_endpoint_set_rate(sipreg_endpoint_t *endpoint, int32_t registrar_per_s,
                                                   int32_t total_per_s);

/**
 * How many attempts of each registration sipreg_registration_explain() remembers. Default 4; one takes 170 bytes if all
 * went well, and three times as much if not.
 * @retval SIPREG_ERR_INVALID  outside 0..100
 */
SIPREG_API sipreg_error_t sipreg_endpoint_set_explained_attempts(sipreg_endpoint_t *endpoint, int32_t count);

/**
 * How long sipreg_endpoint_network_changed() waits for more changes: until nothing was told for @p quiet_ms, but at
 * most five times as long. Default 1000.
 * @retval SIPREG_ERR_INVALID  outside 0..60000
 */
SIPREG_API sipreg_error_t sipreg_endpoint_set_settle_ms(sipreg_endpoint_t *endpoint, int32_t quiet_ms);

/**
 * With 1, the endpoint watches the host's network by itself (Linux), as if sipreg_endpoint_network_changed() with NULLs
 * were called when an address appears or goes on an interface that is up and not the loopback, or a default route
 * changes. Default 0.
 */
SIPREG_API sipreg_error_t sipreg_endpoint_set_watch_network(sipreg_endpoint_t *endpoint, int32_t on);

/**
 * Add a DNS server, "192.0.2.53", "[2001:db8::53]:5353" or "fe80::1%eth0". Without one, the system's are asked, and
 * read anew before a query if /etc/resolv.conf has changed since; queries under way are then asked again.
 * @retval SIPREG_ERR_INVALID  no numeric address, or a link-local one without a zone
 */
SIPREG_API sipreg_error_t sipreg_endpoint_add_nameserver(sipreg_endpoint_t *endpoint, const char *address);

/** Show every SIP message to @p callback; NULL ends it. */
SIPREG_API sipreg_error_t sipreg_endpoint_set_trace_callback(sipreg_endpoint_t *endpoint, sipreg_trace_cb callback,
                                                             void *user_data);

/** Give log lines up to @p level to @p callback; NULL ends it. */
SIPREG_API sipreg_error_t sipreg_endpoint_set_log_callback(sipreg_endpoint_t *endpoint, sipreg_log_level_t level,
                                                           sipreg_log_cb callback, void *user_data);

/**
 * Log lines up to @p level become events, #SIPREG_EVENT_LOG, for those who cannot be called back or want one order of all
 * things: each comes before the events that it led to. #SIPREG_LOG_UNKNOWN, the default: none do. A callback is told besides.
 *
 * At most 256 log lines and SIP messages wait in the queue; then the oldest of them gives way, counted in
 * #SIPREG_EVENT_OVERFLOW. Events of registrations never give way for them. A callback for events is told of all.
 * @retval SIPREG_ERR_INVALID  unknown level
 */
SIPREG_API sipreg_error_t sipreg_endpoint_set_log_events(sipreg_endpoint_t *endpoint, sipreg_log_level_t level);

/** With 1, every SIP message becomes an event, #SIPREG_EVENT_TRACE, bounded as log lines are. Default 0. */
SIPREG_API sipreg_error_t sipreg_endpoint_set_trace_events(sipreg_endpoint_t *endpoint, int32_t on);

/**
 * Begin to work: open the stack, start the library's thread unless caller-driven.
 *
 * @retval SIPREG_ERR_STATE   started already
 * @retval SIPREG_ERR_CLOSED  shut down already
 * @retval SIPREG_ERR_SYSTEM  no thread or descriptor to be had; may be tried again
 */
SIPREG_API sipreg_error_t sipreg_endpoint_start(sipreg_endpoint_t *endpoint);

/**
 * The host is about to sleep: nothing is sent until sipreg_endpoint_resume(), what is under way is cut off. Bindings
 * run on, and sipreg_registration_status() tells at any time whether one has run out.
 *
 * @retval SIPREG_ERR_STATE   not started
 * @retval SIPREG_ERR_CLOSED  shut down
 */
SIPREG_API sipreg_error_t sipreg_endpoint_suspend(sipreg_endpoint_t *endpoint);

/**
 * The host is awake again: what was cut off begins anew, what has become due is done. Without suspend it does nothing.
 * Errors as for sipreg_endpoint_suspend().
 */
SIPREG_API sipreg_error_t sipreg_endpoint_resume(sipreg_endpoint_t *endpoint);

/**
 * The network changed. After a moment of quiet (sipreg_endpoint_set_settle_ms()) new sockets are opened, what is under way
 * begins anew, and each registration that is kept registers from where we are then: one REGISTER puts the new Contact
 * in and takes the old one out (RFC 3261 §10.2.4), or with outbound takes its place by reg-id. Until that is answered, the flow
 * that the old binding was made by stays open, so that calls still come by it, if the network that it went through is
 * there; only a UDP port that was asked for by its number changes over at once. May be called as often as the system tells
 * of it; the flows of the network before the last are closed.
 *
 * @param addresses    as for sipreg_endpoint_add_bind_address(), several separated by commas; "" lets the kernel choose;
 *                     NULL leaves it as it was
 * @param nameservers  as for sipreg_endpoint_add_nameserver(), several separated by commas; "" asks the system's, read
 *                     anew; NULL leaves those that were given, or reads the system's anew
 * @retval SIPREG_ERR_INVALID  an address is not numeric, or is link-local without a zone
 * @retval SIPREG_ERR_STATE    not started
 * @retval SIPREG_ERR_CLOSED   shut down
 */
SIPREG_API sipreg_error_t sipreg_endpoint_network_changed(sipreg_endpoint_t *endpoint, const char *addresses,
                                                          const char *nameservers);

/**
 * Seal what sipreg_registration_snapshot() does, of all registrations that have sent a request. A new registration
 * takes its part of it when it is made; see sipreg_endpoint_restore().
 *
 * @param key     #SIPREG_SNAPSHOT_KEY_SIZE bytes of yours; secret and random
 * @param buffer  receives at most @p size bytes; NULL asks for the size alone
 * @param length  receives the size of the snapshot, also when the buffer is too small: it may have grown since it was
 *                asked for
 * @retval SIPREG_ERR_INVALID  @p buffer is too small
 * @retval SIPREG_ERR_STATE    not started
 * @retval SIPREG_ERR_CLOSED   shut down
 * @threading any thread; waits for the endpoint's thread to pause
 */
SIPREG_API sipreg_error_t sipreg_endpoint_snapshot(sipreg_endpoint_t *endpoint, const uint8_t *key, uint8_t *buffer,
                                                   size_t size, size_t *length);

/**
 * Have each registration that is made from now on go on where the snapshot was taken, if it is in it: the first one of
 * the same AOR and registrar takes its part, as by sipreg_registration_restore(). A second call replaces what is left.
 *
 * @param key  the one it was sealed with
 * @retval SIPREG_ERR_SNAPSHOT_FOREIGN    no snapshot of an endpoint
 * @retval SIPREG_ERR_SNAPSHOT_TRUNCATED  not whole
 * @retval SIPREG_ERR_SNAPSHOT_FUTURE     made by a later version
 * @retval SIPREG_ERR_SNAPSHOT_TAMPERED   changed, or sealed with another key
 */
SIPREG_API sipreg_error_t sipreg_endpoint_restore(sipreg_endpoint_t *endpoint, const uint8_t *key,
                                                  const uint8_t *snapshot, size_t size);

/**
 * End all work now. Bindings are left as they are at the registrars: sipreg_registration_stop() and
 * its event come first where they should go. Idempotent, never waits, legal in a callback and under
 * any lock. Readers of sipreg_endpoint_next_event() wake; no callback begins after this call, except
 * when it is called from another thread while one is just beginning.
 */
SIPREG_API void sipreg_endpoint_shutdown(sipreg_endpoint_t *endpoint);

/**
 * Wait until the work has really ended after a shutdown: the thread has left, sockets are closed.
 * For orderly ends of programs; nothing requires it.
 *
 * @param timeout_ms  -1 waits for ever, 0 asks
 * @retval SIPREG_ERR_TIMEOUT  not yet
 * @retval SIPREG_ERR_STATE    not shut down, or called inside a callback
 */
SIPREG_API sipreg_error_t sipreg_endpoint_wait_closed(sipreg_endpoint_t *endpoint, int32_t timeout_ms);

/**
 * Take the next event off the queue.
 *
 * @param timeout_ms  -1 waits for ever, 0 does not wait
 * @retval SIPREG_ERR_TIMEOUT  *@p out is NULL
 * @retval SIPREG_ERR_CLOSED   shut down; *@p out is NULL
 * @retval SIPREG_ERR_STATE    events go to a callback
 * @ownership *@p out is yours: sipreg_event_unref()
 */
SIPREG_API sipreg_error_t sipreg_endpoint_next_event(sipreg_endpoint_t *endpoint, int32_t timeout_ms,
                                                     sipreg_event_t **out);

/**
 * Descriptor that is readable while the queue holds an event or the endpoint is shut down. For poll()
 * only: never read it, never close it; it lives as long as the endpoint. -1 on failure.
 */
SIPREG_API int32_t sipreg_endpoint_event_fd(const sipreg_endpoint_t *endpoint);

/**
 * Caller-driven: do what is due and return at once. Callbacks run inside. Any thread, one at a time.
 *
 * @retval SIPREG_ERR_STATE   not started, not caller-driven, or a process call is under way
 * @retval SIPREG_ERR_CLOSED  shut down
 */
SIPREG_API sipreg_error_t sipreg_endpoint_process(sipreg_endpoint_t *endpoint);

/** Caller-driven: descriptor that is readable when sipreg_endpoint_process() has work. For poll() only. */
SIPREG_API int32_t sipreg_endpoint_process_fd(const sipreg_endpoint_t *endpoint);

/** Caller-driven: milliseconds until sipreg_endpoint_process() is due even if nothing is readable; -1 never. */
SIPREG_API int32_t sipreg_endpoint_next_deadline_ms(const sipreg_endpoint_t *endpoint);

/** @} */
/** @name Account */
/** @{ */

/**
 * Make an empty account. AOR and registrar must be set before it is used.
 * @ownership *@p out is yours: sipreg_account_unref()
 */
SIPREG_API sipreg_error_t sipreg_account_new(sipreg_account_t **out);
/** Add a reference. Returns @p account. */
SIPREG_API sipreg_account_t *sipreg_account_ref(sipreg_account_t *account);
/** Drop a reference. Registrations made from the account keep what they need. */
SIPREG_API void sipreg_account_unref(sipreg_account_t *account);

/** What the last setter of this account disliked, as "expires: 0 is outside 1..4294967295"; "" if nothing. Borrowed. */
SIPREG_API const char *sipreg_account_problem(const sipreg_account_t *account);

/**
 * Address-of-record, "sip:alice@example.com": From and To (RFC 3261 §10.2). No parameters, no headers. A sips: URI
 * needs a sips: registrar.
 */
SIPREG_API sipreg_error_t sipreg_account_set_aor(sipreg_account_t *account, const char *uri);
/**
 * Registrar, "sip:example.com", "sip:192.0.2.1:5070;transport=tcp": the Request-URI, and the target unless
 * an outbound proxy is set. No user part, no headers. Without a transport parameter, as the DNS says
 * (RFC 3263 §4.1). "sip:[fe80::1%25eth0]" is on a link; the zone is left out of the Request-URI.
 * "sips:example.com" and ";transport=tls" go over TLS to a server whose certificate is that of the host
 * written here (RFC 5922 §4), wherever the DNS says that it is. ";transport=ws" goes over WebSocket (RFC 7118), in clear with
 * sip:, over TLS with sips: or ";transport=wss"; the port is 80 or 443 if nobody says another one. See
 * sipreg_account_set_websocket_path().
 */
SIPREG_API sipreg_error_t sipreg_account_set_registrar(sipreg_account_t *account, const char *uri);
/** Display name in From and To; "" for none. */
SIPREG_API sipreg_error_t sipreg_account_set_display_name(sipreg_account_t *account, const char *name);
/** User name for digest authentication. Default: the user of the AOR. */
SIPREG_API sipreg_error_t sipreg_account_set_auth_username(sipreg_account_t *account, const char *username);
/** Password for digest authentication. At most 1023 bytes. */
SIPREG_API sipreg_error_t sipreg_account_set_password(sipreg_account_t *account, const char *password);
/**
 * H(username:realm:password) in place of the password, for one algorithm, in hex (32 digits for MD5, 64
 * else). A realm must be set too, as the hash holds for that realm alone. Only that algorithm's
 * challenges are then answered, unless a password serves the others.
 */
SIPREG_API sipreg_error_t sipreg_account_set_ha1(sipreg_account_t *account, sipreg_algorithm_t algorithm,
                                                 const char *hex);
/** Answer challenges of this realm only. Default "": any realm. */
SIPREG_API sipreg_error_t sipreg_account_set_realm(sipreg_account_t *account, const char *realm);
/** 0 refuses challenges without qop, whose answer is weaker (RFC 2069). Default 1. */
SIPREG_API sipreg_error_t sipreg_account_set_allow_no_qop(sipreg_account_t *account, int32_t on);
/**
 * Do not answer challenges weaker than @p algorithm (RFC 8760 orders them): a registrar, or somebody in its place, that
 * offers only these is a failure of class #SIPREG_FAILURE_FATAL. Default MD5, the weakest.
 * @retval SIPREG_ERR_INVALID  the algorithm is unknown
 */
SIPREG_API sipreg_error_t sipreg_account_set_least_algorithm(sipreg_account_t *account, sipreg_algorithm_t algorithm);
/** Requested lifetime of the binding, 1..4294967295 seconds. Default 3600. */
SIPREG_API sipreg_error_t sipreg_account_set_expires_s(sipreg_account_t *account, int64_t expires_s);
/**
 * Contact of your own, "sip:alice@192.0.2.9:5062". It is registered as it is, whatever address the registrar
 * sees. "" returns to the default: AOR user, address and port in use, corrected to the public address.
 */
SIPREG_API sipreg_error_t sipreg_account_set_contact(sipreg_account_t *account, const char *uri);
/** Add a Contact header parameter, "q" "0.5" or "+sip.audio" "", to the first Contact. Not "expires". */
SIPREG_API sipreg_error_t sipreg_account_add_contact_param(sipreg_account_t *account, const char *name,
                                                           const char *value);
/**
 * Register a further Contact beside the first, at most 16, with the same lifetime.
 *
 * @param uri     "sip:alice@192.0.2.9:5062"; another one than those added before (RFC 3261 §19.1.4)
 * @param params  its header parameters, ";q=0.5;+sip.audio"; "" for none. Not "expires".
 * @retval SIPREG_ERR_INVALID  one of them is malformed, or the Contact is there already
 * @rfc{3261,10.2.1}
 */
SIPREG_API sipreg_error_t sipreg_account_add_contact(sipreg_account_t *account, const char *uri, const char *params);
/**
 * Instance of this device, "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6": the same over restarts, another one on each
 * device (RFC 5626 §4.1). It is the +sip.instance of each of our Contacts and, where the registrar repeats it, tells
 * our binding from those of other devices. "" for none, the default. It adds nothing to Supported: whether "gruu"
 * (RFC 5627) or "path" (RFC 3327) may be said depends on what you do with GRUUs and routes; say it by
 * sipreg_account_set_supported().
 * @retval SIPREG_ERR_INVALID  no URN of up to 255 characters, or +sip.instance is a contact parameter already
 */
SIPREG_API sipreg_error_t sipreg_account_set_instance(sipreg_account_t *account, const char *urn);
/**
 * Ask for outbound (RFC 5626): the registrar calls us over the flow that we registered by, whatever NATs are on the way, and
 * we may keep several such flows, so that calls come in while one of them is being made anew. Needs an instance.
 *
 * "outbound" and "path" go to Supported and reg-id=1 to our Contact. A first hop that does not support it (439) is asked again
 * without. Where the registrar agrees (sipreg_event_outbound()), further flows are bound as reg-id=2 and so on: over
 * connections of their own, to other targets of the registrar's where there are some; over UDP only to others. Where it
 * does not, there is one binding as ever.
 *
 * Events say by sipreg_event_flow() which flow they are about, and by sipreg_event_state() how it stands with all: it is
 * #SIPREG_STATE_REGISTERED as long as one of them lives, and degraded if one does not. #SIPREG_EVENT_UNREGISTERED comes
 * when the last is gone. A flow that was lost is made anew as any (sipreg_endpoint_set_keepalive_ms()); after a failure the
 * waits are three times as long while another flow lives (§4.5).
 *
 * @param flows  1 to 4, all bound under one handle; 0 for no outbound, the default
 * @retval SIPREG_ERR_INVALID  outside 0..4, or reg-id is a contact parameter already
 */
SIPREG_API sipreg_error_t sipreg_account_set_outbound(sipreg_account_t *account, int32_t flows);
/**
 * Ask to be woken by push notifications (RFC 8599 §4.1): pn-provider, pn-param and pn-prid of the first Contact's URI.
 * They are given as they are, at most 1024 bytes each, and escaped as SIP needs it. When the binding is removed, pn-prid
 * is left out (RFC 8599 §4.1.2). What the network answers is told by sipreg_event_push_provider(); where it has no such
 * service (555), the binding is made without push. A reference for pushes within dialogs (pn-purr) is given by the network
 * and belongs into the Contacts of dialogs: sipreg_event_push_purr().
 *
 * @param provider  "apns", "fcm", "webpush"; "" with two more "" for no push, the default
 * @param param     what the provider needs beside, as the topic; may be ""
 * @param prid      the device's token or subscription at the provider
 * @retval SIPREG_ERR_INVALID  provider without prid or the reverse, control characters, or not UTF-8
 */
SIPREG_API sipreg_error_t sipreg_account_set_push(sipreg_account_t *account, const char *provider, const char *param,
                                                  const char *prid);
/**
 * 1 promises that this device refreshes its binding without being woken for it: +sip.pnsreg of each Contact (RFC 8599
 * §4.1.4). Default 0. Only you know: a suspended process runs no timer, and what was promised is not pushed.
 * @retval SIPREG_ERR_INVALID  +sip.pnsreg is a contact parameter already
 */
SIPREG_API sipreg_error_t sipreg_account_set_push_wakes_itself(sipreg_account_t *account, int32_t on);
/** Add a header to every REGISTER. Headers that the library writes itself are refused. */
SIPREG_API sipreg_error_t sipreg_account_add_header(sipreg_account_t *account, const char *name, const char *value);
/** Allow header, "INVITE, ACK, BYE"; "" sends none, the default. */
SIPREG_API sipreg_error_t sipreg_account_set_allow(sipreg_account_t *account, const char *methods);
/** Supported header, "path, gruu"; "" sends none, the default. Nothing is added to it silently. */
SIPREG_API sipreg_error_t sipreg_account_set_supported(sipreg_account_t *account, const char *options);
/** User-Agent header of this account; "" takes the endpoint's. */
SIPREG_API sipreg_error_t sipreg_account_set_user_agent(sipreg_account_t *account, const char *text);
/** Send to "sip:proxy.example.com:5080;transport=udp" instead of the registrar; "" for none. */
SIPREG_API sipreg_error_t sipreg_account_set_outbound_proxy(sipreg_account_t *account, const char *uri,
                                                            sipreg_proxy_mode_t mode);
/**
 * Add a place to send to when nothing lives at the registrar, or at the outbound proxy that stands before it, or its name is
 * not found: "sip:backup.example.net", checked as the registrar is; at most 8, tried in the order in which they were
 * added. It is a further next hop and not another domain: AOR and Request-URI stay what they are. All names are looked up
 * at the beginning of an attempt. Who went to a backup comes back as between targets of one name, see
 * sipreg_endpoint_set_health_ms().
 * @retval SIPREG_ERR_INVALID  no such URI, one that is there already, or too many
 */
SIPREG_API sipreg_error_t sipreg_account_add_backup_registrar(sipreg_account_t *account, const char *uri);
/**
 * Path, with its query, of the resource at which a server offers SIP over WebSocket: "/ws". Default "/". It goes for the
 * registrar, an outbound proxy and backups alike, as the three settings below do. Registrations that ask alike share a
 * connection.
 *
 * A server that answers the upgrade with anything but 101, a redirect and 401 included, or does not choose the subprotocol "sip",
 * is a failure of class #SIPREG_FAILURE_TRANSPORT whose cause says what it answered; other targets are tried.
 * @retval SIPREG_ERR_INVALID  not beginning with "/", a space, a fragment, or anything but ASCII, which is to be written as %HH
 * @rfc{6455,4.1}
 */
SIPREG_API sipreg_error_t sipreg_account_set_websocket_path(sipreg_account_t *account, const char *path);
/**
 * Host header of the upgrade, "front.example.com" or with ":port". Default "": host of the URI that is gone to, with its port if
 * it is not the usual one. The server's certificate is compared with the host of the URI in any case.
 * @retval SIPREG_ERR_INVALID  no such host or port
 */
SIPREG_API sipreg_error_t sipreg_account_set_websocket_host(sipreg_account_t *account, const char *host);
/**
 * Origin header of the upgrade, "https://app.example.com"; "" for none, the default.
 * @retval SIPREG_ERR_INVALID  a space, or anything but ASCII
 */
SIPREG_API sipreg_error_t sipreg_account_set_websocket_origin(sipreg_account_t *account, const char *origin);
/**
 * Add a header to the upgrade: "Cookie" "session=1", "Authorization" "Bearer ...". They are kept as secrets, 8191 bytes in all,
 * stand in no log and no trace, and go to no server of another domain that a redirection names, as credentials do
 * (sipreg_account_set_redirect_credentials()). Without TLS whoever is on the way can read them.
 * @retval SIPREG_ERR_INVALID  no header name, one that belongs to the upgrade itself (Host, Origin, Sec-WebSocket-...), control
 *                             characters, or too much
 */
SIPREG_API sipreg_error_t sipreg_account_add_websocket_header(sipreg_account_t *account, const char *name, const char *value);
/**
 * First and longest wait between failed attempts: doubled with each failure in a row, drawn from the upper
 * half, reset by success (RFC 5626 §4.5). Default 30 and 1800.
 * @retval SIPREG_ERR_INVALID  not 1 <= base_s <= cap_s <= 86400
 */
SIPREG_API sipreg_error_t sipreg_account_set_retry_s(sipreg_account_t *account, int32_t base_s, int32_t cap_s);
/**
 * What follows a failure of one class while the registration is kept.
 *
 * Default: #SIPREG_FAILURE_TEMPORARY, _DNS, _TRANSPORT and _TIMEOUT back off. _TLS waits the longest time of the backoff from
 * the first failure on: a certificate is renewed some day and a captive portal left behind, but not within seconds. The others
 * give up: a registrar may ban whoever goes on with credentials it has rejected.
 *
 * @param interval_s  -1 gives up, 0 backs off as sipreg_account_set_retry_s() says, 1..86400 waits that long each time.
 *                    A Retry-After may lengthen the wait, up to the cap of sipreg_account_set_retry_s(). That of a 5xx
 *                    holds for all registrations at that registrar, but for removals, sipreg_registration_refresh(), and
 *                    one refresh before a living binding ends (RFC 3261 §21.5.4).
 * @retval SIPREG_ERR_INVALID  outside that, or the class is unknown
 */
SIPREG_API sipreg_error_t sipreg_account_set_retry_class(sipreg_account_t *account, sipreg_failure_t failure,
                                                         int32_t interval_s);
/**
 * Give up after @p count failed attempts in a row, whatever their class. Default 0: never for that reason.
 * @retval SIPREG_ERR_INVALID  negative
 */
SIPREG_API sipreg_error_t sipreg_account_set_max_attempts(sipreg_account_t *account, int32_t count);
/**
 * When a binding is refreshed: @p room_s before its end, but with a tenth of its lifetime left at least and a half at
 * most; then up to @p jitter_percent earlier by chance, so that what was registered together does not come back
 * together. Default 180 and 10: room for four attempts.
 * @retval SIPREG_ERR_INVALID  room_s outside 0..86400, or jitter_percent outside 0..50
 */
SIPREG_API sipreg_error_t sipreg_account_set_refresh(sipreg_account_t *account, int32_t room_s, int32_t jitter_percent);
/**
 * How many challenges one attempt answers: the registrar's, a proxy's, new nonces for stale ones. Default 4.
 * @retval SIPREG_ERR_INVALID  outside 1..32
 */
SIPREG_API sipreg_error_t sipreg_account_set_max_challenges(sipreg_account_t *account, int32_t count);
/**
 * How many redirections (3xx, RFC 3261 §8.1.3.4) one attempt follows. Default 3; with 0 a 3xx is a failure.
 * @retval SIPREG_ERR_INVALID  outside 0..32
 */
SIPREG_API sipreg_error_t sipreg_account_set_max_redirects(sipreg_account_t *account, int32_t count);
/**
 * Longest lifetime that a 423 may ask for by Min-Expires (RFC 3261 §21.4.17). Default 604800, a week; a registrar that
 * wants more is a failure of class #SIPREG_FAILURE_FATAL.
 * @retval SIPREG_ERR_INVALID  outside 1..4294967295
 */
SIPREG_API sipreg_error_t sipreg_account_set_max_min_expires_s(sipreg_account_t *account, int64_t longest_s);
/** 1 answers challenges also where a redirection led to another domain. Default 0: there they are a failure. */
SIPREG_API sipreg_error_t sipreg_account_set_redirect_credentials(sipreg_account_t *account, int32_t on);
/** 1 answers MD5 challenges on TLS connections only. Default 0. */
SIPREG_API sipreg_error_t sipreg_account_set_md5_needs_tls(sipreg_account_t *account, int32_t on);
/**
 * 1 does not answer a challenge that is weaker than one that a login has succeeded with before, whatever its realm: the
 * attempt fails with class #SIPREG_FAILURE_FATAL. Default 0; #SIPREG_EVENT_DOWNGRADE tells of it in any case.
 */
SIPREG_API sipreg_error_t sipreg_account_set_refuse_downgrade(sipreg_account_t *account, int32_t on);
/**
 * 1 asks you where a challenge comes that no password, HA1 or token of the account fits: the registration tells
 * SIPREG_EVENT_CREDENTIALS and waits for your answer. Default 0: such a challenge is a failure of class
 * #SIPREG_FAILURE_CREDENTIALS.
 */
SIPREG_API sipreg_error_t sipreg_account_set_ask_credentials(sipreg_account_t *account, int32_t on);
/** 1 sends bearer tokens without TLS too: for tokens that are encrypted themselves (RFC 8898 §2). Default 0. */
SIPREG_API sipreg_error_t sipreg_account_set_bearer_in_clear(sipreg_account_t *account, int32_t on);
/**
 * Go on with an earlier Call-ID and CSeq: the first REGISTER carries @p cseq + 1. Default: a random Call-ID, CSeq 1.
 * @p cseq is 0..2147483646 (RFC 3261 §8.1.1.5).
 */
SIPREG_API sipreg_error_t sipreg_account_set_call_id(sipreg_account_t *account, const char *call_id, int64_t cseq);

/** @} */
/** @name Registration */
/** @{ */

/**
 * Make a registration of @p account on @p endpoint. It does nothing until asked. Later changes of the
 * account do not reach it.
 *
 * @retval SIPREG_ERR_STATE   the account lacks AOR or registrar, has an HA1 without realm, or is sips: on a way that is not TLS
 *                            throughout (RFC 3261 §26.2.2)
 * @retval SIPREG_ERR_CLOSED  the endpoint was shut down
 * @ownership *@p out is yours: sipreg_registration_unref(). It holds a reference on the endpoint.
 */
SIPREG_API sipreg_error_t sipreg_registration_new(sipreg_registration_t **out, sipreg_endpoint_t *endpoint,
                                                  const sipreg_account_t *account);
/** Add a reference. Returns @p registration. */
SIPREG_API sipreg_registration_t *sipreg_registration_ref(sipreg_registration_t *registration);
/**
 * Drop a reference. With the last one the registration is abandoned: no further request, no further event;
 * a binding is left to run out. sipreg_registration_stop() is the polite end. Events hold a reference.
 */
SIPREG_API void sipreg_registration_unref(sipreg_registration_t *registration);

/** Number of the registration, unique in the process, never reused. 0 for NULL. */
SIPREG_API int64_t sipreg_registration_id(const sipreg_registration_t *registration);

/**
 * Register now and keep the binding alive until sipreg_registration_stop().
 *
 * The outcome follows as #SIPREG_EVENT_REGISTERED or #SIPREG_EVENT_FAILED; refreshing, answering challenges
 * and retrying then go on by themselves. On a registration given up, or waiting for its next attempt, it
 * tries again at once; otherwise starting twice changes nothing.
 *
 * @retval SIPREG_OK         accepted, an event will follow
 * @retval SIPREG_ERR_STATE  the endpoint was not started
 * @rfc{3261,10.2}
 */
SIPREG_API sipreg_error_t sipreg_registration_start(sipreg_registration_t *registration);

/**
 * Register once: one attempt, no refresh, no retry. #SIPREG_EVENT_REGISTERED or #SIPREG_EVENT_FAILED follows,
 * and #SIPREG_EVENT_EXPIRED when the binding runs out. Ends the keeping begun by sipreg_registration_start().
 *
 * @retval SIPREG_ERR_STATE  the endpoint was not started
 */
SIPREG_API sipreg_error_t sipreg_registration_register_once(sipreg_registration_t *registration);

/**
 * Remove our binding and stop. #SIPREG_EVENT_UNREGISTERED follows, or #SIPREG_EVENT_FAILED with operation
 * #SIPREG_OPERATION_UNREGISTER, after which the binding is left to run out. A REGISTER under way is awaited first.
 *
 * @retval SIPREG_ERR_STATE  the endpoint was not started
 * @rfc{3261,10.2.2}
 */
SIPREG_API sipreg_error_t sipreg_registration_stop(sipreg_registration_t *registration);

/**
 * Ask the registrar for all bindings of the AOR. #SIPREG_EVENT_BINDINGS or #SIPREG_EVENT_FAILED with operation
 * #SIPREG_OPERATION_QUERY follows. Asked for several times while one is under way, it is done once more.
 *
 * @retval SIPREG_ERR_STATE  the endpoint was not started
 * @rfc{3261,10.2.3}
 */
SIPREG_API sipreg_error_t sipreg_registration_query(sipreg_registration_t *registration);

/**
 * Remove one binding of the AOR that is not ours, or was lost sight of. #SIPREG_EVENT_BINDINGS with what is left follows,
 * or #SIPREG_EVENT_FAILED, with operation #SIPREG_OPERATION_REMOVE_BINDING. Several that are asked for together go in one
 * request.
 *
 * @param uri  its Contact URI, as sipreg_event_binding_uri() gives it
 * @retval SIPREG_ERR_INVALID  no SIP URI
 * @retval SIPREG_ERR_STATE    the endpoint was not started
 * @rfc{3261,10.2.2}
 */
SIPREG_API sipreg_error_t sipreg_registration_remove_binding(sipreg_registration_t *registration, const char *uri);

/**
 * Remove all bindings of the AOR, those of other devices too (`Contact: *`). #SIPREG_EVENT_BINDINGS follows, or
 * #SIPREG_EVENT_FAILED, with operation #SIPREG_OPERATION_REMOVE_ALL. Ours goes with them, told by
 * #SIPREG_EVENT_UNREGISTERED; if the registration is kept, it is made anew at once.
 *
 * @retval SIPREG_ERR_STATE  the endpoint was not started
 * @rfc{3261,10.2.2}
 */
SIPREG_API sipreg_error_t sipreg_registration_remove_all(sipreg_registration_t *registration);

/**
 * Register or refresh at once, after a push or a wake-up: #SIPREG_EVENT_REGISTERED or #SIPREG_EVENT_FAILED follows
 * within @p deadline_ms. Neither a wait after failures nor a Retry-After holds it back, a query under way comes after
 * it; only a removal is awaited. A registration that was not started is kept from now on.
 *
 * @retval SIPREG_ERR_INVALID  @p deadline_ms is outside 100..600000
 * @retval SIPREG_ERR_STATE    the endpoint was not started
 */
SIPREG_API sipreg_error_t sipreg_registration_refresh(sipreg_registration_t *registration, int32_t deadline_ms);

/**
 * Go on with another account of the same AOR and registrar: a rotated password, other Contacts, another push token. If
 * the registrar would see a difference and the registration is kept, it refreshes at once, and Contacts that are gone
 * are removed in the same request; new credentials alone are used when the next answer to a challenge is due. A
 * registration that was given up needs sipreg_registration_start() besides.
 *
 * @retval SIPREG_ERR_INVALID  another AOR or registrar
 * @retval SIPREG_ERR_STATE    the account is not complete, or the endpoint was not started
 */
SIPREG_API sipreg_error_t sipreg_registration_update(sipreg_registration_t *registration,
                                                     const sipreg_account_t *account);

/**
 * What the last attempts did and why: see sipreg_endpoint_set_explained_attempts().
 * @ownership *@p out is yours: sipreg_explanation_unref()
 * @threading any thread; a moment's wait for the endpoint's thread
 */
SIPREG_API sipreg_error_t sipreg_registration_explain(sipreg_registration_t *registration,
                                                      sipreg_explanation_t **out);

/**
 * How it stands now, as an event of type #SIPREG_EVENT_STATUS: state, expiry, next refresh, public address,
 * Contact, last status and reason, Call-ID, CSeq. What was asked for a moment ago may not be begun yet.
 * @ownership *@p out is yours: sipreg_event_unref()
 * @threading any thread; a moment's wait for the endpoint's thread
 */
SIPREG_API sipreg_error_t sipreg_registration_status(sipreg_registration_t *registration, sipreg_event_t **out);

/** Bytes of the key that seals snapshots. */
#define SIPREG_SNAPSHOT_KEY_SIZE 32

/**
 * Seal what the next run of the program needs to refresh the same binding with one message: Call-ID, CSeq, nonces,
 * Contact, addresses, and until when the binding lives. No password is in it. Take one after each
 * #SIPREG_EVENT_REGISTERED; one that is a little old will do.
 *
 * @param key     #SIPREG_SNAPSHOT_KEY_SIZE bytes of yours; secret and random (libsodium secretbox)
 * @param buffer  receives at most @p size bytes; NULL asks for the size alone
 * @param length  receives the size of the snapshot, also when the buffer is too small
 * @retval SIPREG_ERR_INVALID  @p buffer is too small
 * @retval SIPREG_ERR_STATE    no request was sent yet: there is nothing to remember
 * @threading any thread; a moment's wait for the endpoint's thread
 */
SIPREG_API sipreg_error_t sipreg_registration_snapshot(sipreg_registration_t *registration, const uint8_t *key,
                                                       uint8_t *buffer, size_t size, size_t *length);

/**
 * Go on where a snapshot was taken, before anything else is asked of the registration. sipreg_registration_start() then
 * refreshes the binding with credentials at once; if our address is another by now, the old Contact is removed by the
 * same request. CSeq and nonce counts leave room for 1000 requests that the snapshot does not know of. A binding that has
 * run out by the wall clock is not remembered as alive.
 *
 * @param key     the one it was sealed with
 * @retval SIPREG_ERR_SNAPSHOT_FOREIGN    no snapshot, or of another AOR or registrar
 * @retval SIPREG_ERR_SNAPSHOT_TRUNCATED  not whole
 * @retval SIPREG_ERR_SNAPSHOT_FUTURE     made by a later version
 * @retval SIPREG_ERR_SNAPSHOT_TAMPERED   changed, or sealed with another key
 * @retval SIPREG_ERR_STATE               the registration has been asked for something already
 */
SIPREG_API sipreg_error_t sipreg_registration_restore(sipreg_registration_t *registration, const uint8_t *key,
                                                      const uint8_t *snapshot, size_t size);

/** @} */
/**
 * @name Credentials
 *
 * An account that asks for credentials need not hold any. When a challenge comes that nothing in it answers,
 * #SIPREG_EVENT_CREDENTIALS tells what is wanted, and the attempt waits; other registrations go on. One of the
 * functions below answers, from any thread, at once inside the callback or later, with the number of the request,
 * sipreg_event_credential_request(). If no answer comes before the attempt's deadline
 * (sipreg_endpoint_set_attempt_deadline_ms()), the attempt fails with #SIPREG_FAILURE_CREDENTIALS; so it does if the
 * answer does not fit what was asked. sipreg_registration_stop() ends the wait. An event that gave way in a full queue
 * (#SIPREG_EVENT_OVERFLOW) is one that nobody answers.
 *
 * What is given is kept for the realm as long as the registration lives and goes before what the account holds;
 * it is in no snapshot. What the registrar refuses is forgotten: refused in the attempt in which it was given, that
 * attempt fails with #SIPREG_FAILURE_CREDENTIALS; refused later, the application is asked again, with
 * sipreg_event_credential_rejected() 1. The account's own password, once refused, is asked for like that too. So a
 * changed password or an expired token is replaced without unregistering, and nobody tries in a loop.
 *
 * Any of them may answer any request that offered a fitting challenge: a token where Bearer was offered beside Digest,
 * say. All of them give
 *
 * @retval SIPREG_OK           accepted; if the request is over by then, it has no effect
 * @retval SIPREG_ERR_INVALID  @p request is not positive, or the value is malformed; nothing was answered
 * @retval SIPREG_ERR_STATE    the endpoint was not started
 * @retval SIPREG_ERR_CLOSED   the endpoint was shut down
 * @{
 */

/** Answer with a password. At most 1023 bytes. */
SIPREG_API sipreg_error_t sipreg_registration_give_password(sipreg_registration_t *registration, int64_t request,
                                                            const char *password);
/**
 * Answer with H(username:realm:password), as sipreg_account_set_ha1(), of the realm that was asked for. It answers the
 * challenges of that algorithm.
 */
SIPREG_API sipreg_error_t sipreg_registration_give_ha1(sipreg_registration_t *registration, int64_t request,
                                                       sipreg_algorithm_t algorithm, const char *hex);
/**
 * Answer with an access token, in the letters of RFC 6750 §2.1, at most 8191 bytes. Before you fetch one from
 * sipreg_event_credential_authz_server(), look that server up among those you trust.
 * @rfc{8898,2.1.1}
 */
SIPREG_API sipreg_error_t sipreg_registration_give_token(sipreg_registration_t *registration, int64_t request,
                                                         const char *token);
/**
 * Answer AKA with what the SIM made of RAND and AUTN, in hex: RES of 4 to 16 bytes, IK and CK of 16. AKAv1 needs RES
 * alone; IK and CK may both be "" then.
 * @rfc{3310,3.3}
 * @rfc{4169,3}
 */
SIPREG_API sipreg_error_t sipreg_registration_give_aka(sipreg_registration_t *registration, int64_t request,
                                                       const char *res, const char *ik, const char *ck);
/**
 * Answer AKA with AUTS, 14 bytes in hex: the SIM found the sequence number out of range. The registrar challenges anew,
 * and another request follows.
 * @rfc{3310,3.4}
 */
SIPREG_API sipreg_error_t sipreg_registration_give_aka_auts(sipreg_registration_t *registration, int64_t request,
                                                            const char *auts);
/** There are none: the attempt fails now, with #SIPREG_FAILURE_CREDENTIALS. */
SIPREG_API sipreg_error_t sipreg_registration_refuse_credentials(sipreg_registration_t *registration,
                                                                 int64_t request);

/** @} */
/** @name Event */
/** @{ */

/** Add a reference. Returns @p event. */
SIPREG_API const sipreg_event_t *sipreg_event_ref(const sipreg_event_t *event);
/** Drop a reference. */
SIPREG_API void sipreg_event_unref(const sipreg_event_t *event);

/** Kind. */
SIPREG_API sipreg_event_type_t sipreg_event_type(const sipreg_event_t *event);
/** Whose event it is; borrowed, NULL for #SIPREG_EVENT_OVERFLOW, _REQUEST, _LOG and _TRACE. */
SIPREG_API sipreg_registration_t *sipreg_event_registration(const sipreg_event_t *event);
/** sipreg_registration_id() of its registration. */
SIPREG_API int64_t sipreg_event_registration_id(const sipreg_event_t *event);
/** AOR of its registration. */
SIPREG_API const char *sipreg_event_aor(const sipreg_event_t *event);
/** State after the event. */
SIPREG_API sipreg_state_t sipreg_event_state(const sipreg_event_t *event);
/** 1 while the binding lives although the last refresh failed. */
SIPREG_API int32_t sipreg_event_degraded(const sipreg_event_t *event);
/** What the attempt was for. */
SIPREG_API sipreg_operation_t sipreg_event_operation(const sipreg_event_t *event);
/** Lifetime granted by the registrar, in seconds from the answer; 0 without a binding. */
SIPREG_API int64_t sipreg_event_granted_expires_s(const sipreg_event_t *event);
/** Milliseconds from the event to the end of the binding; 0 without a binding. */
SIPREG_API int64_t sipreg_event_remaining_ms(const sipreg_event_t *event);
/** Milliseconds from the event to the next refresh or retry; -1 if none is planned. */
SIPREG_API int64_t sipreg_event_next_attempt_ms(const sipreg_event_t *event);
/** Address at which the registrar sees us, "203.0.113.1:5060"; "" while unknown. */
SIPREG_API const char *sipreg_event_public_address(const sipreg_event_t *event);
/** Contact URI in use; "" before the first request. */
SIPREG_API const char *sipreg_event_contact(const sipreg_event_t *event);
/** SIP status of the last final answer; 0 if none came. */
SIPREG_API int32_t sipreg_event_status(const sipreg_event_t *event);
/** Reason phrase of that answer. */
SIPREG_API const char *sipreg_event_reason(const sipreg_event_t *event);
/**
 * Header of the answer as name and value, by number from 0; NULL past the end. On REGISTERED, FAILED, BINDINGS. On
 * REQUEST, of the request.
 */
SIPREG_API const char *sipreg_event_header_name(const sipreg_event_t *event, int32_t number);
/** Value to sipreg_event_header_name(). */
SIPREG_API const char *sipreg_event_header_value(const sipreg_event_t *event, int32_t number);
/** Why the attempt failed. */
SIPREG_API sipreg_failure_t sipreg_event_failure(const sipreg_event_t *event);
/** The same in a sentence, as "connection refused by udp:192.0.2.1:5060". */
SIPREG_API const char *sipreg_event_cause(const sipreg_event_t *event);
/** What was wrong with TLS; with several targets, at the first that was not trusted: the explanation tells of each. */
SIPREG_API sipreg_tls_fault_t sipreg_event_tls_fault(const sipreg_event_t *event);
/** Number of the TLS alert that the server sent (RFC 8446 §6); 0: none. */
SIPREG_API int32_t sipreg_event_tls_alert(const sipreg_event_t *event);
/** Number of the flow that it is about, from 1; 0 where no outbound was asked for. See sipreg_account_set_outbound(). */
SIPREG_API int32_t sipreg_event_flow(const sipreg_event_t *event);
/** 1 if the registrar calls us over the flow that this is about (RFC 5626): then requests that begin dialogs say ";ob". */
SIPREG_API int32_t sipreg_event_outbound(const sipreg_event_t *event);
/** How many attempts in a row have failed, this one included. */
SIPREG_API int32_t sipreg_event_attempt(const sipreg_event_t *event);
/** 1 if the library tries again by itself, after sipreg_event_next_attempt_ms(). */
SIPREG_API int32_t sipreg_event_will_retry(const sipreg_event_t *event);
/** Call-ID of the registration. */
SIPREG_API const char *sipreg_event_call_id(const sipreg_event_t *event);
/** CSeq of the last REGISTER sent; 0 before the first. */
SIPREG_API int64_t sipreg_event_cseq(const sipreg_event_t *event);
/** How many older events gave way, for #SIPREG_EVENT_OVERFLOW. */
SIPREG_API int64_t sipreg_event_dropped(const sipreg_event_t *event);

/** What to answer #SIPREG_EVENT_CREDENTIALS with; 0 on other events. */
SIPREG_API int64_t sipreg_event_credential_request(const sipreg_event_t *event);
/** "digest" or "bearer". */
SIPREG_API const char *sipreg_event_credential_scheme(const sipreg_event_t *event);
/** As the challenge writes it, "SHA-256", "AKAv1-MD5"; "" for bearer. */
SIPREG_API const char *sipreg_event_credential_algorithm(const sipreg_event_t *event);
/** Realm, as the registrar wrote it; show it to whom you ask. "" if a bearer challenge names none. */
SIPREG_API const char *sipreg_event_credential_realm(const sipreg_event_t *event);
/** 1 if a proxy asks and not the registrar. */
SIPREG_API int32_t sipreg_event_credential_proxy(const sipreg_event_t *event);
/** 1 if what was used before for this realm was refused. */
SIPREG_API int32_t sipreg_event_credential_rejected(const sipreg_event_t *event);
/** RAND of AKA, 32 hex digits; "" for others. */
SIPREG_API const char *sipreg_event_credential_aka_rand(const sipreg_event_t *event);
/** AUTN of AKA, 32 hex digits; "" for others. */
SIPREG_API const char *sipreg_event_credential_aka_autn(const sipreg_event_t *event);
/** Authorization server that issues tokens, a URI; anybody may have written it (RFC 8898 §2.1.1). "" if not named. */
SIPREG_API const char *sipreg_event_credential_authz_server(const sipreg_event_t *event);
/** Scope that the token must have, space-separated; "" if not named. */
SIPREG_API const char *sipreg_event_credential_scope(const sipreg_event_t *event);
/** Why the token before was refused, "invalid_token" (RFC 6750 §3.1); "" if not said. */
SIPREG_API const char *sipreg_event_credential_error(const sipreg_event_t *event);
/** The strongest algorithm that a login has succeeded with, "SHA-256", for #SIPREG_EVENT_DOWNGRADE. */
SIPREG_API const char *sipreg_event_downgrade_from(const sipreg_event_t *event);
/** The strongest that is offered now, "MD5". */
SIPREG_API const char *sipreg_event_downgrade_to(const sipreg_event_t *event);

/** Method of #SIPREG_EVENT_REQUEST, "MESSAGE"; "" on other events, as for the getters that follow. */
SIPREG_API const char *sipreg_event_request_method(const sipreg_event_t *event);
/**
 * The whole request, its topmost Via completed with where it came from (RFC 3261 §18.2.1); bytes that are no UTF-8, and
 * NUL, stand as U+FFFD.
 */
SIPREG_API const char *sipreg_event_request_text(const sipreg_event_t *event);
/** Its body, likewise. */
SIPREG_API const char *sipreg_event_request_body(const sipreg_event_t *event);
/** Whence it came, "192.0.2.1:5060", "[fe80::1%eth0]:5060". */
SIPREG_API const char *sipreg_event_request_source(const sipreg_event_t *event);
/** How it came; #SIPREG_TRANSPORT_UNKNOWN on other events. */
SIPREG_API sipreg_transport_t sipreg_event_request_transport(const sipreg_event_t *event);
/**
 * Answer #SIPREG_EVENT_REQUEST, once, at once or later, but within 10 seconds: then it is answered by default, and so it is
 * at once when the last reference of the event goes.
 *
 * @param status   200..699
 * @param reason   NULL or "" for the usual phrase of the status
 * @param headers  lines "Name: value", each ended by CRLF or LF; NULL or "" for none. Not Via, From, To, Call-ID, CSeq,
 *                 Record-Route and Content-Length, which the library writes. One that is no header of SIP's grammar is left
 *                 out, and all others with it. At most 8191 bytes
 * @param body     NULL or "" for none; wants a Content-Type among the headers. At most 8191 bytes
 * @retval SIPREG_OK           accepted; if the request is over by then, it has no effect
 * @retval SIPREG_ERR_INVALID  not such an event, or an argument is malformed; it can still be answered
 * @retval SIPREG_ERR_STATE    answered already, by you, by CANCEL or because its time ran out
 * @retval SIPREG_ERR_CLOSED   the endpoint was shut down
 * @rfc{3261,8.2.6}
 */
SIPREG_API sipreg_error_t sipreg_event_respond(const sipreg_event_t *event, int32_t status, const char *reason,
                                               const char *headers, const char *body);

/** Severity of #SIPREG_EVENT_LOG; #SIPREG_LOG_UNKNOWN on other events. */
SIPREG_API sipreg_log_level_t sipreg_event_log_level(const sipreg_event_t *event);
/** Its line, without a line end; "" on other events. */
SIPREG_API const char *sipreg_event_log_line(const sipreg_event_t *event);
/** 1 for a message sent, 0 for one received, of #SIPREG_EVENT_TRACE; 0 on other events. */
SIPREG_API int32_t sipreg_event_trace_sent(const sipreg_event_t *event);
/** Whither or whence, as "udp:192.0.2.1:5060"; "" on other events. */
SIPREG_API const char *sipreg_event_trace_peer(const sipreg_event_t *event);
/** The message, credentials redacted, as for #sipreg_trace_cb; "" on other events. */
SIPREG_API const char *sipreg_event_trace_message(const sipreg_event_t *event);

/** Number of bindings in the answer, for #SIPREG_EVENT_BINDINGS and #SIPREG_EVENT_REGISTERED. */
SIPREG_API int32_t sipreg_event_binding_count(const sipreg_event_t *event);
/** Contact URI of binding @p number, from 0. */
SIPREG_API const char *sipreg_event_binding_uri(const sipreg_event_t *event, int32_t number);
/** Contact parameters of it, as ";q=0.5;+sip.instance=\"<urn:uuid:...>\"", as the registrar wrote them. */
SIPREG_API const char *sipreg_event_binding_params(const sipreg_event_t *event, int32_t number);
/** Seconds left to it; -1 if the registrar did not say. */
SIPREG_API int64_t sipreg_event_binding_expires_s(const sipreg_event_t *event, int32_t number);
/** Its q value in thousandths; 1000 if absent (RFC 3261 §20.10). */
SIPREG_API int32_t sipreg_event_binding_q_milli(const sipreg_event_t *event, int32_t number);
/** 1 if it is our own. */
SIPREG_API int32_t sipreg_event_binding_is_own(const sipreg_event_t *event, int32_t number);

/**
 * What the registrar offered with the binding, of #SIPREG_EVENT_REGISTERED and #SIPREG_EVENT_STATUS. Value @p number of
 * Service-Route, as "<sip:p1.example.com;lr>", from 0; NULL past the end. At most 16 values of 512 bytes: a route that
 * has more, or a malformed value, is left out as a whole, since one with a hole leads elsewhere.
 * @rfc{3608,6.1}
 */
SIPREG_API const char *sipreg_event_service_route(const sipreg_event_t *event, int32_t number);
/**
 * Value of the Route header that requests outside of dialogs should begin with: the outbound proxy of
 * #SIPREG_PROXY_ROUTE, then the service route, unless that begins with the proxy itself. "" if there is neither.
 */
SIPREG_API const char *sipreg_event_route_set(const sipreg_event_t *event);
/** Value @p number of Path, by which requests reach us (RFC 3327 §5.3), bounded like the service route; NULL past the end. */
SIPREG_API const char *sipreg_event_path(const sipreg_event_t *event, int32_t number);
/** URI @p number of P-Associated-URI (RFC 7315 §4.1), at most 16, "tel:+1201" among them; NULL past the end. */
SIPREG_API const char *sipreg_event_associated_uri(const sipreg_event_t *event, int32_t number);
/** Public GRUU of our Contact (RFC 5627 §3.1.1); "" if the registrar gave none. */
SIPREG_API const char *sipreg_event_public_gruu(const sipreg_event_t *event);
/** Temporary GRUU of our Contact (RFC 5627 §3.1.2): a new one with each answer; the older ones stay good. */
SIPREG_API const char *sipreg_event_temporary_gruu(const sipreg_event_t *event);
/** Push services that will be used for us (+sip.pns of RFC 8599 §8.2), as "apns"; "" if none, whatever was asked for. */
SIPREG_API const char *sipreg_event_push_provider(const sipreg_event_t *event);
/** Seconds before its end by which a refresh is expected (+sip.pnsreg of RFC 8599 §8.4); 0 if that was not said. */
SIPREG_API int64_t sipreg_event_push_refresh_s(const sipreg_event_t *event);
/** Reference to put as pn-purr into the Contacts of dialogs in which we are to be woken (RFC 8599 §6); "" if none. */
SIPREG_API const char *sipreg_event_push_purr(const sipreg_event_t *event);
/** @} */
/** @name Explanation */
/** @{ */

/** Add a reference. Returns @p explanation. */
SIPREG_API const sipreg_explanation_t *sipreg_explanation_ref(const sipreg_explanation_t *explanation);
/** Drop a reference. */
SIPREG_API void sipreg_explanation_unref(const sipreg_explanation_t *explanation);

/**
 * All of it as JSON: {"attempts": [{"operation", "occasion", "began_ms_ago", "took_ms", "targets", "skipped":
 * [{"target", "why"}], "requests": [{"at_ms", "target", "status", "rule", "asked": [{"realm", "offered", "chosen"}],
 * "problem", "tls_fault", "tls_alert"}], "failure", "rule", "why", "section", "next_ms"}]}. Members without a value are absent.
 * Borrowed.
 */
SIPREG_API const char *sipreg_explanation_json(const sipreg_explanation_t *explanation);

/** Number of attempts, oldest first; the last may be under way. */
SIPREG_API int32_t sipreg_explanation_attempt_count(const sipreg_explanation_t *explanation);
/** What attempt @p attempt, from 0, was for. */
SIPREG_API sipreg_operation_t sipreg_explanation_operation(const sipreg_explanation_t *explanation, int32_t attempt);
/** Name of the rule that began it, as "refresh_due"; docs/machine.md tells of each. */
SIPREG_API const char *sipreg_explanation_occasion(const sipreg_explanation_t *explanation, int32_t attempt);
/** Milliseconds from its begin to the explanation. */
SIPREG_API int64_t sipreg_explanation_began_ms_ago(const sipreg_explanation_t *explanation, int32_t attempt);
/** Milliseconds that it took; -1 while it is under way. */
SIPREG_API int64_t sipreg_explanation_took_ms(const sipreg_explanation_t *explanation, int32_t attempt);
/** How many targets it had to try, those left out not counted. */
SIPREG_API int32_t sipreg_explanation_target_count(const sipreg_explanation_t *explanation, int32_t attempt);
/** Number of targets that were found and left out. */
SIPREG_API int32_t sipreg_explanation_skipped_count(const sipreg_explanation_t *explanation, int32_t attempt);
/** Target @p number of them, from 0, as "udp:192.0.2.1:5060". */
SIPREG_API const char *sipreg_explanation_skipped(const sipreg_explanation_t *explanation, int32_t attempt, int32_t number);
/** Why: "resting", it failed a short time ago; "probed", another registration was just finding out. */
SIPREG_API const char *sipreg_explanation_skipped_why(const sipreg_explanation_t *explanation, int32_t attempt,
                                                      int32_t number);
/** Why it failed; #SIPREG_FAILURE_UNKNOWN if it did not. */
SIPREG_API sipreg_failure_t sipreg_explanation_failure(const sipreg_explanation_t *explanation, int32_t attempt);
/** Name of the rule that ended it, as "granted". */
SIPREG_API const char *sipreg_explanation_rule(const sipreg_explanation_t *explanation, int32_t attempt);
/** That rule in a sentence. */
SIPREG_API const char *sipreg_explanation_why(const sipreg_explanation_t *explanation, int32_t attempt);
/** Where it stands, as "RFC 3261 §10.2.4"; "" for a rule of this library's own. */
SIPREG_API const char *sipreg_explanation_section(const sipreg_explanation_t *explanation, int32_t attempt);
/** Milliseconds from its end to the next attempt, as was planned then; -1 if none was. */
SIPREG_API int64_t sipreg_explanation_next_ms(const sipreg_explanation_t *explanation, int32_t attempt);

/** Number of requests that attempt @p attempt sent. */
SIPREG_API int32_t sipreg_explanation_request_count(const sipreg_explanation_t *explanation, int32_t attempt);
/** Milliseconds from the begin of the attempt to request @p number, from 0. */
SIPREG_API int64_t sipreg_explanation_request_at_ms(const sipreg_explanation_t *explanation, int32_t attempt,
                                                    int32_t number);
/** Where it went, as "udp:192.0.2.1:5060". */
SIPREG_API const char *sipreg_explanation_request_target(const sipreg_explanation_t *explanation, int32_t attempt,
                                                         int32_t number);
/** SIP status of its answer; 0 if none came. */
SIPREG_API int32_t sipreg_explanation_request_status(const sipreg_explanation_t *explanation, int32_t attempt,
                                                     int32_t number);
/** Name of the rule by which that was judged; "none" while it is awaited. */
SIPREG_API const char *sipreg_explanation_request_rule(const sipreg_explanation_t *explanation, int32_t attempt,
                                                       int32_t number);
/** What went wrong with it, as a sentence; "" if nothing. */
SIPREG_API const char *sipreg_explanation_request_problem(const sipreg_explanation_t *explanation, int32_t attempt,
                                                          int32_t number);
/** What was wrong with TLS when it was to be sent, see sipreg_event_tls_fault(). */
SIPREG_API sipreg_tls_fault_t sipreg_explanation_request_tls_fault(const sipreg_explanation_t *explanation, int32_t attempt,
                                                                   int32_t number);
/** Number of the TLS alert that its target sent; 0: none. */
SIPREG_API int32_t sipreg_explanation_request_tls_alert(const sipreg_explanation_t *explanation, int32_t attempt,
                                                        int32_t number);
/** Number of realms that asked for credentials in its answer. */
SIPREG_API int32_t sipreg_explanation_realm_count(const sipreg_explanation_t *explanation, int32_t attempt,
                                                  int32_t number);
/** Realm @p realm of them, from 0. */
SIPREG_API const char *sipreg_explanation_realm(const sipreg_explanation_t *explanation, int32_t attempt, int32_t number,
                                                int32_t realm);
/** What it offered, as "MD5, SHA-256". */
SIPREG_API const char *sipreg_explanation_offered(const sipreg_explanation_t *explanation, int32_t attempt,
                                                  int32_t number, int32_t realm);
/** What of that was chosen, as "SHA-256"; "" if nothing. */
SIPREG_API const char *sipreg_explanation_chosen(const sipreg_explanation_t *explanation, int32_t attempt,
                                                 int32_t number, int32_t realm);

/** @} */
/** @name Helpers */
/** @{ */

/**
 * Compute a digest response (RFC 7616 §3.4), to compare with other implementations.
 *
 * @param qop     "", "auth" or "auth-int" (over an empty body)
 * @param nc      nonce count, ignored without qop
 * @param cnonce  client nonce, ignored without qop
 * @param buffer  receives at most @p size bytes with the NUL; 65 are enough
 * @retval SIPREG_ERR_INVALID  unknown algorithm or qop, or @p size too small
 */
SIPREG_API sipreg_error_t sipreg_digest_compute(char *buffer, size_t size, const char *algorithm,
                                                const char *username, const char *realm, const char *password,
                                                const char *method, const char *uri, const char *nonce,
                                                int64_t nc, const char *cnonce, const char *qop);

/**
 * Check the value of an Authorization or Proxy-Authorization header against a password (RFC 7616 §3.4.6), in
 * constant time. It does not judge nonce or nonce count.
 *
 * @retval SIPREG_OK           the response is right
 * @retval SIPREG_ERR_STATE    the response is wrong
 * @retval SIPREG_ERR_INVALID  not a complete Digest answer of a known algorithm
 */
SIPREG_API sipreg_error_t sipreg_digest_verify(const char *authorization, const char *method, const char *password);

/**
 * Read one parameter of a challenge, "realm", "nonce", "algorithm", "qop", "stale" or "opaque", unquoted.
 *
 * @param challenge  value of a WWW-Authenticate or Proxy-Authenticate header
 * @param buffer     receives the value with a NUL; "" if the parameter is absent
 * @retval SIPREG_ERR_INVALID  no Digest challenge, unknown name, or @p size too small
 */
SIPREG_API sipreg_error_t sipreg_challenge_read(const char *challenge, const char *name, char *buffer, size_t size);

/**
 * Build the Contact URI that the engine would: the public address if known, else the local one, without a zone.
 *
 * @param user            user part, may be ""
 * @param public_address  "203.0.113.1:5060" or "" if unknown
 * @param local_address   "192.168.0.2:5060"
 * @param transport       #SIPREG_TRANSPORT_UDP adds no parameter, TCP adds ";transport=tcp", TLS ";transport=tls" to a sip: URI,
 *                        WS and WSS ";transport=ws"
 * @param secure          1 for a sips: URI
 * @retval SIPREG_ERR_INVALID  an argument is malformed, or @p size too small
 */
SIPREG_API sipreg_error_t sipreg_contact_build(char *buffer, size_t size, const char *user,
                                               const char *public_address, const char *local_address,
                                               sipreg_transport_t transport, int32_t secure);

/** @} */

/**
 * @name TLS
 * Settings of TLS connections. As an account, one thread at a time; each setter reads what it is given at once and
 * refuses what cannot be read, and sipreg_tls_problem() says why. They are put to use by sipreg_endpoint_set_tls() and
 * sipreg_account_set_tls(), which take them as they are then.
 *
 * Nothing of an account, no REGISTER at all, leaves before the server has shown a certificate that is valid, trusted,
 * for servers or SIP domains, and that of the host of the registrar's URI, or the outbound proxy's: its SIP URI without
 * a user, else its DNS name; its IP address for a numeric host (RFC 5922 §7). A server is not asked about revocation:
 * there is no OCSP. Two accounts share a connection only if transport, address, host and settings are the same.
 * @{
 */

/** Make the default settings. @ownership *@p out is yours: sipreg_tls_unref() */
SIPREG_API sipreg_error_t sipreg_tls_new(sipreg_tls_t **out);
/** Add a reference. Returns @p tls. */
SIPREG_API sipreg_tls_t *sipreg_tls_ref(sipreg_tls_t *tls);
/** Drop a reference. Where they were set they stay in use. */
SIPREG_API void sipreg_tls_unref(sipreg_tls_t *tls);

/** What was last disliked of these settings, as "ca: holds no certificate"; "" if nothing. Borrowed. */
SIPREG_API const char *sipreg_tls_problem(const sipreg_tls_t *tls);

/**
 * Trust the root certificates in a PEM file, and no more those of the system. May be called several times.
 * @retval SIPREG_ERR_INVALID  there is no such file, it is larger than 16 MB, or holds no certificate or a broken one
 */
SIPREG_API sipreg_error_t sipreg_tls_add_ca_file(sipreg_tls_t *tls, const char *path);
/** The same from PEM text. */
SIPREG_API sipreg_error_t sipreg_tls_add_ca_pem(sipreg_tls_t *tls, const char *pem);

/**
 * Refuse the certificates in this revocation list (RFC 5280 §5). A certificate whose issuer has no list here is not looked
 * up; one whose list has run out is refused.
 * @retval SIPREG_ERR_INVALID  there is no such file, it is larger than 16 MB, or holds no list or a broken one
 */
SIPREG_API sipreg_error_t sipreg_tls_add_crl_file(sipreg_tls_t *tls, const char *path);
/** The same from PEM text. */
SIPREG_API sipreg_error_t sipreg_tls_add_crl_pem(sipreg_tls_t *tls, const char *pem);

/**
 * Gives the passphrase of a private key: write at most @p size bytes to @p buffer and return how many, or -1 for none. It is
 * called within sipreg_tls_set_certificate_file() and _pem(), and must not throw.
 */
typedef int32_t (*sipreg_passphrase_cb)(char *buffer, int32_t size, void *user_data);
/** Ask @p callback for passphrases that are not given. NULL, the default: nobody is asked; nothing comes from a terminal. */
SIPREG_API sipreg_error_t sipreg_tls_set_passphrase_callback(sipreg_tls_t *tls, sipreg_passphrase_cb callback,
                                                             void *user_data);

/**
 * Show this certificate to servers that ask for one, which is after they have proven who they are.
 *
 * @param certificate  PEM file; ours first, then those of intermediates
 * @param key          PEM file with its private key, PKCS #8 or traditional; NULL: it is in the same file
 * @param passphrase   if the key is encrypted; NULL: the callback is asked
 * @retval SIPREG_ERR_INVALID  something cannot be read or opened, or the key is not that of the certificate
 */
SIPREG_API sipreg_error_t sipreg_tls_set_certificate_file(sipreg_tls_t *tls, const char *certificate, const char *key,
                                                          const char *passphrase);
/** The same from PEM text. */
SIPREG_API sipreg_error_t sipreg_tls_set_certificate_pem(sipreg_tls_t *tls, const char *certificate, const char *key,
                                                         const char *passphrase);

/**
 * Want this key in the server's chain, beside all else: the SHA-256 of its SubjectPublicKeyInfo in base64 (RFC 7469
 * §2.4, also after "sha256/") or hex. With several, one is enough.
 * @retval SIPREG_ERR_INVALID  no 32 bytes in base64 or hex
 */
SIPREG_API sipreg_error_t sipreg_tls_add_pin(sipreg_tls_t *tls, const char *pin);
/**
 * With 1, that the server's own key is pinned is enough: chain, dates and name are not looked at. For self-signed
 * certificates. Needs a pin. Default 0.
 */
SIPREG_API sipreg_error_t sipreg_tls_set_pin_only(sipreg_tls_t *tls, int32_t on);

/**
 * Least TLS version. Default 1.2. The system's OpenSSL configuration may ask for more.
 * @retval SIPREG_ERR_INVALID  unknown version
 */
SIPREG_API sipreg_error_t sipreg_tls_set_min_version(sipreg_tls_t *tls, sipreg_tls_version_t version);

/**
 * With 0, nothing of the server's certificate is checked, pins neither: whoever answers at the address can read and change
 * all, passwords in weak digests included. Each connection made so is logged as a warning. Default 1.
 */
SIPREG_API sipreg_error_t sipreg_tls_set_verify(sipreg_tls_t *tls, int32_t on);

/** With 1, "*.example.com" is good for sip.example.com, which RFC 5922 §7.2 forbids and many providers need. Default 0. */
SIPREG_API sipreg_error_t sipreg_tls_set_allow_wildcard(sipreg_tls_t *tls, int32_t on);
/** With 1, the common name counts where a certificate has no subjectAltName (RFC 5922 §7.1). Default 0. */
SIPREG_API sipreg_error_t sipreg_tls_set_allow_common_name(sipreg_tls_t *tls, int32_t on);

/** TLS settings of this account, in place of the endpoint's; NULL, the default, for those. See sipreg_endpoint_set_tls(). */
SIPREG_API sipreg_error_t sipreg_account_set_tls(sipreg_account_t *account, sipreg_tls_t *tls);

/** @} */

#ifdef __cplusplus
}
#endif

#endif /* SIPREG_SIPREG_H */

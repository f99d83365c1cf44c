/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Names and documentation of the enumerators in C#; the numbers come from the header. A new enumerator of the header that is
 * missing here fails the build, since public members without documentation do.
 * In C enumerators share one space of names: what stands before the two underscores is cut off after SWIG.
 */
%define SIPREG_ENUM(C_NAME, NAME, ATTRIBUTES)
%rename(NAME) C_NAME ## _t;
%typemap(csattributes) C_NAME ATTRIBUTES
%enddef
%define SIPREG_VALUE(C_NAME, NAME, ATTRIBUTES)
%rename(NAME) C_NAME;
%csattributes C_NAME ATTRIBUTES
%enddef

SIPREG_ENUM(sipreg_error, SipError, "/// <summary>What a call may answer. Fixed for ever.</summary>")
SIPREG_VALUE(SIPREG_OK, SipError__Ok, "/// <summary>Accepted.</summary>")
SIPREG_VALUE(SIPREG_ERR_INVALID, SipError__Invalid, "/// <summary>An argument is null, malformed or out of range.</summary>")
SIPREG_VALUE(SIPREG_ERR_STATE, SipError__State,
    "/// <summary>Not possible now: started already, not started yet, or incomplete.</summary>")
SIPREG_VALUE(SIPREG_ERR_CLOSED, SipError__Closed, "/// <summary>The endpoint was shut down.</summary>")
SIPREG_VALUE(SIPREG_ERR_TIMEOUT, SipError__Timeout, "/// <summary>Nothing came within the time given.</summary>")
SIPREG_VALUE(SIPREG_ERR_NO_MEMORY, SipError__NoMemory, "/// <summary>No memory; nothing was changed.</summary>")
SIPREG_VALUE(SIPREG_ERR_SNAPSHOT_FOREIGN, SipError__SnapshotForeign,
    "/// <summary>No snapshot, or one of another account.</summary>")
SIPREG_VALUE(SIPREG_ERR_SNAPSHOT_TRUNCATED, SipError__SnapshotTruncated,
    "/// <summary>The end of the snapshot is missing.</summary>")
SIPREG_VALUE(SIPREG_ERR_SNAPSHOT_FUTURE, SipError__SnapshotFuture,
    "/// <summary>The snapshot was made by a later version of the library.</summary>")
SIPREG_VALUE(SIPREG_ERR_SNAPSHOT_TAMPERED, SipError__SnapshotTampered,
    "/// <summary>The snapshot was changed, or sealed with another key.</summary>")
SIPREG_VALUE(SIPREG_ERR_SYSTEM, SipError__System,
    "/// <summary>The system refused a thread, a descriptor or an address.</summary>")
SIPREG_VALUE(SIPREG_ERR_INTERNAL, SipError__Internal, "/// <summary>A defect of this library.</summary>")

SIPREG_ENUM(sipreg_state, SipState, "/// <summary>State of a registration.</summary>")
SIPREG_VALUE(SIPREG_STATE_UNKNOWN, SipState__Unknown, "/// <summary>A state that this version does not know.</summary>")
SIPREG_VALUE(SIPREG_STATE_IDLE, SipState__Idle, "/// <summary>Nothing is asked of it, or it was given up.</summary>")
SIPREG_VALUE(SIPREG_STATE_REGISTERING, SipState__Registering,
    "/// <summary>First attempt under way; no binding known.</summary>")
SIPREG_VALUE(SIPREG_STATE_REGISTERED, SipState__Registered,
    "/// <summary>The binding lives; see <see cref=\"SipEvent.Degraded\"/>.</summary>")
SIPREG_VALUE(SIPREG_STATE_WAITING, SipState__Waiting, "/// <summary>No binding; the next attempt is scheduled.</summary>")
SIPREG_VALUE(SIPREG_STATE_UNREGISTERING, SipState__Unregistering, "/// <summary>Removal of the binding under way.</summary>")

SIPREG_ENUM(sipreg_event_type, SipEventType, "/// <summary>Kind of an event.</summary>")
SIPREG_VALUE(SIPREG_EVENT_UNKNOWN, SipEventType__Unknown, "/// <summary>A kind that this version does not know.</summary>")
SIPREG_VALUE(SIPREG_EVENT_REGISTERED, SipEventType__Registered,
    "/// <summary>A REGISTER succeeded, the first one and each refresh.</summary>")
SIPREG_VALUE(SIPREG_EVENT_FAILED, SipEventType__Failed,
    "/// <summary>An attempt failed; <see cref=\"SipEvent.WillRetry\"/> tells whether another comes.</summary>")
SIPREG_VALUE(SIPREG_EVENT_DEGRADED, SipEventType__Degraded,
    "/// <summary>The binding lives, but a refresh failed, or the flow to us was lost.</summary>")
SIPREG_VALUE(SIPREG_EVENT_EXPIRED, SipEventType__Expired, "/// <summary>The binding ran out.</summary>")
SIPREG_VALUE(SIPREG_EVENT_UNREGISTERED, SipEventType__Unregistered,
    "/// <summary>The binding was removed, or there was none to remove.</summary>")
SIPREG_VALUE(SIPREG_EVENT_PUBLIC_ADDRESS, SipEventType__PublicAddress,
    "/// <summary>The registrar sees us at a new address.</summary>")
SIPREG_VALUE(SIPREG_EVENT_BINDINGS, SipEventType__Bindings,
    "/// <summary>Answer to <see cref=\"SipRegistration.Query\"/> or to a removal.</summary>")
SIPREG_VALUE(SIPREG_EVENT_STATUS, SipEventType__Status,
    "/// <summary>Made by <see cref=\"SipRegistration.GetStatus\"/> only.</summary>")
SIPREG_VALUE(SIPREG_EVENT_OVERFLOW, SipEventType__Overflow,
    "/// <summary>The queue was full: older events of a registration gave way to newer.</summary>")
SIPREG_VALUE(SIPREG_EVENT_CREDENTIALS, SipEventType__Credentials,
    "/// <summary>The attempt waits for credentials: <see cref=\"SipEvent.Credentials\"/>.</summary>")
SIPREG_VALUE(SIPREG_EVENT_LOST, SipEventType__Lost,
    "/// <summary>The registrar holds our binding no more; kept, it is made anew at once.</summary>")
SIPREG_VALUE(SIPREG_EVENT_REPLACED, SipEventType__Replaced,
    "/// <summary>As lost: another of our instance has taken its place (RFC 5626 §6).</summary>")
SIPREG_VALUE(SIPREG_EVENT_FOREIGN, SipEventType__Foreign,
    "/// <summary>Bindings that are not ours have appeared: those of the event.</summary>")
SIPREG_VALUE(SIPREG_EVENT_REWRITTEN, SipEventType__Rewritten,
    "/// <summary>The registrar shows our Contact as another URI, and is known to do so now.</summary>")
SIPREG_VALUE(SIPREG_EVENT_DOWNGRADE, SipEventType__Downgrade,
    "/// <summary>Challenged with a weaker digest than a login has succeeded with before.</summary>")
SIPREG_VALUE(SIPREG_EVENT_REQUEST, SipEventType__Request,
    "/// <summary>Somebody sent us a request: <see cref=\"SipEvent.Request\"/>.</summary>")
SIPREG_VALUE(SIPREG_EVENT_LOG, SipEventType__Log,
    "/// <summary>A line of the log; it is told by <see cref=\"SipEndpoint.LogReceived\"/>.</summary>")
SIPREG_VALUE(SIPREG_EVENT_TRACE, SipEventType__Trace,
    "/// <summary>A SIP message; it is told by <see cref=\"SipEndpoint.TraceReceived\"/>.</summary>")

SIPREG_ENUM(sipreg_failure, SipFailure, "/// <summary>Why an attempt failed.</summary>")
SIPREG_VALUE(SIPREG_FAILURE_UNKNOWN, SipFailure__Unknown,
    "/// <summary>No failure, or a class that this version does not know.</summary>")
SIPREG_VALUE(SIPREG_FAILURE_TEMPORARY, SipFailure__Temporary,
    "/// <summary>The registrar is in trouble (408, 480, 5xx): retried.</summary>")
SIPREG_VALUE(SIPREG_FAILURE_FORBIDDEN, SipFailure__Forbidden,
    "/// <summary>The registrar refuses this user (403): not retried.</summary>")
SIPREG_VALUE(SIPREG_FAILURE_FATAL, SipFailure__Fatal,
    "/// <summary>The registrar will not take this REGISTER: not retried.</summary>")
SIPREG_VALUE(SIPREG_FAILURE_CREDENTIALS, SipFailure__Credentials,
    "/// <summary>The credentials were rejected: not retried, since a registrar may ban whoever goes on.</summary>")
SIPREG_VALUE(SIPREG_FAILURE_DNS, SipFailure__Dns, "/// <summary>The registrar's name was not resolved: retried.</summary>")
SIPREG_VALUE(SIPREG_FAILURE_TRANSPORT, SipFailure__Transport,
    "/// <summary>Refused, unreachable, or the connection broke: retried.</summary>")
SIPREG_VALUE(SIPREG_FAILURE_TLS, SipFailure__Tls, "/// <summary>Handshake or certificate: retried slowly.</summary>")
SIPREG_VALUE(SIPREG_FAILURE_TIMEOUT, SipFailure__Timeout,
    "/// <summary>No answer within the attempt deadline: retried.</summary>")

SIPREG_ENUM(sipreg_operation, SipOperation, "/// <summary>What the attempt was for.</summary>")
SIPREG_VALUE(SIPREG_OPERATION_UNKNOWN, SipOperation__Unknown,
    "/// <summary>None, or one that this version does not know.</summary>")
SIPREG_VALUE(SIPREG_OPERATION_REGISTER, SipOperation__Register, "/// <summary>To make or refresh our binding.</summary>")
SIPREG_VALUE(SIPREG_OPERATION_UNREGISTER, SipOperation__Unregister, "/// <summary>To remove our binding.</summary>")
SIPREG_VALUE(SIPREG_OPERATION_QUERY, SipOperation__Query, "/// <summary>To ask for all bindings.</summary>")
SIPREG_VALUE(SIPREG_OPERATION_REMOVE_BINDING, SipOperation__RemoveBinding,
    "/// <summary>To remove bindings of others, by their URIs.</summary>")
SIPREG_VALUE(SIPREG_OPERATION_REMOVE_ALL, SipOperation__RemoveAll,
    "/// <summary>To remove every binding of the address-of-record.</summary>")

SIPREG_ENUM(sipreg_transport, SipTransports, "/// <summary>Transports, to be combined.</summary>\n[global::System.Flags]")
SIPREG_VALUE(SIPREG_TRANSPORT_UNKNOWN, SipTransports__Unknown, "/// <summary>None, or unknown.</summary>")
SIPREG_VALUE(SIPREG_TRANSPORT_UDP, SipTransports__Udp, "/// <summary>UDP.</summary>")
SIPREG_VALUE(SIPREG_TRANSPORT_TCP, SipTransports__Tcp, "/// <summary>TCP.</summary>")
SIPREG_VALUE(SIPREG_TRANSPORT_TLS, SipTransports__Tls, "/// <summary>TLS over TCP.</summary>")
SIPREG_VALUE(SIPREG_TRANSPORT_WS, SipTransports__WebSocket, "/// <summary>WebSocket (RFC 7118).</summary>")
SIPREG_VALUE(SIPREG_TRANSPORT_WSS, SipTransports__SecureWebSocket, "/// <summary>WebSocket over TLS.</summary>")

SIPREG_ENUM(sipreg_tls_fault, SipTlsFault,
    "/// <summary>Why there is no TLS connection; unless said otherwise, of class <see cref=\"SipFailure.Tls\"/>.</summary>")
SIPREG_VALUE(SIPREG_TLS_FAULT_NONE, SipTlsFault__None, "/// <summary>No TLS, or nothing wrong with it.</summary>")
SIPREG_VALUE(SIPREG_TLS_FAULT_EXPIRED, SipTlsFault__Expired,
    "/// <summary>A certificate of the server's chain has run out.</summary>")
SIPREG_VALUE(SIPREG_TLS_FAULT_NOT_YET_VALID, SipTlsFault__NotYetValid,
    "/// <summary>A certificate of the server's chain begins later: look at the clock here.</summary>")
SIPREG_VALUE(SIPREG_TLS_FAULT_WRONG_NAME, SipTlsFault__WrongName,
    "/// <summary>The certificate is another's; the cause names the names that it has.</summary>")
SIPREG_VALUE(SIPREG_TLS_FAULT_UNKNOWN_CA, SipTlsFault__UnknownCa,
    "/// <summary>No root that is trusted, or an intermediate certificate is missing.</summary>")
SIPREG_VALUE(SIPREG_TLS_FAULT_SELF_SIGNED, SipTlsFault__SelfSigned,
    "/// <summary>The server has signed its certificate itself.</summary>")
SIPREG_VALUE(SIPREG_TLS_FAULT_REVOKED, SipTlsFault__Revoked,
    "/// <summary>The certificate is on a revocation list that was given.</summary>")
SIPREG_VALUE(SIPREG_TLS_FAULT_WEAK_KEY, SipTlsFault__WeakKey,
    "/// <summary>A key or signature too weak for the security level here.</summary>")
SIPREG_VALUE(SIPREG_TLS_FAULT_WRONG_PURPOSE, SipTlsFault__WrongPurpose,
    "/// <summary>The certificate is not for servers.</summary>")
SIPREG_VALUE(SIPREG_TLS_FAULT_BAD_CHAIN, SipTlsFault__BadChain,
    "/// <summary>Anything else wrong with the certificates.</summary>")
SIPREG_VALUE(SIPREG_TLS_FAULT_PIN_MISMATCH, SipTlsFault__PinMismatch,
    "/// <summary>No pinned key is among those of the chain.</summary>")
SIPREG_VALUE(SIPREG_TLS_FAULT_NO_CERTIFICATE, SipTlsFault__NoCertificate, "/// <summary>The server showed none.</summary>")
SIPREG_VALUE(SIPREG_TLS_FAULT_PROTOCOL_VERSION, SipTlsFault__ProtocolVersion,
    "/// <summary>No TLS version that both speak.</summary>")
SIPREG_VALUE(SIPREG_TLS_FAULT_NO_SHARED_CIPHER, SipTlsFault__NoSharedCipher,
    "/// <summary>No cipher suite that both speak.</summary>")
SIPREG_VALUE(SIPREG_TLS_FAULT_CERTIFICATE_REQUIRED, SipTlsFault__CertificateRequired,
    "/// <summary>The server wants a client certificate, and none is set.</summary>")
SIPREG_VALUE(SIPREG_TLS_FAULT_CERTIFICATE_REJECTED, SipTlsFault__CertificateRejected,
    "/// <summary>The server refuses our client certificate.</summary>")
SIPREG_VALUE(SIPREG_TLS_FAULT_ALERT, SipTlsFault__Alert,
    "/// <summary>The server refuses with another alert: <see cref=\"SipEvent.TlsAlert\"/>.</summary>")
SIPREG_VALUE(SIPREG_TLS_FAULT_NOT_TLS, SipTlsFault__NotTls, "/// <summary>What answers does not speak TLS.</summary>")
SIPREG_VALUE(SIPREG_TLS_FAULT_CLOSED, SipTlsFault__Closed,
    "/// <summary>The server closed the connection within the handshake: retried as transport.</summary>")
SIPREG_VALUE(SIPREG_TLS_FAULT_TIMEOUT, SipTlsFault__Timeout,
    "/// <summary>The server did not finish the handshake in time: retried as transport.</summary>")
SIPREG_VALUE(SIPREG_TLS_FAULT_LOCAL, SipTlsFault__Local,
    "/// <summary>Something is wrong here, as no system trust store.</summary>")

SIPREG_ENUM(sipreg_tls_version, SipTlsVersion, "/// <summary>TLS versions.</summary>")
SIPREG_VALUE(SIPREG_TLS_VERSION_UNKNOWN, SipTlsVersion__Unknown, "/// <summary>Unknown.</summary>")
SIPREG_VALUE(SIPREG_TLS_VERSION_1_2, SipTlsVersion__Tls12, "/// <summary>TLS 1.2.</summary>")
SIPREG_VALUE(SIPREG_TLS_VERSION_1_3, SipTlsVersion__Tls13, "/// <summary>TLS 1.3.</summary>")

SIPREG_ENUM(sipreg_family, SipAddressFamily, "/// <summary>Which address families are used.</summary>")
SIPREG_VALUE(SIPREG_FAMILY_UNKNOWN, SipAddressFamily__Unknown, "/// <summary>Unknown.</summary>")
SIPREG_VALUE(SIPREG_FAMILY_ANY, SipAddressFamily__Any,
    "/// <summary>Both, in the order that the system prefers (RFC 6724).</summary>")
SIPREG_VALUE(SIPREG_FAMILY_V4_FIRST, SipAddressFamily__V4First, "/// <summary>Both, IPv4 first.</summary>")
SIPREG_VALUE(SIPREG_FAMILY_V6_FIRST, SipAddressFamily__V6First, "/// <summary>Both, IPv6 first.</summary>")
SIPREG_VALUE(SIPREG_FAMILY_V4_ONLY, SipAddressFamily__V4Only, "/// <summary>IPv4 alone.</summary>")
SIPREG_VALUE(SIPREG_FAMILY_V6_ONLY, SipAddressFamily__V6Only, "/// <summary>IPv6 alone.</summary>")

SIPREG_ENUM(sipreg_algorithm, SipDigestAlgorithm, "/// <summary>Digest algorithms (RFC 7616, RFC 8760).</summary>")
SIPREG_VALUE(SIPREG_ALGORITHM_UNKNOWN, SipDigestAlgorithm__Unknown, "/// <summary>Unknown.</summary>")
SIPREG_VALUE(SIPREG_ALGORITHM_MD5, SipDigestAlgorithm__Md5, "/// <summary>MD5.</summary>")
SIPREG_VALUE(SIPREG_ALGORITHM_SHA_256, SipDigestAlgorithm__Sha256, "/// <summary>SHA-256.</summary>")
SIPREG_VALUE(SIPREG_ALGORITHM_SHA_512_256, SipDigestAlgorithm__Sha512Truncated256, "/// <summary>SHA-512/256.</summary>")

SIPREG_ENUM(sipreg_proxy_mode, SipProxyMode, "/// <summary>How an outbound proxy is used.</summary>")
SIPREG_VALUE(SIPREG_PROXY_UNKNOWN, SipProxyMode__Unknown, "/// <summary>Unknown.</summary>")
SIPREG_VALUE(SIPREG_PROXY_PINNED, SipProxyMode__Pinned,
    "/// <summary>Packets go there, every header stays as if it were not there.</summary>")
SIPREG_VALUE(SIPREG_PROXY_ROUTE, SipProxyMode__Route,
    "/// <summary>Packets go there, and a loose Route header names it (RFC 3261 §8.1.2).</summary>")

SIPREG_ENUM(sipreg_log_level, SipLogLevel, "/// <summary>Severity of a log line.</summary>")
SIPREG_VALUE(SIPREG_LOG_UNKNOWN, SipLogLevel__Unknown, "/// <summary>Unknown; as a level that is set: no lines.</summary>")
SIPREG_VALUE(SIPREG_LOG_ERROR, SipLogLevel__Error, "/// <summary>Something failed.</summary>")
SIPREG_VALUE(SIPREG_LOG_WARNING, SipLogLevel__Warning, "/// <summary>Something is unsafe or odd.</summary>")
SIPREG_VALUE(SIPREG_LOG_INFO, SipLogLevel__Info, "/// <summary>What goes on.</summary>")

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The raw layer of all bindings, generated from the public header; what differs between languages stands in their own files. */
#if defined(SWIGJAVA) || defined(SWIGCSHARP)
%module SipregNative
#elif defined(SWIGGO)
%module csipreg
#endif

%{
#include <sipreg/sipreg.h>
%}

%include <stdint.i>
#define SIPREG_API

/* Nothing calls back over a language's border: events, log lines and traces are taken from the queue. */
%ignore sipreg_endpoint_set_callback;
%ignore sipreg_endpoint_set_trace_callback;
%ignore sipreg_endpoint_set_log_callback;
%ignore sipreg_tls_set_passphrase_callback;
%ignore sipreg_event_cb;
%ignore sipreg_trace_cb;
%ignore sipreg_log_cb;
%ignore sipreg_passphrase_cb;

#if defined(SWIGJAVA)
%include "java.i"
#elif defined(SWIGCSHARP)
%include "csharp.i"
#elif defined(SWIGGO)
%include "go.i"
#endif

%include <sipreg/sipreg.h>

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Go: handles are uintptr, text is *byte (NUL-terminated) both ways, so that no secret is copied by the glue; enums are int. */
%insert(cgo_comment_typedefs) %{
#cgo pkg-config: sipreg
%}

/* SWIG would make package variables of them, filled by calls at the start; enums.go has them as constants. */
%rename("$ignore", %$isenumitem) "";
%rename("$ignore", %$isenum) "";
%rename("$ignore", %$isconstant) "";

%typemap(gotype) sipreg_error_t, sipreg_state_t, sipreg_event_type_t, sipreg_failure_t, sipreg_operation_t,
                 sipreg_transport_t, sipreg_tls_fault_t, sipreg_tls_version_t, sipreg_family_t, sipreg_algorithm_t,
                 sipreg_proxy_mode_t, sipreg_log_level_t "int"

%typemap(gotype) char *, const char *, uint8_t *, const uint8_t * "*byte"
%typemap(in) char *, const char *, uint8_t *, const uint8_t * %{ $1 = ($1_ltype)$input; %}
%typemap(out) const char * %{ $result = (void *)$1; %}
%typemap(goout) char *, const char * %{ $result = $1 %}
%typemap(freearg) char *, const char * ""
%typemap(argout) char *, const char * ""

%typemap(gotype) size_t *length "*uintptr"
%typemap(gotype) size_t "uintptr"
/* SWIG has int for it, which would be cut silently on the way to C. */
%typemap(gotype) int32_t "int32"
%typemap(in) size_t *length %{ $1 = ($1_ltype)$input; %}

%define SIPREG_GO_HANDLE(T)
%typemap(gotype) T *, const T * "uintptr"
%typemap(in) T *, const T * %{ $1 = ($1_ltype)$input; %}
%typemap(out) T *, const T * %{ $result = (T *)$1; %}
%typemap(gotype) T **out "*uintptr"
%typemap(in) T **out %{ $1 = ($1_ltype)$input; %}
%enddef
SIPREG_GO_HANDLE(sipreg_endpoint_t)
SIPREG_GO_HANDLE(sipreg_account_t)
SIPREG_GO_HANDLE(sipreg_registration_t)
SIPREG_GO_HANDLE(sipreg_tls_t)
SIPREG_GO_HANDLE(sipreg_event_t)
SIPREG_GO_HANDLE(sipreg_explanation_t)
